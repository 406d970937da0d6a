import type { ConformanceCase } from "./case.js";

const arranged: readonly ConformanceCase[] = [
  { name: "movedim", op: "movedim", inputs: [{ shape: [2, 3, 4] }], args: [[0, 2], [1, 0]] }, // prettier-ignore
  { name: "swapaxes", op: "swapaxes", inputs: [{ shape: [2, 3, 4] }], args: [-1, 0] },
  { name: "adjoint of complex matrices", op: "adjoint", inputs: [{ shape: [2, 3, 2], dtype: "complex64" }] },
  { name: "squeeze of two dimensions", op: "squeeze", inputs: [{ shape: [1, 3, 1] }], args: [[0, 2]] },
  { name: "flatten of a transposed view", op: "flatten", inputs: [{ shape: [2, 3, 2], layout: "transposed" }], args: [1] }, // prettier-ignore
  { name: "unflatten with one extent left open", op: "unflatten", inputs: [{ shape: [2, 6] }], args: [1, [3, -1]] },
  { name: "expandAs", op: "expandAs", inputs: [{ shape: [3, 1] }, { shape: [2, 3, 2], grad: false }] },
  { name: "broadcastTensors", op: "broadcastTensors", inputs: [{ shape: [3, 1] }, { shape: [2, 1, 2] }] },
  { name: "asStrided of a stepped view", op: "asStrided", inputs: [{ shape: [2, 3], layout: "stepped" }], args: [[2, 2], [4, 2], 2] }, // prettier-ignore
  { name: "unbind", op: "unbind", inputs: [{ shape: [2, 3, 2] }], args: [1] },
  { name: "split into sizes, one of them 0", op: "split", inputs: [{ shape: [2, 5] }], args: [[1, 0, 4], 1] },
  { name: "chunk into rows that differ", op: "chunk", inputs: [{ shape: [7, 2] }], args: [3] },
  { name: "tensorSplit at positions", op: "tensorSplit", inputs: [{ shape: [5, 2] }], args: [[1, -1]] },
  { name: "hsplit", op: "hsplit", inputs: [{ shape: [2, 4] }], args: [2] },
  ...(["hstack", "vstack", "dstack", "columnStack"] as const).map((op): ConformanceCase => ({ name: `${op} of vectors`, op, list: true, inputs: [{ shape: [3] }, { shape: [3] }] })), // prettier-ignore
  { name: "hstack of matrices", op: "hstack", list: true, inputs: [{ shape: [2, 3] }, { shape: [2, 1] }] },
  { name: "cat with empty vectors", op: "cat", list: true, inputs: [{ shape: [0] }, { shape: [2, 2] }, { shape: [1, 2] }] }, // prettier-ignore
  { name: "cat of int32 and float32", op: "cat", list: true, inputs: [{ shape: [2], dtype: "int32", fill: { below: 9 } }, { shape: [3] }] }, // prettier-ignore
  { name: "fliplr", op: "fliplr", inputs: [{ shape: [2, 3], layout: "transposed" }] },
  { name: "roll flattened", op: "roll", inputs: [{ shape: [2, 3] }], args: [-2] },
  { name: "cartesianProd", op: "cartesianProd", inputs: [{ shape: [2] }, { shape: [3] }] },
  { name: "combinations", op: "combinations", inputs: [{ shape: [4] }], args: [3] },
];

/** Other names and near relatives, whose gradients go through the same rules. */
const relatives: readonly ConformanceCase[] = [
  { name: "moveaxis", op: "moveaxis", inputs: [{ shape: [2, 3] }], args: [0, -1] },
  { name: "swapdims", op: "swapdims", inputs: [{ shape: [2, 3] }], args: [0, 1] },
  { name: "broadcastTo", op: "broadcastTo", inputs: [{ shape: [2, 1] }], args: [[2, 3]] },
  { name: "viewAs", op: "viewAs", inputs: [{ shape: [2, 3] }, { shape: [6], grad: false }] },
  { name: "reshapeAs", op: "reshapeAs", inputs: [{ shape: [2, 3], layout: "transposed" }, { shape: [6], grad: false }] }, // prettier-ignore
  { name: "ravel", op: "ravel", inputs: [{ shape: [2, 3], layout: "transposed" }] },
  ...([1, 2, 3] as const).map((n): ConformanceCase => ({ name: `atleast${n}d`, op: `atleast${n}d`, inputs: [{ shape: n === 1 ? [] : [2] }] })), // prettier-ignore
  ...(["concat", "concatenate", "rowStack"] as const).map((op): ConformanceCase => ({ name: op, op, list: true, inputs: [{ shape: [1, 2] }, { shape: [2, 2] }] })), // prettier-ignore
  { name: "vsplit", op: "vsplit", inputs: [{ shape: [4, 2] }], args: [2] },
  { name: "dsplit", op: "dsplit", inputs: [{ shape: [1, 2, 4] }], args: [[1, 3]] },
  { name: "flipud", op: "flipud", inputs: [{ shape: [3, 2] }] },
  { name: "uniqueConsecutive", op: "uniqueConsecutive", inputs: [{ shape: [5], fill: [1, 2, 2, 3, 3] }], gradient: false }, // prettier-ignore
];

const diagonals: readonly ConformanceCase[] = [
  { name: "diag of a vector", op: "diag", inputs: [{ shape: [3] }], args: [-1] },
  { name: "diag of a matrix", op: "diag", inputs: [{ shape: [3, 4] }], args: [2] },
  { name: "diagEmbed of a batch", op: "diagEmbed", inputs: [{ shape: [2, 3] }], args: [1, 0, -1] },
  { name: "diagEmbed of complex numbers", op: "diagEmbed", inputs: [{ shape: [3], dtype: "complex64" }] },
  { name: "diagflat", op: "diagflat", inputs: [{ shape: [2, 2], layout: "transposed" }] },
  { name: "blockDiag", op: "blockDiag", inputs: [{ shape: [2, 3] }, { shape: [2] }, { shape: [] }] },
  { name: "tril of bool", op: "tril", inputs: [{ shape: [3, 3], dtype: "bool", fill: [1] }], args: [-1] },
  { name: "isin", op: "isin", inputs: [{ shape: [5], fill: [1, 2, NaN, 3, -1], grad: false }, { shape: [4], fill: [3, NaN, 1, 3], grad: false }] }, // prettier-ignore
  { name: "bucketize on the right", op: "bucketize", inputs: [{ shape: [5], fill: [1, 2, 0, 3, 9], grad: false }, { shape: [3], fill: [1, 2, 5], grad: false }], args: [{ right: true }] }, // prettier-ignore
  { name: "msort", op: "msort", inputs: [{ shape: [4, 3], fill: "distinct" }] },
];

const plain: readonly ConformanceCase[] = [
  { name: "permute", op: "permute", inputs: [{ shape: [2, 3, 4] }], args: [[2, 0, 1]] },
  {
    name: "reshape of a transposed view copies",
    op: "reshape",
    inputs: [{ shape: [3, 4], layout: "transposed" }],
    args: [[2, 6]],
  },
  { name: "expand", op: "expand", inputs: [{ shape: [3, 1] }], args: [[2, 3, 4]] },
  { name: "narrow of an offset view", op: "narrow", inputs: [{ shape: [5, 3], layout: "offset" }], args: [0, 1, 3] },
  { name: "select", op: "select", inputs: [{ shape: [4, 3] }], args: [0, -2] },
  { name: "unfold with overlap", op: "unfold", inputs: [{ shape: [2, 9] }], args: [1, 4, 2] },
  {
    name: "asStrided with overlap",
    op: "asStrided",
    inputs: [{ shape: [8] }],
    args: [
      [3, 4],
      [2, 1],
    ],
  },
  { name: "clone of every second element", op: "clone", inputs: [{ shape: [3, 4], layout: "stepped" }] },
  { name: "cat", op: "cat", list: true, inputs: [{ shape: [2, 3] }, { shape: [2, 1] }, { shape: [2, 2] }], args: [1] },
  { name: "stack", op: "stack", list: true, inputs: [{ shape: [3] }, { shape: [3] }], args: [0] },
  { name: "repeat", op: "repeat", inputs: [{ shape: [2, 3] }], args: [2, 2] },
  { name: "pad with a constant", op: "pad", inputs: [{ shape: [2, 3] }], args: [[1, 2, 1, 0], { value: 0.5 }] },
  { name: "pad by reflection", op: "pad", inputs: [{ shape: [2, 5] }], args: [[3, 2], { mode: "reflect" }] },
  { name: "pad by replication", op: "pad", inputs: [{ shape: [2, 3] }], args: [[2, 1], { mode: "replicate" }] },
  { name: "pad around the corner", op: "pad", inputs: [{ shape: [2, 4] }], args: [[2, 3], { mode: "circular" }] },
  {
    name: "roll",
    op: "roll",
    inputs: [{ shape: [3, 4] }],
    args: [
      [1, -2],
      [0, 1],
    ],
  },
  { name: "flip", op: "flip", inputs: [{ shape: [3, 4] }], args: [[0, 1]] },
  { name: "tril", op: "tril", inputs: [{ shape: [4, 4] }] },
  { name: "triu above the diagonal", op: "triu", inputs: [{ shape: [3, 5] }], args: [1] },
  { name: "diagonal", op: "diagonal", inputs: [{ shape: [3, 4] }] },
  { name: "diagonal above of a batch", op: "diagonal", inputs: [{ shape: [3, 2, 4] }], args: [1, 0, -1] },
  { name: "diagonal below of a transposed view", op: "diagonal", inputs: [{ shape: [4, 3], layout: "transposed" }], args: [-2] }, // prettier-ignore
  { name: "diagonal past the corner is empty", op: "diagonal", inputs: [{ shape: [2, 2] }], args: [5] },
  {
    name: "gather",
    op: "gather",
    inputs: [{ shape: [3, 4] }, { shape: [3, 2], dtype: "int32", fill: { below: 4 } }],
    argsFirst: [1],
  },
  {
    name: "indexSelect",
    op: "indexSelect",
    inputs: [{ shape: [4, 3] }, { shape: [5], dtype: "int32", fill: { below: 4 } }],
    argsFirst: [0],
  },
  { name: "scatterAdd with several to one place", op: "scatterAdd", inputs: [{ shape: [3, 4] }, { shape: [3, 6], dtype: "int32", fill: { below: 4 } }, { shape: [3, 6] }], argsFirst: [1] }, // prettier-ignore
  { name: "oneHot", op: "oneHot", inputs: [{ shape: [5], dtype: "int32", fill: { below: 3 } }], args: [3] },
  { name: "overlapAdd", op: "overlapAdd", inputs: [{ shape: [2, 4, 5] }], args: [{ hopLength: 2 }] },
  { name: "overlapAdd cut short", op: "overlapAdd", inputs: [{ shape: [4, 5] }], args: [{ hopLength: 3, length: 11 }] },
  { name: "overlapAdd of complex frames", op: "overlapAdd", inputs: [{ shape: [3, 4], dtype: "complex64" }], args: [{ hopLength: 2 }] }, // prettier-ignore
  { name: "unfold of complex numbers", op: "unfold", inputs: [{ shape: [7], dtype: "complex64" }], args: [0, 3, 2] },
  {
    name: "to int32 truncates",
    op: "to",
    inputs: [{ shape: [6], fill: [1.9, -1.9, 0.4, -0.4, 7, -7] }],
    args: ["int32"],
    gradient: false,
  },
];

export const structureCases: readonly ConformanceCase[] = [...plain, ...arranged, ...relatives, ...diagonals];

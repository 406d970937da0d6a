import type { ConformanceCase } from "./case.js";

export const structureCases: readonly ConformanceCase[] = [
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

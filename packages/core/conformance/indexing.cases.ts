import { slice } from "../src/index.js";
import type { ConformanceCase, Fill, InputSpec } from "./case.js";

const index = (shape: number[], fill: Fill): InputSpec => ({ shape, dtype: "int32", fill });
const mask = (shape: number[], fill: number[]): InputSpec => ({ shape, dtype: "bool", fill });
const TIES = [0, 2, 0, 1, 2, 2];

const reading: readonly ConformanceCase[] = [
  { name: "get with a step and a new dimension", op: "get", inputs: [{ shape: [4, 7] }], args: [slice(-3, undefined, 2), null, slice(1, -1, 3)] }, // prettier-ignore
  { name: "get from a transposed view with the ellipsis", op: "get", inputs: [{ shape: [3, 4], layout: "transposed" }], args: ["...", -1] }, // prettier-ignore
  { name: "get by a list", op: "get", inputs: [{ shape: [4, 3] }], args: [[2, -1, 2]] },
  { name: "get by an index tensor with negatives", op: "get", inputs: [{ shape: [3, 4] }, index([2, 2], [3, -1, 0, -4])], argsFirst: [slice()] }, // prettier-ignore
  { name: "get by index tensors side by side", op: "get", inputs: [{ shape: [2, 3, 4] }, index([2, 1], [2, 0]), index([3], [1, -1, 1])], argsFirst: [slice()] }, // prettier-ignore
  { name: "get by index tensors apart", op: "get", inputs: [{ shape: [3, 2, 4] }, index([2], [2, -3])], args: [slice(), [[0], [3]]] }, // prettier-ignore
  { name: "get by a position without dimensions", op: "get", inputs: [{ shape: [3, 4] }, index([], [-2])], args: [slice(1, 3)] }, // prettier-ignore
  { name: "get by a mask in a list", op: "get", inputs: [{ shape: [3, 4] }], args: [slice(0, 2), [true, false, true, true]] }, // prettier-ignore
  { name: "get of complex numbers by a list", op: "get", inputs: [{ shape: [4], dtype: "complex64" }], args: [[3, 3, 0]] }, // prettier-ignore
  { name: "get of nothing", op: "get", inputs: [{ shape: [3, 4] }], args: [[]] },
  { name: "takeAlongDim", op: "takeAlongDim", inputs: [{ shape: [3, 4] }, index([1, 2], [3, 0])], args: [1] },
  { name: "gather of complex numbers", op: "gather", inputs: [{ shape: [3, 2], dtype: "complex64" }, index([4, 2], { below: 3 })], argsFirst: [0] }, // prettier-ignore
  { name: "gather of bool", op: "gather", inputs: [mask([4], [1, 0, 0, 1]), index([3], [3, 1, 0])], argsFirst: [0] },
];

const writing: readonly ConformanceCase[] = [
  { name: "indexPut of rows, the last one stays", op: "indexPut", inputs: [{ shape: [3, 4] }, { shape: [3, 4] }], argsFirst: [[[2, 0, 2]]] }, // prettier-ignore
  { name: "indexPut that accumulates", op: "indexPut", inputs: [{ shape: [3, 4] }, { shape: [4] }], argsFirst: [[[2, 0, 2]]], args: [{ accumulate: true }] }, // prettier-ignore
  { name: "indexPut through slices and lists", op: "indexPut", inputs: [{ shape: [3, 5] }, { shape: [2, 1] }], argsFirst: [[[2, -3], slice(0, 5, 2)]] }, // prettier-ignore
  { name: "indexPut of a number", op: "indexPut", inputs: [{ shape: [3, 4] }], args: [[slice(), [1, 1, 3]], 7] },
  { name: "maskedScatter", op: "maskedScatter", inputs: [{ shape: [2, 3] }, mask([2, 3], [1, 0, 1, 0, 0, 1]), { shape: [5] }] }, // prettier-ignore
  { name: "maskedScatter broadcasting the mask", op: "maskedScatter", inputs: [{ shape: [2, 3] }, mask([3], [1, 0, 1]), { shape: [2, 2] }] }, // prettier-ignore
  { name: "maskedFill of int32 keeps the dtype", op: "maskedFill", inputs: [index([4], { below: 9 }), mask([4], [1, 0, 0, 1])], args: [2.75] }, // prettier-ignore
  { name: "selectScatter", op: "selectScatter", inputs: [{ shape: [3, 4] }, { shape: [3] }], args: [1, -2] },
  { name: "sliceScatter in steps", op: "sliceScatter", inputs: [{ shape: [5, 2] }, { shape: [2, 2] }], args: [{ start: -4, step: 2 }] }, // prettier-ignore
  { name: "diagonalScatter", op: "diagonalScatter", inputs: [{ shape: [3, 4] }, { shape: [3] }], args: [1] },
  { name: "indexCopy", op: "indexCopy", inputs: [{ shape: [4, 2] }, index([3], [3, 0, 3]), { shape: [3, 2] }], argsFirst: [0] }, // prettier-ignore
  { name: "indexFill", op: "indexFill", inputs: [{ shape: [2, 5] }, index([3], [4, 1, 4])], argsFirst: [1], args: [-0.5] }, // prettier-ignore
];

const scattering: readonly ConformanceCase[] = [
  { name: "scatter, the last of several stays", op: "scatter", inputs: [{ shape: [3, 4] }, index([2, 6], [3, 0, 3, 1, 0, 3]), { shape: [2, 6] }], argsFirst: [1] }, // prettier-ignore
  { name: "scatter along the first dimension", op: "scatter", inputs: [{ shape: [4, 3] }, index([2, 3], [3, 0, 1, 0, 2, 3]), { shape: [3, 3] }], argsFirst: [0] }, // prettier-ignore
  { name: "scatter of a number", op: "scatter", inputs: [{ shape: [3, 4] }, index([3, 2], { below: 4 })], argsFirst: [1], args: [2.5] }, // prettier-ignore
  { name: "scatter of complex numbers", op: "scatter", inputs: [{ shape: [4], dtype: "complex64" }, index([3], [1, 3, 1]), { shape: [3], dtype: "complex64" }], argsFirst: [0] }, // prettier-ignore
  { name: "scatter of bool", op: "scatter", inputs: [mask([4], [1, 0, 1, 0]), index([2], [0, 3]), mask([2], [0, 1])], argsFirst: [0] }, // prettier-ignore
  { name: "scatter that multiplies", op: "scatter", inputs: [{ shape: [2, 3] }, index([2, 3], TIES), { shape: [2, 3] }], argsFirst: [1], args: [{ reduce: "multiply" }] }, // prettier-ignore
  ...(["sum", "prod", "mean", "amax", "amin"] as const).flatMap((reduce): ConformanceCase[] => [
    { name: `scatterReduce by ${reduce}`, op: "scatterReduce", inputs: [{ shape: [2, 4], fill: "distinct" }, index([2, 6], TIES), { shape: [2, 6] }], argsFirst: [1], args: [reduce] }, // prettier-ignore
    { name: `scatterReduce by ${reduce} without self`, op: "scatterReduce", inputs: [{ shape: [4, 2] }, index([5, 1], TIES), { shape: [6, 2] }], argsFirst: [0], args: [reduce, { includeSelf: false }] }, // prettier-ignore
  ]),
  { name: "scatterReduce by amax with NaN and ties", op: "scatterReduce", inputs: [{ shape: [3], fill: [1, 2, 5] }, index([5], [0, 0, 1, 1, 2]), { shape: [5], fill: [1, 1, NaN, 0, 5] }], argsFirst: [0], args: ["amax"], notDifferentiable: "ties" }, // prettier-ignore
  { name: "scatterReduce by prod with zeros", op: "scatterReduce", inputs: [{ shape: [3], fill: [2, 0, 3] }, index([5], [0, 0, 1, 2, 2]), { shape: [5], fill: [0, 4, 5, 0, 0] }], argsFirst: [0], args: ["prod"] }, // prettier-ignore
  { name: "scatterReduce of int32 by mean", op: "scatterReduce", inputs: [index([3], [7, -7, 1]), index([4], [0, 0, 1, 1]), index([4], [1, 2, -4, 1])], argsFirst: [0], args: ["mean"] }, // prettier-ignore
  { name: "indexReduce by amin", op: "indexReduce", inputs: [{ shape: [3, 2], fill: "distinct" }, index([4], [2, 0, 2, 2]), { shape: [4, 2] }], argsFirst: [0], args: ["amin"] }, // prettier-ignore
];

export const indexingCases: readonly ConformanceCase[] = [...reading, ...writing, ...scattering];

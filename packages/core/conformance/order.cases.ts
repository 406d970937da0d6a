import type { ConformanceCase } from "./case.js";

const WAITS = "finite differences need a function that answers at once";
const TIES = [3, 1, 3, 2, 3, 1];

const places: readonly ConformanceCase[] = [
  { name: "meshgrid", op: "meshgrid", list: true, inputs: [{ shape: [2] }, { shape: [3] }, { shape: [2] }] },
  { name: "meshgrid as in plots", op: "meshgrid", list: true, inputs: [{ shape: [2] }, { shape: [3] }], args: [{ indexing: "xy" }] }, // prettier-ignore
  { name: "tile", op: "tile", inputs: [{ shape: [2, 3] }], args: [2] },
  { name: "tile into more dimensions", op: "tile", inputs: [{ shape: [3] }], args: [2, 1, 2] },
  { name: "repeatInterleave", op: "repeatInterleave", inputs: [{ shape: [2, 3], layout: "transposed" }], args: [2] },
  { name: "repeatInterleave by a list", op: "repeatInterleave", inputs: [{ shape: [2, 3] }], args: [[1, 0, 3], -1] },
  { name: "rot90", op: "rot90", inputs: [{ shape: [2, 3] }] },
  { name: "rot90 backwards", op: "rot90", inputs: [{ shape: [2, 3, 2] }], args: [-1, [2, 0]] },
  { name: "rot90 by a half turn", op: "rot90", inputs: [{ shape: [2, 3] }], args: [2] },
  { name: "take", op: "take", inputs: [{ shape: [3, 2] }, { shape: [2, 3], dtype: "int32", fill: [0, -1, 5, 2, 2, -6] }] }, // prettier-ignore
  { name: "indexAdd", op: "indexAdd", inputs: [{ shape: [2, 4] }, { shape: [3], dtype: "int32", fill: [3, 0, 3] }, { shape: [2, 3] }], argsFirst: [1], args: [{ alpha: -2 }] }, // prettier-ignore
];

const ordered: readonly ConformanceCase[] = [
  { name: "cummax", op: "cummax", inputs: [{ shape: [3, 6], fill: "distinct" }], args: [1] },
  { name: "cummin along the first dimension", op: "cummin", inputs: [{ shape: [5, 2], fill: "distinct" }], args: [0] },
  { name: "cummax with ties takes the last", op: "cummax", inputs: [{ shape: [6], fill: TIES }], args: [0], notDifferentiable: "ties" }, // prettier-ignore
  { name: "cummax with NaN", op: "cummax", inputs: [{ shape: [5], fill: [1, 2, NaN, 3, NaN] }], args: [0], gradient: false }, // prettier-ignore
  { name: "median of everything", op: "median", inputs: [{ shape: [3, 4], fill: "distinct" }] },
  { name: "median over a dimension", op: "median", inputs: [{ shape: [5, 3], fill: "distinct", layout: "transposed" }], args: [0, { keepdim: true }] }, // prettier-ignore
  { name: "median with NaN", op: "median", inputs: [{ shape: [2, 3], fill: [1, NaN, 2, 3, 5, 4] }], args: [1], gradient: false }, // prettier-ignore
  { name: "quantile", op: "quantile", inputs: [{ shape: [3, 5], fill: "distinct" }], args: [0.3] },
  { name: "quantile at several shares", op: "quantile", inputs: [{ shape: [4, 3], fill: "distinct" }], args: [[0, 0.4, 1], { dim: 0 }] }, // prettier-ignore
  { name: "quantile at the midpoint", op: "quantile", inputs: [{ shape: [4], fill: "distinct" }], args: [0.2, { interpolation: "midpoint" }] }, // prettier-ignore
  { name: "quantile at tensors", op: "quantile", inputs: [{ shape: [3, 5], fill: "distinct" }, { shape: [3], fill: [0.1, 0.5, 0.9], grad: false }], args: [{ dim: 1 }] }, // prettier-ignore
  { name: "nanquantile with NaN", op: "nanquantile", inputs: [{ shape: [2, 5], fill: [1, NaN, 4, 2, 8, NaN, NaN, NaN, NaN, NaN] }], args: [0.4, { dim: 1 }], gradient: false }, // prettier-ignore
  { name: "nanquantile", op: "nanquantile", inputs: [{ shape: [2, 5], fill: "distinct" }], args: [[0.4, 0.7], { dim: 1 }] }, // prettier-ignore
  { name: "nanmedian with NaN", op: "nanmedian", inputs: [{ shape: [3, 4], fill: [1, NaN, 2, 5, NaN, NaN, NaN, NaN, 3, 1, 2, 0] }], args: [1], gradient: false }, // prettier-ignore
  { name: "nanmedian of everything", op: "nanmedian", inputs: [{ shape: [3, 4], fill: "distinct" }] },
  { name: "kthvalue", op: "kthvalue", inputs: [{ shape: [3, 5], fill: "distinct" }], args: [2] },
  { name: "kthvalue along the first dimension, kept", op: "kthvalue", inputs: [{ shape: [4, 3], fill: "distinct" }], args: [4, { dim: 0, keepdim: true }] }, // prettier-ignore
  { name: "mode", op: "mode", inputs: [{ shape: [2, 6], fill: [3, 1, 3, 1, 2, 0, 5, 5, 5, 1, 1, 7] }], notDifferentiable: "ties" }, // prettier-ignore
  { name: "mode of int32 along the first dimension", op: "mode", inputs: [{ shape: [4, 2], dtype: "int32", fill: [1, 2, 2, 2, 1, 3, 2, 2] }], args: [{ dim: 0 }] }, // prettier-ignore
  { name: "searchsorted", op: "searchsorted", inputs: [{ shape: [6], fill: [-1, 0, 0, 0.5, 2, 3], grad: false }, { shape: [7], fill: [0, 0.5, -5, 9, 2.5, NaN, 3], grad: false }] }, // prettier-ignore
  { name: "searchsorted on the right, row by row", op: "searchsorted", inputs: [{ shape: [2, 3], fill: [1, 2, 2, 4, 5, 6], grad: false }, { shape: [2, 2], fill: [2, 0, 6, 4.5], grad: false }], args: [{ right: true }] }, // prettier-ignore
];

const counted: readonly ConformanceCase[] = [
  { name: "countNonzero", op: "countNonzero", inputs: [{ shape: [2, 3], fill: [0, 1, -2, 0, 0, NaN] }], args: [1], gradient: false }, // prettier-ignore
  { name: "histc between the extremes", op: "histc", inputs: [{ shape: [9], fill: [0, 1, 2, 3, 4, 4, 2, 2, 1] }], args: [{ bins: 4 }], gradient: false }, // prettier-ignore
  { name: "histc in a range", op: "histc", inputs: [{ shape: [6], fill: [-1, 0, 0.4, 1, 1.1, NaN] }], args: [{ bins: 5, min: 0, max: 1 }], gradient: false }, // prettier-ignore
  { name: "nonzero", op: "nonzero", inputs: [{ shape: [2, 3], fill: [0, 1, -2, 0, 0, 3] }], gradient: false },
  { name: "maskedSelect", op: "maskedSelect", inputs: [{ shape: [2, 3] }, { shape: [3], dtype: "bool", fill: [1, 0, 1] }], notDifferentiable: WAITS }, // prettier-ignore
  { name: "unique", op: "unique", inputs: [{ shape: [2, 3], fill: TIES }], gradient: false },
  { name: "bincount", op: "bincount", inputs: [{ shape: [6], dtype: "int32", fill: TIES }], args: [{ minLength: 6 }] },
  { name: "bincount with weights", op: "bincount", inputs: [{ shape: [6], dtype: "int32", fill: TIES }, { shape: [6] }], named: { weights: 1 }, notDifferentiable: WAITS }, // prettier-ignore
];

export const orderCases: readonly ConformanceCase[] = [...places, ...ordered, ...counted];

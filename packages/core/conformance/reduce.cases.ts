import type { ConformanceCase } from "./case.js";

const LOOSE = { rtol: 1e-4, atol: 2e-5 };

const over = (op: string, extra: Partial<ConformanceCase> = {}): ConformanceCase[] => [
  { name: `${op} of everything`, op, inputs: [{ shape: [3, 5], fill: "distinct" }], ...extra },
  { name: `${op} over the last dimension`, op, inputs: [{ shape: [4, 7], fill: "distinct" }], args: [-1], ...extra },
  { name: `${op} over the first dimension of a transposed view`, op, inputs: [{ shape: [6, 3], fill: "distinct", layout: "transposed" }], args: [0], ...extra }, // prettier-ignore
];

export const reduceCases: readonly ConformanceCase[] = [
  ...["sum", "mean", "amax", "amin", "logsumexp", "std", "variance", "varMean", "stdMean", "nansum", "nanmean", "prod"].flatMap((op) => over(op, { tolerance: LOOSE })), // prettier-ignore
  ...["argmax", "argmin", "any", "all"].flatMap((op) => over(op)),
  ...["max", "min"].map((op): ConformanceCase => ({ name: `${op} with indices`, op, inputs: [{ shape: [3, 5], fill: "distinct" }], args: [1] })), // prettier-ignore
  {
    name: "sum over two dimensions, kept",
    op: "sum",
    inputs: [{ shape: [2, 3, 4] }],
    args: [[0, 2], { keepdim: true }],
  },
  { name: "sum of many", op: "sum", inputs: [{ shape: [2, 3000] }], args: [1], tolerance: LOOSE },
  { name: "sum of nothing is 0", op: "sum", inputs: [{ shape: [0, 3] }], args: [0] },
  { name: "sum of complex", op: "sum", inputs: [{ shape: [3, 4], dtype: "complex64" }], args: [0] },
  { name: "sum of int32", op: "sum", inputs: [{ shape: [9], dtype: "int32", fill: { below: 100 } }] },
  { name: "prod", op: "prod", inputs: [{ shape: [2, 4] }], args: [1] },
  { name: "prod with a zero", op: "prod", inputs: [{ shape: [4], fill: [2, 0, 3, -1] }] },
  { name: "amax with ties", op: "amax", inputs: [{ shape: [6], fill: [1, 3, 3, 2, 3, 0] }], notDifferentiable: "ties" },
  { name: "amax with NaN", op: "amax", inputs: [{ shape: [4], fill: [1, NaN, 3, 2] }], gradient: false },
  { name: "argmax with ties takes the first", op: "argmax", inputs: [{ shape: [6], fill: [1, 3, 3, 2, 3, 0] }] },
  { name: "cumsum", op: "cumsum", inputs: [{ shape: [3, 5] }], args: [1] },
  {
    name: "cumsum along the first dimension",
    op: "cumsum",
    inputs: [{ shape: [4, 3], layout: "transposed" }],
    args: [0],
  },
  { name: "cumprod", op: "cumprod", inputs: [{ shape: [3, 4] }], args: [1] },
  { name: "norm of rows", op: "norm", inputs: [{ shape: [3, 5] }], args: [2, 1] },
  { name: "norm with p = 1", op: "norm", inputs: [{ shape: [3, 5] }], args: [1] },
  ...["sum", "mean", "prod", "variance", "std"].map((op): ConformanceCase => ({ name: `${op} of complex numbers`, op, inputs: [{ shape: [3, 4], dtype: "complex64" }], args: [1], tolerance: LOOSE })), // prettier-ignore
  { name: "cumsum of complex numbers", op: "cumsum", inputs: [{ shape: [5, 3], dtype: "complex64" }], args: [0] },
  { name: "cumprod of complex numbers", op: "cumprod", inputs: [{ shape: [2, 5], dtype: "complex64" }], args: [1] },
  { name: "cumprod with zeros", op: "cumprod", inputs: [{ shape: [6], fill: [2, 0, 3, -1, 0, 4] }], args: [0] },
  { name: "cumprod of many", op: "cumprod", inputs: [{ shape: [37], fill: "positive" }], args: [0], tolerance: LOOSE },
  { name: "logcumsumexp", op: "logcumsumexp", inputs: [{ shape: [3, 7] }], args: [1] },
  { name: "logcumsumexp of large numbers", op: "logcumsumexp", inputs: [{ shape: [5], fill: [-300, 700, 699, -900, 701] }], args: [0] }, // prettier-ignore
  { name: "nansum with NaN", op: "nansum", inputs: [{ shape: [2, 3], fill: [1, NaN, 2, NaN, NaN, NaN] }], args: [1], gradient: false }, // prettier-ignore
  { name: "nanmean with NaN", op: "nanmean", inputs: [{ shape: [2, 3], fill: [1, NaN, 2, NaN, NaN, NaN] }], args: [1], gradient: false }, // prettier-ignore
  { name: "aminmax", op: "aminmax", inputs: [{ shape: [3, 5], fill: "distinct" }], args: [{ dim: 0 }] },
  { name: "max of two tensors", op: "max", inputs: [{ shape: [3, 5] }, { shape: [5] }] },
  { name: "logsumexp of nothing", op: "logsumexp", inputs: [{ shape: [0, 3] }], args: [0] },
  { name: "any of uint8", op: "any", inputs: [{ shape: [2, 2], dtype: "uint8", fill: [0, 0, 3, 0] }], args: [1] },
  { name: "all of complex numbers", op: "all", inputs: [{ shape: [2, 2], dtype: "complex64", fill: [0, 1, 1, 0, 0, 0, 2, 2] }], args: [1] }, // prettier-ignore
  { name: "norm with p = 3", op: "norm", inputs: [{ shape: [3, 5] }], args: [3, [0, 1]] },
  { name: "norm with p = 0.5", op: "norm", inputs: [{ shape: [3, 4], fill: "positive" }], args: [0.5, 1], tolerance: LOOSE }, // prettier-ignore
  { name: "norm with p = ∞", op: "norm", inputs: [{ shape: [3, 5], fill: "distinct" }], args: [Infinity, 0] },
  { name: "norm of complex numbers", op: "norm", inputs: [{ shape: [3, 4], dtype: "complex64" }], args: [2, 1] },
  { name: "norm of zeros", op: "norm", inputs: [{ shape: [3], fill: [0] }], notDifferentiable: "a corner" },
  { name: "dist", op: "dist", inputs: [{ shape: [3, 4] }, { shape: [4] }] },
  { name: "cdist", op: "cdist", inputs: [{ shape: [2, 3, 4] }, { shape: [5, 4] }] },
  { name: "cdist with p = 1", op: "cdist", inputs: [{ shape: [3, 4] }, { shape: [2, 4] }], args: [{ p: 1 }] },
  { name: "cov", op: "cov", inputs: [{ shape: [3, 6] }], tolerance: LOOSE },
  { name: "cov with weights", op: "cov", inputs: [{ shape: [3, 5] }, { shape: [5], dtype: "int32", fill: [1, 2, 1, 3, 1] }, { shape: [5], fill: "positive" }], named: { fweights: 1, aweights: 2 }, tolerance: LOOSE }, // prettier-ignore
  { name: "corrcoef", op: "corrcoef", inputs: [{ shape: [3, 6] }], tolerance: LOOSE, notDifferentiable: "limited at 1 on the diagonal" }, // prettier-ignore
  { name: "diff", op: "diff", inputs: [{ shape: [3, 5] }], args: [{ n: 2, dim: 0 }] },
  { name: "diff with more at the ends", op: "diff", inputs: [{ shape: [2, 3] }, { shape: [2, 1] }, { shape: [2, 2] }], named: { prepend: 1, append: 2 } }, // prettier-ignore
  { name: "diff of bools", op: "diff", inputs: [{ shape: [5], dtype: "bool", fill: [0, 1, 1, 0, 0] }] },
  { name: "trapezoid", op: "trapezoid", inputs: [{ shape: [3, 5] }], args: [{ dx: 0.5 }] },
  { name: "trapezoid over places", op: "trapezoid", inputs: [{ shape: [4, 3] }, { shape: [4], fill: "distinct" }], named: { x: 1 }, args: [{ dim: 0 }] }, // prettier-ignore
  { name: "cumulativeTrapezoid", op: "cumulativeTrapezoid", inputs: [{ shape: [3, 5] }], args: [{ dim: 1 }] },
  { name: "softmax over rows", op: "softmax", inputs: [{ shape: [3, 5] }], args: [1] },
  { name: "softmax over columns", op: "softmax", inputs: [{ shape: [3, 5] }], args: [0] },
  { name: "softmax of large numbers", op: "softmax", inputs: [{ shape: [3], fill: [1000, 1001, 999] }], args: [0] },
  { name: "logSoftmax", op: "logSoftmax", inputs: [{ shape: [4, 6] }], args: [-1] },
  { name: "softmaxCrossEntropy", op: "softmaxCrossEntropy", inputs: [{ shape: [5, 4] }, { shape: [5], dtype: "int32", fill: { below: 4 } }] }, // prettier-ignore
  { name: "softmaxCrossEntropy with weights, smoothing and an ignored item", op: "softmaxCrossEntropy", inputs: [{ shape: [4, 3] }, { shape: [4], dtype: "int32", fill: [0, 2, -100, 1] }, { shape: [3], fill: "positive", grad: false }], named: { weight: 2 }, args: [{ labelSmoothing: 0.1 }] }, // prettier-ignore
  { name: "sort", op: "sort", inputs: [{ shape: [3, 7], fill: "distinct" }] },
  { name: "sort descending along the first dimension", op: "sort", inputs: [{ shape: [5, 2], fill: "distinct" }], args: [{ dim: 0, descending: true }] }, // prettier-ignore
  { name: "topk", op: "topk", inputs: [{ shape: [2, 9], fill: "distinct" }], args: [3] },
];

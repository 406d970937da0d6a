import type { ConformanceCase } from "./case.js";

const NOT_FINITE = [NaN, Infinity, -Infinity, 0, -1.5, 2];

export const specialCases: readonly ConformanceCase[] = [
  { name: "frac", op: "frac", inputs: [{ shape: [3, 4], layout: "transposed" }] },
  { name: "logit", op: "logit", inputs: [{ shape: [5], fill: [0.1, 0.5, 0.7, 0.99, 0.02] }] },
  { name: "logit with a limit", op: "logit", inputs: [{ shape: [4], fill: [0, 0.3, 0.6, 1] }], args: [{ eps: 0.05 }] },
  {
    name: "xlogy",
    op: "xlogy",
    inputs: [
      { shape: [3, 1], fill: "positive" },
      { shape: [4], fill: "positive" },
    ],
  },
  { name: "xlogy of zeros", op: "xlogy", inputs: [{ shape: [4] , fill: [0, 0, 0, 2] }, { shape: [4], fill: [0, NaN, -1, 3] }], gradient: false }, // prettier-ignore
  { name: "xlog1py of zeros", op: "xlog1py", inputs: [{ shape: [4], fill: [0, 0, 0, 2] }, { shape: [4], fill: [0, NaN, -2, 3] }], gradient: false }, // prettier-ignore
  { name: "sinc", op: "sinc", inputs: [{ shape: [6], fill: [0.5, -1.3, 2, 0.01, 3.7, 1] }] },
  { name: "sinc at and near 0", op: "sinc", inputs: [{ shape: [4], fill: [0, 1, 0.001, -0.2] }] },
  { name: "erfc far out", op: "erfc", inputs: [{ shape: [5], fill: [3, 6, 9, -4, 0.5] }], tolerance: { rtol: 2e-6, atol: 0 } }, // prettier-ignore
  { name: "logNdtr far out", op: "logNdtr", inputs: [{ shape: [5], fill: [-3, -30, -1, 3, 0] }], tolerance: { rtol: 2e-6, atol: 0 } }, // prettier-ignore
  { name: "ndtri far out", op: "ndtri", inputs: [{ shape: [4], fill: [1e-30, 1e-6, 0.02, 0.75] }], tolerance: { rtol: 4e-6, atol: 0 }, notDifferentiable: "slopes of 1e29" }, // prettier-ignore
  { name: "erfinv near the ends", op: "erfinv", inputs: [{ shape: [4], fill: [0.9999999, -0.99, 1e-20, 0.8] }], tolerance: { rtol: 2e-5, atol: 0 }, notDifferentiable: "the slope grows too fast for differences" }, // prettier-ignore
  ...["i0", "i1"].map((op): ConformanceCase => ({ name: `${op} of large numbers`, op, inputs: [{ shape: [5], fill: [5, -8.5, 9.5, 13, 30] }], tolerance: { rtol: 5e-6, atol: 0 }, notDifferentiable: "values up to 1e12" })), // prettier-ignore
  ...["i0e", "i1e", "besselJ0", "besselJ1"].map((op): ConformanceCase => ({ name: `${op} of large numbers`, op, inputs: [{ shape: [6], fill: [5, -8.5, 9.5, 13, 30, 0] }], tolerance: { rtol: 5e-6, atol: 2e-6 } })), // prettier-ignore
  { name: "hypot", op: "hypot", inputs: [{ shape: [3, 1] }, { shape: [2, 1, 4] }] },
  { name: "hypot of large, small and infinite numbers", op: "hypot", inputs: [{ shape: [5], fill: [3e30, 3e-30, Infinity, 0, NaN] }, { shape: [5], fill: [4e30, 4e-30, 1, 0, 1] }], gradient: false, tolerance: { rtol: 1e-6, atol: 0 } }, // prettier-ignore
  { name: "floorDivide", op: "floorDivide", inputs: [{ shape: [6], fill: [7, -7, 7, -7, 0.3, 5] }, { shape: [6], fill: [2, 2, -2, -2, 0.125, 2.5] }], gradient: false }, // prettier-ignore
  { name: "floorDivide of int32", op: "floorDivide", inputs: [{ shape: [5], dtype: "int32", fill: [7, -7, 2147483647, -100, 6] }, { shape: [5], dtype: "int32", fill: [2, 2, -3, -7, 3] }] }, // prettier-ignore
  { name: "lerp with a number", op: "lerp", inputs: [{ shape: [3, 2] }, { shape: [3, 2] }], args: [0.75] },
  {
    name: "lerp with a tensor",
    op: "lerp",
    inputs: [{ shape: [3, 1] }, { shape: [4] }, { shape: [3, 4], fill: "unit" }],
  },
  { name: "addcmul", op: "addcmul", inputs: [{ shape: [3, 4] }, { shape: [4] }, { shape: [3, 1] }], args: [{ value: -0.5 }] }, // prettier-ignore
  { name: "addcdiv", op: "addcdiv", inputs: [{ shape: [3] }, { shape: [3] }, { shape: [3], fill: "positive" }], args: [{ value: 2 }] }, // prettier-ignore
  { name: "nanToNum", op: "nanToNum", inputs: [{ shape: [6], fill: NOT_FINITE }], args: [{ nan: 0.5, posinf: 9, neginf: -9 }], notDifferentiable: "slopes at infinity" }, // prettier-ignore
  { name: "isfinite", op: "isfinite", inputs: [{ shape: [6], fill: NOT_FINITE }] },
  { name: "isclose", op: "isclose", inputs: [{ shape: [6], fill: NOT_FINITE }, { shape: [6], fill: [NaN, Infinity, 1, 1e-9, -1.5001, 2.00001] }], args: [{ equalNan: true }] }, // prettier-ignore
];

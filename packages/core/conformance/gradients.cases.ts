// Ops whose gradient no other file of cases checks: mostly other names and simple uses of what is checked there.
import type { ConformanceCase } from "./case.js";

const complex = { dtype: "complex64" } as const;

const views: readonly ConformanceCase[] = [
  { name: "contiguous of a transposed view", op: "contiguous", inputs: [{ shape: [2, 3], layout: "transposed" }] },
  { name: "sumToSize", op: "sumToSize", inputs: [{ shape: [2, 3, 2] }], args: [[3, 1]] },
  { name: "t", op: "t", inputs: [{ shape: [2, 3] }] },
  { name: "transpose", op: "transpose", inputs: [{ shape: [2, 1, 3] }], args: [0, -1] },
  { name: "unsqueeze", op: "unsqueeze", inputs: [{ shape: [2, 3] }], args: [-1] },
  { name: "view of a slice", op: "view", inputs: [{ shape: [3, 4], layout: "offset" }], args: [[2, 6]] },
];

const values: readonly ConformanceCase[] = [
  { name: "to a complex dtype", op: "to", inputs: [{ shape: [3] }], args: ["complex64"] },
  { name: "to a real dtype drops the imaginary parts", op: "to", inputs: [{ shape: [3], ...complex }], args: ["float32"] }, // prettier-ignore
  { name: "sgn of complex", op: "sgn", inputs: [{ shape: [4], ...complex }] },
  { name: "nanToNum of finite values", op: "nanToNum", inputs: [{ shape: [5] }] },
  { name: "corrcoef of three variables", op: "corrcoef", inputs: [{ shape: [3, 5] }] },
  { name: "mode where every value stands once", op: "mode", inputs: [{ shape: [2, 4], fill: "distinct" }] },
  { name: "dot", op: "dot", inputs: [{ shape: [5] }, { shape: [5] }] },
  {
    name: "dot of complex",
    op: "dot",
    inputs: [
      { shape: [3], ...complex },
      { shape: [3], ...complex },
    ],
  },
  { name: "mv", op: "mv", inputs: [{ shape: [3, 4] }, { shape: [4] }] },
  { name: "maxPool1dWithIndices", op: "maxPool1dWithIndices", inputs: [{ shape: [1, 2, 6], fill: "distinct" }], args: [2] }, // prettier-ignore
];

const spectra: readonly ConformanceCase[] = [
  { name: "fftn over all dimensions", op: "fftn", inputs: [{ shape: [2, 3], ...complex }] },
  { name: "ifft2", op: "ifft2", inputs: [{ shape: [2, 3], ...complex }] },
  { name: "ifftshift", op: "ifftshift", inputs: [{ shape: [2, 5] }] },
];

export const gradientCases: readonly ConformanceCase[] = [...views, ...values, ...spectra];

import type { ConformanceCase } from "./case.js";

export const segmentsCases: readonly ConformanceCase[] = [
  { name: "localMax", op: "localMax", inputs: [{ shape: [3, 9], fill: { below: 4 } }], args: [{ dim: -1 }], gradient: false }, // prettier-ignore
  { name: "localMin", op: "localMin", inputs: [{ shape: [9, 3], fill: { below: 4 } }], gradient: false },
  { name: "sync", op: "sync", inputs: [{ shape: [2, 3, 10] }], args: [[7, 2]] },
  { name: "sync by the median along another dimension", op: "sync", inputs: [{ shape: [10, 3], fill: "distinct", layout: "transposed" }], args: [[[1, 4], [2, 9]], { dim: 0, aggregate: "median" }] }, // prettier-ignore
  { name: "fillOffDiagonal", op: "fillOffDiagonal", inputs: [{ shape: [2, 5, 7] }], args: [{ radius: 0.4, value: 3 }] },
];

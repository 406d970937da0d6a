import type { ConformanceCase } from "./case.js";

export const segmentsCases: readonly ConformanceCase[] = [
  { name: "localMax", op: "localMax", inputs: [{ shape: [3, 9], fill: { below: 4 } }], args: [{ dim: -1 }], gradient: false }, // prettier-ignore
  { name: "localMin", op: "localMin", inputs: [{ shape: [9, 3], fill: { below: 4 } }], gradient: false },
  { name: "sync", op: "sync", inputs: [{ shape: [2, 3, 10] }], args: [[7, 2]] },
  { name: "sync by the median along another dimension", op: "sync", inputs: [{ shape: [10, 3], fill: "distinct", layout: "transposed" }], args: [[[1, 4], [2, 9]], { dim: 0, aggregate: "median" }] }, // prettier-ignore
  { name: "fillOffDiagonal", op: "fillOffDiagonal", inputs: [{ shape: [2, 5, 7] }], args: [{ radius: 0.4, value: 3 }] },
  { name: "recurrenceToLag", op: "recurrenceToLag", inputs: [{ shape: [6, 6] }] },
  { name: "recurrenceToLag along rows without room", op: "recurrenceToLag", inputs: [{ shape: [5, 5], layout: "transposed" }], args: [{ dim: 0, pad: false }] }, // prettier-ignore
  { name: "lagToRecurrence", op: "lagToRecurrence", inputs: [{ shape: [10, 5] }] },
  { name: "pathEnhance", op: "pathEnhance", inputs: [{ shape: [2, 8, 8], fill: "distinct" }], args: [3, { nFilters: 3, window: "boxcar", clip: false }] }, // prettier-ignore
  { name: "novelty", op: "novelty", inputs: [{ shape: [2, 9, 9] }], args: [{ halfLength: 2 }] },
  { name: "softDtw", op: "softDtw", inputs: [{ shape: [2, 4, 6], fill: "positive" }], args: [{ gamma: 0.5 }] },
  {
    name: "hpss",
    op: "hpss",
    inputs: [{ shape: [8, 9], fill: "distinct" }],
    args: [{}],
    named: { S: 0 },
    gradient: false,
  },
];

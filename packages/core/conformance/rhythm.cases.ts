import type { ConformanceCase } from "./case.js";

export const rhythmCases: readonly ConformanceCase[] = [
  { name: "onsetStrength", op: "onsetStrength", inputs: [{ shape: [2, 6, 8] }], args: [{}], named: { S: 0 } },
  { name: "onsetStrengthMulti", op: "onsetStrengthMulti", inputs: [{ shape: [6, 8] }], args: [{}], named: { S: 0 } },
  {
    name: "tempogram",
    op: "tempogram",
    inputs: [{ shape: [12], fill: "positive" }],
    args: [{}],
    named: { onsetEnvelope: 0 },
  },
  {
    name: "plp",
    op: "plp",
    inputs: [{ shape: [1, 12], fill: "positive" }],
    args: [{}],
    named: { onsetEnvelope: 0 },
    gradient: false,
  },
  { name: "tempogramRatio", op: "tempogramRatio", inputs: [{ shape: [8, 5], fill: "positive" }], args: [{}], named: { tg: 0 }, gradient: false }, // prettier-ignore
];

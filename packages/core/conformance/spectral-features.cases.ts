import type { ConformanceCase } from "./case.js";

/** Magnitudes of 9 bins, as of nFft 16. */
const spectrogram = { shape: [2, 9, 5], fill: "positive" } as const;
const TOLERANCE = { rtol: 1e-4, atol: 2e-5 };

const levels: readonly ConformanceCase[] = [
  { name: "pcen", op: "pcen", inputs: [spectrogram], args: [{ sampleRate: 100, hopLength: 10 }] },
  { name: "pcen of neighbouring bands, logarithmic", op: "pcen", inputs: [spectrogram], args: [{ b: 0.4, maxSize: 3, maxDim: -2, power: 0 }] }, // prettier-ignore
  { name: "pcenWithState from a state", op: "pcenWithState", inputs: [{ shape: [4, 6], fill: "positive" }, { shape: [4, 1], fill: "positive" }], named: { zi: 1 }, args: [{ bias: 0, b: 0.3 }] }, // prettier-ignore
];

export const spectralFeaturesCases: readonly ConformanceCase[] = levels.map((c) => ({ tolerance: TOLERANCE, ...c }));

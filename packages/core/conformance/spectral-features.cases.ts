import type { ConformanceCase } from "./case.js";

/** Magnitudes of 9 bins, as of nFft 16. */
const spectrogram = { shape: [2, 9, 5], fill: "positive" } as const;
const TOLERANCE = { rtol: 1e-4, atol: 2e-5 };

const levels: readonly ConformanceCase[] = [
  { name: "pcen", op: "pcen", inputs: [spectrogram], args: [{ sampleRate: 100, hopLength: 10 }] },
  { name: "pcen of neighbouring bands, logarithmic", op: "pcen", inputs: [spectrogram], args: [{ b: 0.4, maxSize: 3, maxDim: -2, power: 0 }] }, // prettier-ignore
  { name: "pcenWithState from a state", op: "pcenWithState", inputs: [{ shape: [4, 6], fill: "positive" }, { shape: [4, 1], fill: "positive" }], named: { zi: 1 }, args: [{ bias: 0, b: 0.3 }] }, // prettier-ignore
];

const signal = { shape: [2, 40] } as const;
const short = { nFft: 16, hopLength: 8 };

const shapes: readonly ConformanceCase[] = [
  { name: "spectralFlux", op: "spectralFlux", inputs: [signal], args: [short] },
  { name: "spectralFlux, half of it, over more frames", op: "spectralFlux", inputs: [signal], args: [{ ...short, halfWave: true, lag: 2, norm: 1 }] }, // prettier-ignore
  { name: "spectralSlope", op: "spectralSlope", inputs: [signal], args: [{ ...short, sampleRate: 10 }] },
  { name: "spectralEntropy", op: "spectralEntropy", inputs: [signal], args: [short] },
  { name: "spectralCrest", op: "spectralCrest", inputs: [signal], args: [short] },
  { name: "spectralSkewness", op: "spectralSkewness", inputs: [signal], args: [{ ...short, sampleRate: 20 }] },
  { name: "spectralKurtosis", op: "spectralKurtosis", inputs: [signal], args: [{ ...short, sampleRate: 20 }] },
  { name: "spectralDecrease", op: "spectralDecrease", inputs: [signal], args: [short] },
];

const inverses: readonly ConformanceCase[] = [
  { name: "mfccToMel", op: "mfccToMel", inputs: [{ shape: [2, 6, 3] }], args: [{ nMels: 9, lifter: 4 }] },
];

export const spectralFeaturesCases: readonly ConformanceCase[] = [...levels, ...shapes, ...inverses].map((c) => ({
  tolerance: TOLERANCE,
  ...c,
}));

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

/** Decibels: the slopes of a logarithm are steep where bands are quiet. */
const STEEP = { rtol: 2e-4, atol: 2e-3 };

const cepstra: readonly ConformanceCase[] = [
  { name: "lfcc", op: "lfcc", inputs: [signal], args: [{ ...short, nBands: 4, nLfcc: 3 }], tolerance: STEEP },
  { name: "bfcc", op: "bfcc", inputs: [signal], args: [{ ...short, nBands: 3, nBfcc: 2, lifter: 2 }], tolerance: STEEP }, // prettier-ignore
  { name: "gfcc", op: "gfcc", inputs: [signal], args: [{ ...short, nBands: 5, nGfcc: 4 }], tolerance: STEEP },
  { name: "cepstrum", op: "cepstrum", inputs: [{ shape: [2, 15] }], args: [{ nFft: 20 }] },
  { name: "power cepstrum", op: "cepstrum", inputs: [{ shape: [2, 16] }], args: [{ type: "power" }] },
  { name: "complexCepstrum", op: "complexCepstrum", inputs: [{ shape: [4], fill: [2, 0.9, 0.3, 0.1] }], args: [{ nFft: 16 }] }, // prettier-ignore
  { name: "inverseComplexCepstrum", op: "inverseComplexCepstrum", inputs: [{ shape: [2, 12], fill: "unit" }] },
  { name: "lifter", op: "lifter", inputs: [{ shape: [9, 2] }], args: [{ cutoff: 3, dim: 0 }] },
  { name: "spectralEnvelope", op: "spectralEnvelope", inputs: [signal], args: [{ ...short, cutoff: 4 }] },
];

export const spectralFeaturesCases: readonly ConformanceCase[] = [...levels, ...shapes, ...inverses, ...cepstra].map(
  (c) => ({
    tolerance: TOLERANCE,
    ...c,
  }),
);

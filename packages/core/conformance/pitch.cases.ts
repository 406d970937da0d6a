// Pitch, chroma and harmony. Options are small: sample rates of a few dozen Hz give the same arithmetic as real ones.
import type { ConformanceCase } from "./case.js";

const frames = { nFft: 32, hopLength: 8, sampleRate: 320 };
const freqs = [1, 2, 3.5, 4, 6, 7, 9, 12];
/** Two tones, whose peaks stand out: a parabola through three nearly equal bins would enlarge every rounding error. */
const tones = Array.from({ length: 96 }, (_, n) => Math.sin(n * 0.7) + 0.6 * Math.sin(n * 1.9 + 1));
/** No two bins alike: which of them is a peak does not depend on rounding. */
const spectrum = { shape: [2, 8, 3], fill: "distinct" } as const;
/** Nor is any a multiple of another. */
const moving = Array.from({ length: 48 }, (_, i) => Math.sqrt(2 + ((29 * i) % 48)));

export const pitchCases: readonly ConformanceCase[] = [
  { name: "yin", op: "yin", inputs: [{ shape: [2, 96] }], args: [{ sampleRate: 64, fmin: 3, fmax: 16, frameLength: 32, hopLength: 16 }] },
  { name: "yin that is not centred", op: "yin", inputs: [{ shape: [80] }], args: [{ sampleRate: 64, fmin: 3, fmax: 16, frameLength: 48, center: false, troughThreshold: 0.5 }] },
  { name: "piptrack", op: "piptrack", inputs: [{ shape: [96], fill: tones }], args: [{ ...frames, fmin: 20, fmax: 150 }] },
  { name: "detectPitchFrequency", op: "detectPitchFrequency", inputs: [{ shape: [2, 200], grad: false }], args: [100, { freqLow: 8, freqHigh: 40, winLength: 3, frameTime: 0.1 }] },
  { name: "hpsPitch", op: "hpsPitch", inputs: [{ shape: [2, 96] }], args: [{ ...frames, fmin: 10, nHarmonics: 3 }] },
  { name: "cepstralPitch", op: "cepstralPitch", inputs: [{ shape: [2, 96] }], args: [{ ...frames, fmin: 25, fmax: 120 }] },
  { name: "interpHarmonics", op: "interpHarmonics", inputs: [spectrum], args: [{ freqs, harmonics: [0.5, 1.25, 2] }] },
  { name: "interpHarmonics by splines", op: "interpHarmonics", inputs: [spectrum], args: [{ freqs, harmonics: [0.5, 1.25], kind: "cubic" }] },
  { name: "interpHarmonics along the first dimension", op: "interpHarmonics", inputs: [{ shape: [8, 3] }], args: [{ freqs, harmonics: [1.25], dim: 0, kind: "nearest" }] },
  { name: "interpHarmonics of moving frequencies", op: "interpHarmonics", inputs: [spectrum, { shape: [2, 8, 3], fill: moving }], args: [{ harmonics: [0.47, 0.83] }], named: { freqs: 1 } },
  { name: "f0Harmonics", op: "f0Harmonics", inputs: [spectrum, { shape: [2, 3], fill: "positive" }], args: [{ freqs, harmonics: [1, 2.3] }], named: { f0: 1 } },
  { name: "salience", op: "salience", inputs: [spectrum], args: [{ freqs, harmonics: [1, 1.7], weights: [2, 1], fillValue: 0 }] },
  { name: "chromaStft", op: "chromaStft", inputs: [{ shape: [96] }], args: [{ ...frames, tuning: 0.1, ctroct: 1 }] },
  { name: "chromaStft without norm", op: "chromaStft", inputs: [{ shape: [96] }], args: [{ ...frames, tuning: 0, norm: null, nChroma: 6 }] },
  { name: "keyCorrelations", op: "keyCorrelations", inputs: [{ shape: [2, 12, 3], fill: "positive" }], args: [{ profile: "edma" }] },
  { name: "chordSimilarities", op: "chordSimilarities", inputs: [{ shape: [2, 12, 3], fill: "positive" }], args: [{ qualities: ["min", "7"] }] },
]; // prettier-ignore

// Other sample rates, other speeds, and spectrograms that become signals again.
import type { ConformanceCase } from "./case.js";

const resampling: readonly ConformanceCase[] = [
  { name: "resample up, soxr_lq", op: "resample", inputs: [{ shape: [2, 24] }], args: [{ origSr: 2, targetSr: 3, resType: "soxr_lq" }] }, // prettier-ignore
  { name: "resample down, sinc_interp_hann", op: "resample", inputs: [{ shape: [2, 30] }], args: [{ origSr: 5, targetSr: 3, resType: "sinc_interp_hann", scale: true }] }, // prettier-ignore
  { name: "resample, sinc_interp_kaiser, along the first dimension", op: "resample", inputs: [{ shape: [20, 2] }], args: [{ origSr: 4, targetSr: 5, resType: "sinc_interp_kaiser", beta: 8, dim: 0 }] }, // prettier-ignore
  // More inputs in a period than one matrix takes: several blocks.
  { name: "resample in blocks", op: "resample", inputs: [{ shape: [330] }], args: [{ origSr: 160, targetSr: 147, resType: "sinc_interp_hann", lowpassFilterWidth: 3 }] }, // prettier-ignore
  { name: "resample, kaiser_fast of a transposed view", op: "resample", inputs: [{ shape: [2, 24], layout: "transposed" }], args: [{ origSr: 3, targetSr: 2, resType: "kaiser_fast" }] }, // prettier-ignore
  { name: "resample, linear", op: "resample", inputs: [{ shape: [16] }], args: [{ origSr: 2, targetSr: 5, resType: "linear" }] }, // prettier-ignore
  { name: "resample, cubic", op: "resample", inputs: [{ shape: [16] }], args: [{ origSr: 3, targetSr: 4, resType: "soxr_qq" }] }, // prettier-ignore
  { name: "resamplePoly", op: "resamplePoly", inputs: [{ shape: [2, 24] }], args: [3, 2] },
  { name: "resamplePoly with coefficients, upside down at the ends", op: "resamplePoly", inputs: [{ shape: [12] }], args: [2, 3, { window: [0.1, 0.4, 0.4, 0.1], padType: "antireflect" }] }, // prettier-ignore
  { name: "resamplePoly along a straight line", op: "resamplePoly", inputs: [{ shape: [2, 14] }], args: [3, 4, { padType: "line" }] }, // prettier-ignore
  { name: "resamplePoly about the median", op: "resamplePoly", inputs: [{ shape: [2, 14], fill: "distinct" }], args: [2, 3, { padType: "median" }], tolerance: { rtol: 2e-5, atol: 1e-4 } }, // prettier-ignore
  { name: "resampleFft to fewer samples", op: "resampleFft", inputs: [{ shape: [2, 20] }], args: [12, { window: "hamming" }] }, // prettier-ignore
  { name: "resampleFft to more samples, complex", op: "resampleFft", inputs: [{ shape: [12], dtype: "complex64" }], args: [20] }, // prettier-ignore
];

const SHORT = { nFft: 16, hopLength: 4 };

const spectrograms: readonly ConformanceCase[] = [
  { name: "phaseVocoder, faster", op: "phaseVocoder", inputs: [{ shape: [2, 5, 7], dtype: "complex64" }], args: [{ rate: 1.3 }] }, // prettier-ignore
  { name: "phaseVocoder, slower, with its own advance", op: "phaseVocoder", inputs: [{ shape: [5, 5], dtype: "complex64" }, { shape: [5], fill: [0, 1, 2, 3, 4], grad: false }], named: { phaseAdvance: 1 }, args: [{ rate: 0.6 }] }, // prettier-ignore
  { name: "timeStretch", op: "timeStretch", inputs: [{ shape: [60] }], args: [{ rate: 1.5, ...SHORT }] },
  { name: "pitchShift", op: "pitchShift", inputs: [{ shape: [48] }], args: [{ nSteps: 7, resType: "sinc_interp_hann", ...SHORT }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "griffinlim", op: "griffinlim", inputs: [{ shape: [5, 9], fill: "positive" }], args: [{ nIter: 2, init: null, momentum: 0.5 }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "griffinlim to a length", op: "griffinlim", inputs: [{ shape: [2, 9, 6], fill: "positive" }], args: [{ nIter: 1, init: null, length: 20, hopLength: 4 }] }, // prettier-ignore
];

const TOLERANCE = { rtol: 2e-5, atol: 2e-5 };

export const resamplingCases: readonly ConformanceCase[] = [...resampling, ...spectrograms].map((c) => ({
  tolerance: TOLERANCE,
  ...c,
}));

// Features that go along the frames of other features: derivatives, memory, normalisation, and fits of each frame.
import type { ConformanceCase } from "./case.js";

const rows = { shape: [2, 3, 12] } as const;
const spectrogram = { shape: [2, 10, 3] } as const;
const signal = { shape: [96], fill: Array.from({ length: 96 }, (_, n) => Math.sin(n * 0.7) + 0.6 * Math.cos(n * n)) };
const frames = { nFft: 32, hopLength: 16, sampleRate: 800 };

export const rowsCases: readonly ConformanceCase[] = [
  { name: "delta", op: "delta", inputs: [rows], args: [{ width: 5 }] },
  { name: "delta of second order", op: "delta", inputs: [rows], args: [{ width: 5, order: 2, polyorder: 3, delta: 0.5 }] },
  { name: "delta along another dimension, wrapped", op: "delta", inputs: [{ shape: [2, 12, 3] }], args: [{ width: 5, dim: 1, mode: "wrap" }] },
  { name: "computeDeltas", op: "computeDeltas", inputs: [rows], args: [{ winLength: 3 }] },
  { name: "computeDeltas, mirrored", op: "computeDeltas", inputs: [rows], args: [{ mode: "reflect" }] },
  { name: "stackMemory", op: "stackMemory", inputs: [rows], args: [{ nSteps: 3, delay: 2 }] },
  { name: "stackMemory that looks ahead", op: "stackMemory", inputs: [{ shape: [12] }], args: [{ delay: -2, mode: "edge" }] },
  { name: "slidingWindowCmn", op: "slidingWindowCmn", inputs: [spectrogram], args: [{ cmnWindow: 4, minCmnWindow: 2 }] },
  { name: "slidingWindowCmn, centred, of variances", op: "slidingWindowCmn", inputs: [spectrogram], args: [{ cmnWindow: 5, center: true, normVars: true }] },
  { name: "cmvn", op: "cmvn", inputs: [rows] },
  { name: "cmvn of means alone", op: "cmvn", inputs: [rows], args: [{ dim: 1, normVars: false }] },
  { name: "polyFeatures", op: "polyFeatures", inputs: [signal], args: [{ ...frames, order: 2 }] },
  { name: "spectralContrast", op: "spectralContrast", inputs: [signal], args: [{ ...frames, fmin: 100, nBands: 2, quantile: 0.3, linear: true }] },
]; // prettier-ignore

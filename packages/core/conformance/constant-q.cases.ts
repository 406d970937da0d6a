import type { ConformanceCase } from "./case.js";

const BINS = { sampleRate: 1000, fmin: 100, nBins: 5, binsPerOctave: 3, hopLength: 8, filterScale: 0.5 };
const { nBins: _, ...INVERSE } = BINS;
const CLASSES = { sampleRate: 1600, fmin: 200, nOctaves: 1, binsPerOctave: 6, nChroma: 3, hopLength: 32, tuning: 0 };
const { tuning: __, nChroma: ___, ...SCALE } = CLASSES;
const FFT = { rtol: 5e-5, atol: 5e-5 };

export const constantQCases: readonly ConformanceCase[] = [
  { name: "cqt", op: "cqt", inputs: [{ shape: [2, 45] }], args: [BINS], tolerance: FFT },
  { name: "cqt, halved early, not scaled", op: "cqt", inputs: [{ shape: [64] }], args: [{ ...BINS, fmin: 30, nBins: 3, hopLength: 32, scale: false, resType: "polyphase" }], tolerance: FFT },
  { name: "cqt, mirrored ends, no halving", op: "cqt", inputs: [{ shape: [45] }], args: [{ ...BINS, hopLength: 11, padMode: "reflect", norm: 2, sparsity: 0 }], tolerance: FFT },
  { name: "vqt of unequal intervals", op: "vqt", inputs: [{ shape: [45] }], args: [{ ...BINS, intervals: [1, 1.25, 1.5], resType: "fft" }], tolerance: FFT },
  { name: "pseudoCqt", op: "pseudoCqt", inputs: [{ shape: [2, 45] }], args: [BINS], tolerance: FFT },
  { name: "hybridCqt", op: "hybridCqt", inputs: [{ shape: [45] }], args: [BINS], tolerance: FFT },
  { name: "icqt", op: "icqt", inputs: [{ shape: [2, 5, 6], dtype: "complex64" }], args: [INVERSE], tolerance: FFT },
  { name: "icqt, gaps between the filters, a given length", op: "icqt", inputs: [{ shape: [5, 4], dtype: "complex64" }], args: [{ ...INVERSE, hopLength: 50, length: 120, scale: false, resType: "polyphase" }], tolerance: FFT },
  { name: "griffinlimCqt", op: "griffinlimCqt", inputs: [{ shape: [5, 6], fill: "positive" }], args: [{ ...INVERSE, nIter: 2, init: null, resType: "polyphase" }], tolerance: { rtol: 5e-4, atol: 5e-4 } },
  { name: "chromaCqt", op: "chromaCqt", inputs: [{ shape: [48] }], args: [CLASSES], tolerance: FFT },
  { name: "chromaCqt by the hybrid transform, thinned", op: "chromaCqt", inputs: [{ shape: [48] }], args: [{ ...CLASSES, cqtMode: "hybrid", nChroma: 6, hopLength: 100, norm: 2, threshold: 0.05 }], tolerance: FFT },
  { name: "chromaVqt", op: "chromaVqt", inputs: [{ shape: [48] }], args: [{ ...SCALE, intervals: "pythagorean", nOctaves: 2, fmin: 100, binsPerOctave: 3, norm: 1 }], tolerance: FFT },
  { name: "chromaCens", op: "chromaCens", inputs: [{ shape: [150] }], args: [{ ...CLASSES, winLenSmooth: 3 }], notDifferentiable: "steps" },
  { name: "tonnetz of a signal", op: "tonnetz", inputs: [{ shape: [48] }], args: [CLASSES], tolerance: FFT },
  { name: "iirt", op: "iirt", inputs: [{ shape: [60] }], args: [{ sampleRate: 1000, winLength: 16, centerFreqs: [100, 200], sampleRates: [500, 1000], Q: 3, resType: "polyphase" }], tolerance: { rtol: 1e-3, atol: 1e-3 } },
  { name: "fmt", op: "fmt", inputs: [{ shape: [2, 12] }], tolerance: FFT },
  { name: "fmt along the first axis, by straight lines", op: "fmt", inputs: [{ shape: [12, 2] }], args: [{ dim: 0, kind: "linear", nFmt: 20, overSample: 1.5 }], tolerance: FFT },
]; // prettier-ignore

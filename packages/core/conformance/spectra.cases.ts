import type { ConformanceCase } from "./case.js";

const TOLERANCE = { rtol: 1e-4, atol: 2e-5 };

const spectrograms: readonly ConformanceCase[] = [
  { name: "reassignedSpectrogram", op: "reassignedSpectrogram", inputs: [{ shape: [2, 40] }], args: [{ nFft: 16, hopLength: 16, sampleRate: 20, clip: false }], tolerance: { rtol: 1e-3, atol: 1e-4 } }, // prettier-ignore
];

const estimates: readonly ConformanceCase[] = [
  { name: "welch", op: "welch", inputs: [{ shape: [2, 40] }], args: [{ nperseg: 16, fs: 10 }] },
  { name: "welch with medians and lines, time first", op: "welch", inputs: [{ shape: [40, 2] }], args: [{ nperseg: 9, nfft: 12, average: "median", detrend: "linear", scaling: "spectrum", dim: 0 }] }, // prettier-ignore
  { name: "periodogram of complex numbers", op: "periodogram", inputs: [{ shape: [2, 12], dtype: "complex64" }], args: [{ window: "hann" }] }, // prettier-ignore
  { name: "csd", op: "csd", inputs: [{ shape: [2, 40] }, { shape: [36] }], args: [{ nperseg: 16 }] },
  { name: "coherence", op: "coherence", inputs: [{ shape: [2, 40] }, { shape: [40] }], args: [{ nperseg: 8 }] },
  { name: "multitaper", op: "multitaper", inputs: [{ shape: [2, 32] }], args: [{ NW: 2.5, nfft: 40, weighting: "eigen" }] }, // prettier-ignore
  { name: "goertzel", op: "goertzel", inputs: [{ shape: [2, 30] }], args: [[0.5, 3, 10], { sampleRate: 20 }] },
  { name: "czt on a spiral", op: "czt", inputs: [{ shape: [2, 12] }], args: [{ m: 7, w: [0.9, -0.4], a: [0.8, 0.7] }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "czt of complex numbers, time first", op: "czt", inputs: [{ shape: [9, 2], dtype: "complex64" }], args: [{ dim: 0 }] }, // prettier-ignore
  { name: "zoomFft", op: "zoomFft", inputs: [{ shape: [20] }], args: [[0.2, 0.5], { m: 6, endpoint: true }] },
  { name: "lombscargle", op: "lombscargle", inputs: [{ shape: [2, 6] }], argsBefore: [[0, 1, 2.5, 4, 5.5, 6]], args: [[0.4, 1.3], { precenter: true, normalize: true }] }, // prettier-ignore
];

export const spectraCases: readonly ConformanceCase[] = [...spectrograms, ...estimates].map((c) => ({
  tolerance: TOLERANCE,
  ...c,
}));

import type { ConformanceCase } from "./case.js";

const TOLERANCE = { rtol: 1e-4, atol: 2e-5 };

const spectrograms: readonly ConformanceCase[] = [
  { name: "reassignedSpectrogram", op: "reassignedSpectrogram", inputs: [{ shape: [2, 40] }], args: [{ nFft: 16, hopLength: 16, sampleRate: 20, clip: false }], tolerance: { rtol: 1e-3, atol: 1e-4 } }, // prettier-ignore
];

export const spectraCases: readonly ConformanceCase[] = spectrograms.map((c) => ({ tolerance: TOLERANCE, ...c }));

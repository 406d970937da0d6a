// Several microphones. What solves systems is computed on the host.
import type { ConformanceCase } from "./case.js";

const spectrum = { shape: [2, 3, 4], dtype: "complex64" } as const;
const definite = { shape: [3, 2, 2], dtype: "complex64", matrix: "definite" } as const;
const vector = { shape: [3, 2], dtype: "complex64" } as const;
const LOOSE = { rtol: 2e-4, atol: 1e-4 };

export const beamformingCases: readonly ConformanceCase[] = [
  { name: "psd", op: "psd", inputs: [spectrum] },
  { name: "psd with a mask", op: "psd", inputs: [spectrum, { shape: [3, 4], fill: "positive" }] },
  { name: "applyBeamforming", op: "applyBeamforming", inputs: [vector, spectrum] },
  { name: "mvdrWeightsSouden", op: "mvdrWeightsSouden", inputs: [definite, definite], args: [0], host: true, tolerance: LOOSE }, // prettier-ignore
  { name: "mvdrWeightsRtf", op: "mvdrWeightsRtf", inputs: [vector, definite], args: [1], host: true, tolerance: LOOSE },
  { name: "rtfPower", op: "rtfPower", inputs: [definite, definite], args: [1, { nIter: 3 }], host: true, tolerance: LOOSE }, // prettier-ignore
  { name: "rtfEvd", op: "rtfEvd", inputs: [definite], host: true, magnitudes: true, gradient: false },
];

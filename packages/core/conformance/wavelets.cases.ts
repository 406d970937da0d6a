import type { ConformanceCase } from "./case.js";

const MODES = ["zero", "constant", "symmetric", "reflect", "periodic", "smooth", "antisymmetric", "antireflect", "periodization"]; // prettier-ignore
const FFT = { rtol: 5e-5, atol: 5e-5 };

const cases: readonly ConformanceCase[] = [
  ...MODES.map((mode): ConformanceCase => ({ name: `dwt, ${mode} ends, odd length`, op: "dwt", inputs: [{ shape: [2, 13] }], args: ["db3", { mode }], tolerance: { rtol: 5e-5, atol: 1e-4 } })), // prettier-ignore
  { name: "dwt along the first axis, longer filter than signal", op: "dwt", inputs: [{ shape: [5, 3] }], args: ["bior2.2", { dim: 0 }] }, // prettier-ignore
  { name: "idwt", op: "idwt", inputs: [{ shape: [2, 9] }, { shape: [2, 9] }], args: ["db3"] },
  { name: "idwt, periodization", op: "idwt", inputs: [{ shape: [7] }, { shape: [7] }], args: ["sym4", { mode: "periodization" }] }, // prettier-ignore
  { name: "wavedec", op: "wavedec", inputs: [{ shape: [2, 41] }], args: ["db2", { level: 3 }] },
  { name: "waverec", op: "waverec", inputs: [{ shape: [3] }, { shape: [3] }, { shape: [6] }], list: true, args: ["haar"] }, // prettier-ignore
  { name: "dwt2", op: "dwt2", inputs: [{ shape: [5, 6] }], args: ["db2"] },
  { name: "swt", op: "swt", inputs: [{ shape: [2, 16] }], args: ["db2", { level: 2, norm: true }] },
  { name: "iswt", op: "iswt", inputs: [{ shape: [8] }, { shape: [8] }, { shape: [8] }], list: true, args: ["db2"] },
  ...(["soft", "hard", "garrote", "greater", "less"] as const).map((mode): ConformanceCase => ({ name: `waveletThreshold, ${mode}`, op: "waveletThreshold", inputs: [{ shape: [3, 7], fill: "distinct" }], args: [0.53, { mode }] })), // prettier-ignore
  { name: "waveletThreshold of complex values", op: "waveletThreshold", inputs: [{ shape: [9], dtype: "complex64" }], args: [0.5] }, // prettier-ignore
  { name: "thresholdFirm", op: "thresholdFirm", inputs: [{ shape: [3, 7], fill: "distinct" }], args: [0.31, 0.97] },
  { name: "waveletDenoise, known noise", op: "waveletDenoise", inputs: [{ shape: [2, 40] }], args: [{ sigma: 0.2, method: "VisuShrink", wavelet: "db2", waveletLevels: 2 }] }, // prettier-ignore
  { name: "waveletDenoise, estimated noise", op: "waveletDenoise", inputs: [{ shape: [2, 40] }], args: [{ wavelet: "db2", waveletLevels: 2 }], notDifferentiable: "the thresholds count as constants" }, // prettier-ignore
  { name: "waveletDenoise by estimated risk", op: "waveletDenoise", inputs: [{ shape: [2, 40] }], args: [{ method: "SURE", wavelet: "haar", waveletLevels: 2 }], notDifferentiable: "the thresholds count as constants" }, // prettier-ignore
  { name: "cwt", op: "cwt", inputs: [{ shape: [2, 30] }], args: [[1, 2.5, 6], "mexh"], tolerance: FFT },
  { name: "cwt, complex, by spectra", op: "cwt", inputs: [{ shape: [30] }], args: [[1, 3], "cmor1.5-1.0", { method: "fft" }], tolerance: FFT }, // prettier-ignore
  { name: "cwtFourier with Morlet's wavelet", op: "cwtFourier", inputs: [{ shape: [2, 30] }], args: [{ wavelet: "morlet", scales: [2, 4, 7] }], tolerance: FFT }, // prettier-ignore
  { name: "cwtFourier with an odd derivative, mirrored ends", op: "cwtFourier", inputs: [{ shape: [25] }], args: [{ wavelet: ["dog", 1], scales: [1, 3], padMode: "reflect", norm: "L1" }], tolerance: FFT }, // prettier-ignore
  { name: "cwtFourier, periodic, along the first axis", op: "cwtFourier", inputs: [{ shape: [15, 2] }], args: [{ wavelet: "bump", scales: [3, 5], padMode: "periodic", dim: 0 }], tolerance: FFT }, // prettier-ignore
  { name: "icwt", op: "icwt", inputs: [{ shape: [3, 20], dtype: "complex64" }], args: [[2, 4, 8]] },
  { name: "ssqCwt", op: "ssqCwt", inputs: [{ shape: [2, 32] }], args: [{ scales: [2, 3, 4.5, 6.75], nBins: 3, wavelet: "morlet" }], tolerance: FFT, notDifferentiable: "the bins count as constants" }, // prettier-ignore
  { name: "ssqStft", op: "ssqStft", inputs: [{ shape: [2, 32] }], args: [{ nFft: 16, hopLength: 4 }], tolerance: FFT, notDifferentiable: "the bins count as constants" }, // prettier-ignore
  { name: "issqCwt", op: "issqCwt", inputs: [{ shape: [4, 6], dtype: "complex64" }], args: [{ bins: [1, 3] }] },
];

export const waveletsCases: readonly ConformanceCase[] = cases;

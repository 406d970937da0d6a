import type { ConformanceCase } from "./case.js";

const FFT = { rtol: 2e-5, atol: 1e-4 };
const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 12, 13, 16, 30, 31, 64, 100, 127, 256, 400];

const transforms: readonly ConformanceCase[] = LENGTHS.flatMap((n): ConformanceCase[] => [
  { name: `rfft of ${n}`, op: "rfft", inputs: [{ shape: [2, n] }] },
  {
    name: `irfft to ${n}`,
    op: "irfft",
    inputs: [{ shape: [2, Math.floor(n / 2) + 1], dtype: "complex64" }],
    args: [{ n }],
  },
  ...(n <= 64 ? [{ name: `fft of ${n}`, op: "fft", inputs: [{ shape: [2, n], dtype: "complex64" as const }] }] : []),
]);

const cases: readonly ConformanceCase[] = [
  ...transforms,
  { name: "ifft of 12", op: "ifft", inputs: [{ shape: [12], dtype: "complex64" }] },
  { name: "rfft along the first axis, padded, orthonormal", op: "rfft", inputs: [{ shape: [5, 2] }], args: [{ dim: 0, n: 8, norm: "ortho" }] }, // prettier-ignore
  { name: "fft2", op: "fft2", inputs: [{ shape: [2, 3, 4] }] },
  {
    name: "ifftn over chosen axes",
    op: "ifftn",
    inputs: [{ shape: [2, 3, 4], dtype: "complex64" }],
    args: [{ dim: [0, 2] }],
  },
  { name: "hfft", op: "hfft", inputs: [{ shape: [5], dtype: "complex64" }] },
  { name: "ihfft", op: "ihfft", inputs: [{ shape: [8] }] },
  { name: "rfftn", op: "rfftn", inputs: [{ shape: [2, 3, 4] }], args: [{ s: [3, 5], norm: "ortho" }] },
  { name: "rfft2", op: "rfft2", inputs: [{ shape: [2, 3, 5] }] },
  { name: "irfftn", op: "irfftn", inputs: [{ shape: [3, 2, 3], dtype: "complex64" }], args: [{ dim: [1, 0, 2], s: [2, 3, 5] }] }, // prettier-ignore
  { name: "irfft2 of a transposed view", op: "irfft2", inputs: [{ shape: [3, 4], dtype: "complex64", layout: "transposed" }], args: [{ norm: "forward" }] }, // prettier-ignore
  { name: "hfft2", op: "hfft2", inputs: [{ shape: [3, 4], dtype: "complex64" }], args: [{ s: [3, 5] }] },
  { name: "hfftn", op: "hfftn", inputs: [{ shape: [2, 3], dtype: "complex64" }], args: [{ norm: "ortho" }] },
  { name: "ihfft2", op: "ihfft2", inputs: [{ shape: [2, 3] }] },
  { name: "ihfftn", op: "ihfftn", inputs: [{ shape: [2, 3, 4] }], args: [{ norm: "forward" }] },
  { name: "fft of real numbers", op: "fft", inputs: [{ shape: [3, 6] }], args: [{ dim: 0, norm: "ortho" }] },
  { name: "dct padded and scaled forwards", op: "dct", inputs: [{ shape: [2, 5] }], args: [{ n: 7, norm: "forward", type: 4 }] }, // prettier-ignore
  { name: "fftshift", op: "fftshift", inputs: [{ shape: [3, 4] }] },
  ...([1, 2, 3, 4] as const).map((type) => ({ name: `dct of type ${type}`, op: "dct", inputs: [{ shape: [2, 6] }], args: [{ type }] })), // prettier-ignore
  {
    name: "idct, orthonormal, along the first axis",
    op: "idct",
    inputs: [{ shape: [5, 2] }],
    args: [{ dim: 0, norm: "ortho" }],
  },
  { name: "stft", op: "stft", inputs: [{ shape: [2, 200] }], args: [{ nFft: 64, hopLength: 16 }] },
  { name: "stft without centring, short window", op: "stft", inputs: [{ shape: [150] }], args: [{ nFft: 60, hopLength: 20, winLength: 40, center: false }] }, // prettier-ignore
  ...(["reflect", "edge", "wrap", "symmetric", "linear_ramp", "mean"] as const).map((padMode): ConformanceCase => ({ name: `stft, padding "${padMode}"`, op: "stft", inputs: [{ shape: [2, 40] }], args: [{ nFft: 30, hopLength: 7, padMode }] })), // prettier-ignore
  { name: "stft of a stepped view, with a prime number of points", op: "stft", inputs: [{ shape: [2, 60], layout: "stepped" }], args: [{ nFft: 17, hopLength: 5, padMode: "reflect" }] }, // prettier-ignore
  {
    name: "spectrogram",
    op: "spectrogram",
    inputs: [{ shape: [2, 100] }],
    args: [{ nFft: 32, hopLength: 12, power: 2 }],
  },
  { name: "spectrogram of magnitudes, reflected", op: "spectrogram", inputs: [{ shape: [80] }], args: [{ nFft: 30, winLength: 20, padMode: "reflect" }] }, // prettier-ignore
  { name: "stft of one sample", op: "stft", inputs: [{ shape: [1] }], args: [{ nFft: 8, hopLength: 2 }] },
  { name: "istft to a longer signal", op: "istft", inputs: [{ shape: [2, 17, 5], dtype: "complex64" }], args: [{ hopLength: 8, winLength: 24, length: 70 }] }, // prettier-ignore
  { name: "istft to a shorter signal, not centred, odd", op: "istft", inputs: [{ shape: [8, 5], dtype: "complex64" }], args: [{ nFft: 15, hopLength: 4, center: false, length: 20 }] }, // prettier-ignore
  { name: "istft", op: "istft", inputs: [{ shape: [33, 9], dtype: "complex64" }], args: [{ hopLength: 16 }] },
  { name: "rms", op: "rms", inputs: [{ shape: [300] }], args: [{ frameLength: 64, hopLength: 32 }] },
  { name: "zeroCrossingRate", op: "zeroCrossingRate", inputs: [{ shape: [300] }], args: [{ frameLength: 64, hopLength: 32 }], gradient: false }, // prettier-ignore
  { name: "amplitudeEnvelope", op: "amplitudeEnvelope", inputs: [{ shape: [300], fill: "distinct" }], args: [{ frameLength: 64, hopLength: 32 }] }, // prettier-ignore
  { name: "spectralCentroid", op: "spectralCentroid", inputs: [{ shape: [300] }], args: [{ sampleRate: 8000, nFft: 64, hopLength: 32 }], tolerance: { rtol: 1e-4, atol: 1e-2 } }, // prettier-ignore
  { name: "spectralBandwidth", op: "spectralBandwidth", inputs: [{ shape: [300] }], args: [{ sampleRate: 8000, nFft: 64, hopLength: 32 }], tolerance: { rtol: 1e-4, atol: 1e-2 } }, // prettier-ignore
  { name: "melspectrogram", op: "melspectrogram", inputs: [{ shape: [400] }], args: [{ sampleRate: 8000, nFft: 128, hopLength: 64, nMels: 12 }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "melspectrogram of magnitudes, reflected ends", op: "melspectrogram", inputs: [{ shape: [2, 100] }], args: [{ sampleRate: 8000, nFft: 45, hopLength: 20, nMels: 6, power: 1, padMode: "reflect" }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  { name: "melspectrogram of another power", op: "melspectrogram", inputs: [{ shape: [100] }], args: [{ sampleRate: 8000, nFft: 32, hopLength: 20, nMels: 6, power: 1.5, center: false }], tolerance: { rtol: 1e-4, atol: 1e-4 } }, // prettier-ignore
  ...([{ topDb: null }, { topDb: 12 }, { ref: "max", topDb: null }, { ref: "max", topDb: 12 }, { ref: 3, amin: 0.01 }] as const).map((decibels): ConformanceCase => ({ name: `logMelspectrogram with ${JSON.stringify(decibels)}`, op: "logMelspectrogram", inputs: [{ shape: [2, 200] }], args: [{ sampleRate: 8000, nFft: 64, hopLength: 40, nMels: 8, ...decibels }], tolerance: { rtol: 1e-4, atol: 1e-3 } })), // prettier-ignore
  { name: "mfcc", op: "mfcc", inputs: [{ shape: [2, 200] }], args: [{ sampleRate: 8000, nFft: 64, hopLength: 40, nMels: 8, nMfcc: 5 }], tolerance: { rtol: 1e-4, atol: 1e-3 } }, // prettier-ignore
  { name: "spectralFlatness", op: "spectralFlatness", inputs: [{ shape: [200] }], args: [{ nFft: 64, hopLength: 40 }], tolerance: { rtol: 1e-4, atol: 1e-5 } }, // prettier-ignore
  { name: "powerToDb", op: "powerToDb", inputs: [{ shape: [3, 8], fill: "positive" }] },
];

export const fourierCases: readonly ConformanceCase[] = cases.map((c) => ({ tolerance: FFT, ...c }));

// Analytic signals, quadratic distributions, correlation, and signals that are made or changed sample by sample.
import type { ConformanceCase } from "./case.js";

const LOOSE = { rtol: 1e-4, atol: 1e-3 };
const cases: readonly ConformanceCase[] = [
  { name: "hilbert of an odd length", op: "hilbert", inputs: [{ shape: [2, 31] }] },
  { name: "hilbert along the first dimension, padded", op: "hilbert", inputs: [{ shape: [9, 2] }], args: [{ dim: 0, N: 16 }] }, // prettier-ignore
  { name: "envelope", op: "envelope", inputs: [{ shape: [2, 40] }] },
  { name: "instantaneousPhase", op: "instantaneousPhase", inputs: [{ shape: [24], fill: swing(24) }], tolerance: LOOSE }, // prettier-ignore
  { name: "instantaneousFrequency", op: "instantaneousFrequency", inputs: [{ shape: [24], fill: swing(24) }], args: [{ sampleRate: 100 }], tolerance: LOOSE }, // prettier-ignore
  { name: "unwrap", op: "unwrap", inputs: [{ shape: [3, 30] }], args: [{ period: 1 }] },
  { name: "unwrap along the first dimension, few jumps", op: "unwrap", inputs: [{ shape: [30, 2] }], args: [{ period: 1, discont: 1.5, dim: 0 }] }, // prettier-ignore
  { name: "wignerVille", op: "wignerVille", inputs: [{ shape: [2, 21] }], tolerance: LOOSE },
  { name: "wignerVille of a complex signal, hopped", op: "wignerVille", inputs: [{ shape: [16], dtype: "complex64" }], args: [{ hopLength: 3, nFft: 10 }], tolerance: LOOSE }, // prettier-ignore
  { name: "wignerVille of twice the length", op: "wignerVille", inputs: [{ shape: [12] }], args: [{ doubleLength: true }], tolerance: LOOSE }, // prettier-ignore
  { name: "pseudoWignerVille", op: "pseudoWignerVille", inputs: [{ shape: [20] }], args: [{ lagLength: 7, analytic: false }], tolerance: LOOSE }, // prettier-ignore
  { name: "smoothedPseudoWignerVille", op: "smoothedPseudoWignerVille", inputs: [{ shape: [2, 20] }], args: [{ lagLength: 9, timeLength: 5, hopLength: 2 }], tolerance: LOOSE }, // prettier-ignore
  { name: "choiWilliams", op: "choiWilliams", inputs: [{ shape: [2, 15] }], args: [{ sigma: 2 }], tolerance: LOOSE },
  { name: "bornJordan", op: "bornJordan", inputs: [{ shape: [16] }], tolerance: LOOSE },
  { name: "ambiguityFunction", op: "ambiguityFunction", inputs: [{ shape: [2, 14] }], tolerance: LOOSE },
  { name: "hilbertSpectrum", op: "hilbertSpectrum", inputs: [{ shape: [2, 24], fill: [...swing(24), ...swing(24).map((v) => v / 2)] }], args: [{ sampleRate: 100, bins: 6 }], notDifferentiable: "a step of the rows" }, // prettier-ignore
  { name: "marginalSpectrum", op: "marginalSpectrum", inputs: [{ shape: [1, 24], fill: swing(24) }], args: [{ sampleRate: 100, bins: 5, fmax: 40 }], notDifferentiable: "a step of the rows" }, // prettier-ignore
  { name: "crossCorrelate", op: "crossCorrelate", inputs: [{ shape: [2, 1, 9] }, { shape: [3, 6] }] },
  { name: "crossCorrelate, normalised, where both overlap", op: "crossCorrelate", inputs: [{ shape: [9] }, { shape: [6] }], args: [{ mode: "valid", normalize: true }] }, // prettier-ignore
  { name: "aLawCompress", op: "aLawCompress", inputs: [{ shape: [4, 9], fill: "unit" }] },
  { name: "aLawExpand", op: "aLawExpand", inputs: [{ shape: [4, 9], fill: "unit" }] },
  { name: "muLawEncoding", op: "muLawEncoding", inputs: [{ shape: [4, 9], fill: "unit" }], args: [{ quantizationChannels: 40 }], gradient: false }, // prettier-ignore
  { name: "muLawDecoding", op: "muLawDecoding", inputs: [{ shape: [4, 9], dtype: "int32", fill: { below: 256 } }] },
  { name: "fade", op: "fade", inputs: [{ shape: [2, 20] }], args: [{ fadeInLen: 7, fadeOutLen: 9, fadeShape: "logarithmic" }] }, // prettier-ignore
  { name: "vol", op: "vol", inputs: [{ shape: [2, 20], fill: "distinct" }], args: [3, { gainType: "db" }] },
  { name: "frame, centred and wrapped, with its tail", op: "frame", inputs: [{ shape: [2, 17] }], args: [{ frameLength: 6, hopLength: 4, center: true, padMode: "wrap", tail: "pad" }] }, // prettier-ignore
  { name: "oscillatorBank", op: "oscillatorBank", inputs: [{ shape: [2, 12, 3], fill: "positive" }, { shape: [2, 12, 3] }], args: [10] }, // prettier-ignore
  { name: "oscillatorBank of frames", op: "oscillatorBank", inputs: [{ shape: [4, 2], fill: "positive" }, { shape: [4, 2] }], args: [20, { hopLength: 5, reduction: "none" }] }, // prettier-ignore
  { name: "extendPitch", op: "extendPitch", inputs: [{ shape: [5, 1] }], args: [4] },
  { name: "sincImpulseResponse", op: "sincImpulseResponse", inputs: [{ shape: [3], fill: [0.2, 0.5, 0.7] }], args: [{ windowSize: 21, highPass: true }] }, // prettier-ignore
  { name: "lpcToReflection", op: "lpcToReflection", inputs: [{ shape: [2, 4], fill: [1, 0.5, 0.2, -0.1, 1, -0.6, 0.3, 0.2] }] }, // prettier-ignore
  { name: "reflectionToLpc", op: "reflectionToLpc", inputs: [{ shape: [2, 4], fill: "unit" }] },
];

/** A tone whose phase is nowhere near a jump of half a turn. */
function swing(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (1 + 0.1 * Math.sin(i)) * Math.cos(0.8 * i + 0.3));
}

const FFT = { rtol: 2e-5, atol: 1e-4 };
export const timeFrequencyCases: readonly ConformanceCase[] = cases.map((c) => ({ tolerance: FFT, ...c }));

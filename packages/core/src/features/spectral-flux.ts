import { checkInteger, checkPositive } from "../dsp/checks.js";
import type { Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface SpectralFluxOptions extends Omit<SpectralOptions, "sampleRate"> {
  /** Frames between the two compared, integer ≥ 1 (default 1). */
  readonly lag?: number;
  /** Exponent of the norm over the bins, > 0: 1 adds magnitudes, 2 is Euclidean (default 2). */
  readonly norm?: number;
  /** Count only what becomes louder (default false). */
  readonly halfWave?: boolean;
}

/**
 * Spectral flux: how far the spectrum of a frame is from that of a frame before, (Σ |S[k, t] - S[k, t - lag]|^p)^(1/p).
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.lag       frames between the two compared, integer ≥ 1 (default 1)
 * @param options.norm      exponent p, > 0 (default 2)
 * @param options.halfWave  only what becomes louder: decreases count as 0 (default false)
 * @returns [..., 1, frames], unit of S, ≥ 0; the first `lag` frames, which have none before them, and silence give 0
 * @throws ParameterError  lag or norm out of range
 * @source MATLAB Audio Toolbox, spectralFlux; Scheirer & Slaney, ICASSP 1997; half-wave: Dixon, DAFx 2006
 * @example spectralFlux(y, { halfWave: true }).shape // [1, 22]
 */
export function spectralFlux(
  input: SignalOrSpectrogram,
  { lag = 1, norm = 2, halfWave = false, ...options }: SpectralFluxOptions = {},
): Tensor {
  checkInteger("spectralFlux", "lag", lag, 1);
  checkPositive("spectralFlux", "norm", norm);
  const { S } = magnitudes("spectralFlux", input, options);
  const frames = S.shape.at(-1)!;
  const rest = Math.max(0, frames - lag);
  const change = S.narrow(-1, frames - rest, rest).sub(S.narrow(-1, 0, rest));
  const counted = halfWave ? change.relu() : change;
  return counted.norm(norm, { dim: -2, keepdim: true }).pad([frames - rest, 0]);
}

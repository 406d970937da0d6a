import { constant } from "../dsp/constant.js";
import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

/**
 * Spectral decrease: how the magnitudes of each frame fall from the first bin on, Σ (S[k] - S[0]) / k over Σ S[k], k ≥ 1.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @returns [..., 1, frames], unitless, negative where the first bin is the loudest; silence above the first bin, and a single
 *          bin, give 0
 * @throws ParameterError  lengths out of range
 * @source Peeters 2004, 6.1.6; MATLAB Audio Toolbox, spectralDecrease
 * @example spectralDecrease(y)
 */
export function spectralDecrease(
  input: SignalOrSpectrogram,
  options: Omit<SpectralOptions, "sampleRate"> = {},
): Tensor {
  const { S } = magnitudes("spectralDecrease", input, options);
  const rest = Math.max(0, S.shape.at(-2)! - 1);
  const [first, higher] = [S.narrow(-2, 0, Math.min(1, S.shape.at(-2)!)), S.narrow(-2, S.shape.at(-2)! - rest, rest)];
  const weights = constant(Float64Array.from({ length: rest }, (_, k) => 1 / (k + 1)), [rest, 1], S.dtype, S.device); // prettier-ignore
  const total = higher.sum(-2, { keepdim: true });
  const audible = total.gt(0);
  const fall = higher.sub(first).mul(weights).sum(-2, { keepdim: true });
  return where(audible, fall.div(where(audible, total, 1)), 0);
}

import { normalize } from "../dsp/index.js";
import type { Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

/** What is less counts as nothing in the logarithm, so that its slope stays finite. */
const TINY = 2 ** -126;

/**
 * Spectral entropy: that of each frame's magnitudes taken as probabilities, by the largest it could be.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @returns [..., 1, frames], unitless, 0…1: 0 for a single line, 1 for a flat spectrum; silence gives 0
 * @throws ParameterError  lengths out of range
 * @source MATLAB Audio Toolbox, spectralEntropy (of the power spectrum: give { S: power }); Misra et al., ICASSP 2004
 * @example spectralEntropy(y)
 */
export function spectralEntropy(input: SignalOrSpectrogram, options: Omit<SpectralOptions, "sampleRate"> = {}): Tensor {
  const { S } = magnitudes("spectralEntropy", input, options);
  const shares = normalize(S, { norm: 1, dim: -2 });
  const entropy = shares
    .mul(shares.clamp({ min: TINY }).log())
    .sum(-2, { keepdim: true })
    .neg();
  return entropy.div(Math.log(Math.max(2, S.shape.at(-2)!)));
}

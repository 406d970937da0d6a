import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

/**
 * Spectral crest: the largest magnitude of each frame over its mean; how much a line stands out.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @returns [..., 1, frames], unitless, 1…bins: 1 for a flat spectrum; silence gives 0
 * @throws ParameterError  lengths out of range
 * @source Peeters 2004, 6.5; MATLAB Audio Toolbox, spectralCrest (of the power spectrum: give { S: power })
 * @example spectralCrest(y)
 */
export function spectralCrest(input: SignalOrSpectrogram, options: Omit<SpectralOptions, "sampleRate"> = {}): Tensor {
  const { S } = magnitudes("spectralCrest", input, options);
  const mean = S.mean(-2, { keepdim: true });
  return S.amax(-2, { keepdim: true }).div(where(mean.gt(0), mean, 1));
}

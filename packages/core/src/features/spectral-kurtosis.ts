import { checkPositive } from "../dsp/checks.js";
import type { Tensor } from "../tensor/index.js";
import { frequencyAxis } from "./frequency-axis.js";
import type { SpectralCentroidOptions } from "./spectral-centroid.js";
import { standardMoment } from "./spectral-moment.js";
import { magnitudes, type SignalOrSpectrogram } from "./spectrogram.js";

/**
 * Spectral kurtosis: how peaked each frame is around its centroid, the fourth moment over the fourth power of the spread.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @returns [..., 1, frames], unitless, ≥ 1: 3 for a bell, 1.8 for a flat spectrum; silence and a
 *          single line give 0
 * @throws ParameterError  sampleRate or lengths out of range; ShapeError: freq does not suit the bins
 * @source Peeters 2004, 6.1.4; MATLAB Audio Toolbox, spectralKurtosis
 * @example spectralKurtosis(y, { sampleRate: 22050 })
 */
export function spectralKurtosis(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, ...options }: SpectralCentroidOptions = {},
): Tensor {
  checkPositive("spectralKurtosis", "sampleRate", sampleRate);
  const { S, nFft } = magnitudes("spectralKurtosis", input, options);
  return standardMoment(S, frequencyAxis("spectralKurtosis", S, freq, sampleRate, nFft), 4);
}

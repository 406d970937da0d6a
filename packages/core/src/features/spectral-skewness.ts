import { checkPositive } from "../dsp/checks.js";
import type { Tensor } from "../tensor/index.js";
import { frequencyAxis } from "./frequency-axis.js";
import type { SpectralCentroidOptions } from "./spectral-centroid.js";
import { standardMoment } from "./spectral-moment.js";
import { magnitudes, type SignalOrSpectrogram } from "./spectrogram.js";

/**
 * Spectral skewness: how lopsided each frame is around its centroid, the third moment over the cube of the spread.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @returns [..., 1, frames], unitless, 0 for a symmetric spectrum, positive where more energy lies below the centroid; silence and a
 *          single line give 0
 * @throws ParameterError  sampleRate or lengths out of range; ShapeError: freq does not suit the bins
 * @source Peeters 2004, 6.1.3; MATLAB Audio Toolbox, spectralSkewness
 * @example spectralSkewness(y, { sampleRate: 22050 })
 */
export function spectralSkewness(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, ...options }: SpectralCentroidOptions = {},
): Tensor {
  checkPositive("spectralSkewness", "sampleRate", sampleRate);
  const { S, nFft } = magnitudes("spectralSkewness", input, options);
  return standardMoment(S, frequencyAxis("spectralSkewness", S, freq, sampleRate, nFft), 3);
}

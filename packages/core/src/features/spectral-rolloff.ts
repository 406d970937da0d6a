import { checkPositive } from "../dsp/checks.js";
import { ParameterError } from "../errors/index.js";
import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { alongBins } from "./along-bins.js";
import { frequencyAxis } from "./frequency-axis.js";
import type { SpectralCentroidOptions } from "./spectral-centroid.js";
import { magnitudes, type SignalOrSpectrogram } from "./spectrogram.js";

export interface SpectralRolloffOptions extends SpectralCentroidOptions {
  /** Share of the magnitude that lies below, 0 < rollPercent < 1 (default 0.85). */
  readonly rollPercent?: number;
}

/**
 * Spectral roll-off: the lowest frequency below which a share of each frame's magnitude lies.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate   Hz (default 22050)
 * @param options.nFft         samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq         Hz per bin
 * @param options.rollPercent  0 < rollPercent < 1 (default 0.85)
 * @returns [..., 1, frames], Hz, one of the bins' frequencies; silence gives the lowest. No gradient
 * @throws ParameterError  rollPercent out of range
 * @source librosa.feature.spectral_rolloff
 * @example spectralRolloff(y, { sampleRate: 22050, rollPercent: 0.95 })
 */
export function spectralRolloff(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, rollPercent = 0.85, ...options }: SpectralRolloffOptions = {},
): Tensor {
  checkPositive("spectralRolloff", "sampleRate", sampleRate);
  if (!(rollPercent > 0 && rollPercent < 1))
    throw new ParameterError(`spectralRolloff: rollPercent=${rollPercent} must lie between 0 and 1. 0.85 means 85 %.`);
  const { S, nFft } = magnitudes("spectralRolloff", input, options);
  const hz = frequencyAxis("spectralRolloff", S, freq, sampleRate, nFft);
  return alongBins(S.detach(), (X, dim, turn) => {
    const total = X.cumsum(dim);
    const threshold = total.narrow(dim, X.shape.at(dim)! - 1, 1).mul(rollPercent);
    return where(total.lt(threshold), Infinity, turn(hz)).amin(dim, { keepdim: true });
  });
}

import { checkPositive } from "../dsp/checks.js";
import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { frequencyAxis } from "./frequency-axis.js";
import type { SpectralCentroidOptions } from "./spectral-centroid.js";
import { magnitudes, type SignalOrSpectrogram } from "./spectrogram.js";

/**
 * Spectral slope: of the straight line over frequency that fits the magnitudes of each frame best.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @returns [..., 1, frames], unit of S per Hz; silence gives 0, and so does a single bin
 * @throws ParameterError  sampleRate or lengths out of range; ShapeError: freq does not suit the bins
 * @source MATLAB Audio Toolbox, spectralSlope; Lerch, An Introduction to Audio Content Analysis, 2012. Peeters 2004 divides by Σ S
 * @example spectralSlope(y, { sampleRate: 22050 })
 */
export function spectralSlope(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, ...options }: SpectralCentroidOptions = {},
): Tensor {
  checkPositive("spectralSlope", "sampleRate", sampleRate);
  const { S, nFft } = magnitudes("spectralSlope", input, options);
  const hz = frequencyAxis("spectralSlope", S, freq, sampleRate, nFft);
  const mean = { dim: -2, keepdim: true } as const;
  const offset = hz.sub(hz.mean(mean));
  const spread = offset.square().sum(mean);
  const slope = S.sub(S.mean(mean)).mul(offset).sum(mean);
  return slope.div(where(spread.gt(0), spread, 1));
}

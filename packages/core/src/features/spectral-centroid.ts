import { checkPositive } from "../dsp/checks.js";
import { tinyOf } from "../dsp/normalize.js";
import type { Tensor } from "../tensor/index.js";
import { alongBins } from "./along-bins.js";
import { frequencyAxis, type Frequencies } from "./frequency-axis.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface SpectralCentroidOptions extends SpectralOptions {
  /** Hz per bin: one per bin, or a tensor of the spectrogram's shape (default: the bins of the DFT). */
  readonly freq?: Frequencies;
}

/**
 * Spectral centroid: the mean frequency of each frame, weighted by magnitude; heard as brightness.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @returns [..., 1, frames], Hz, 0…sampleRate / 2; silence gives 0
 * @throws ParameterError  sampleRate or lengths out of range; ShapeError: freq does not suit the bins
 * @source librosa.feature.spectral_centroid; does not look for negative values in S
 * @example spectralCentroid(y, { sampleRate: 22050 })
 */
export function spectralCentroid(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, ...options }: SpectralCentroidOptions = {},
): Tensor {
  checkPositive("spectralCentroid", "sampleRate", sampleRate);
  const { S, nFft } = magnitudes("spectralCentroid", input, options);
  return centroidOf(S, frequencyAxis("spectralCentroid", S, freq, sampleRate, nFft));
}

/** Mean of `hz` [bins, 1] weighted by S [..., bins, frames], whose total may be known. → [..., 1, frames] */
export const centroidOf = (S: Tensor, hz: Tensor, total = totalOf(S)): Tensor => weightOf(S, hz).div(total);

/** Σ S · hz over the bins; frequencies that all frames share are a row that multiplies the spectrogram. */
const weightOf = (S: Tensor, hz: Tensor): Tensor =>
  hz.ndim === 2 && hz.shape[1] === 1
    ? S.transpose(-1, -2).matmul(hz).transpose(-1, -2)
    : alongBins(S, (X, dim, turn) => X.mul(turn(hz)).sum(dim, { keepdim: true }));

/** Σ |S| over the bins, 1 where there is next to nothing: what magnitudes are divided by to be shares. [..., 1, frames] */
export function totalOf(S: Tensor): Tensor {
  const total = alongBins(S, (X, dim) => X.abs().sum(dim, { keepdim: true }));
  return total.where(total.ge(tinyOf(S)), 1);
}

import { checkPositive } from "../dsp/checks.js";
import { normalize } from "../dsp/index.js";
import type { Tensor } from "../tensor/index.js";
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

/** Mean of `hz` [bins, 1] weighted by S [..., bins, frames]. → [..., 1, frames] */
export const centroidOf = (S: Tensor, hz: Tensor): Tensor =>
  normalize(S, { norm: 1, dim: -2 }).mul(hz).sum(-2, { keepdim: true });

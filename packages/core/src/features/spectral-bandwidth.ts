import { checkPositive } from "../dsp/checks.js";
import type { Tensor } from "../tensor/index.js";
import { alongBins } from "./along-bins.js";
import { frequencyAxis } from "./frequency-axis.js";
import { centroidOf, totalOf, type SpectralCentroidOptions } from "./spectral-centroid.js";
import { magnitudes, type SignalOrSpectrogram } from "./spectrogram.js";

export interface SpectralBandwidthOptions extends SpectralCentroidOptions {
  /** Where the spread is measured from, [..., 1, frames], Hz (default: the spectral centroid). */
  readonly centroid?: Tensor;
  /** Divide each frame's magnitudes by their sum (default true). */
  readonly norm?: boolean;
  /** Exponent of the deviation, > 0 (default 2: the standard deviation). */
  readonly p?: number;
}

/**
 * Spectral bandwidth: (Σ S[k] · |freq[k] - centroid|^p)^(1/p), the spread of each frame around its centroid.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @param options.centroid    Hz, [..., 1, frames] (default: the spectral centroid)
 * @param options.norm        magnitudes as weights of sum 1 (default true)
 * @param options.p           exponent, > 0 (default 2)
 * @returns [..., 1, frames], Hz (with norm), ≥ 0; silence gives 0, where the gradient is not defined
 * @throws ParameterError  p not > 0, sampleRate or lengths out of range
 * @source librosa.feature.spectral_bandwidth
 * @example spectralBandwidth(y, { sampleRate: 22050 })
 */
export function spectralBandwidth(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, centroid, norm = true, p = 2, ...options }: SpectralBandwidthOptions = {},
): Tensor {
  checkPositive("spectralBandwidth", "sampleRate", sampleRate);
  checkPositive("spectralBandwidth", "p", p);
  const { S, nFft } = magnitudes("spectralBandwidth", input, options);
  const hz = frequencyAxis("spectralBandwidth", S, freq, sampleRate, nFft);
  const total = totalOf(S);
  const middle = centroid ?? centroidOf(S, hz, total);
  const sum = alongBins(S, (X, dim, turn) => {
    const deviation = turn(hz).sub(turn(middle)).abs();
    return X.mul(p === 2 ? deviation.square() : deviation.pow(p)).sum(dim, { keepdim: true });
  });
  const moment = norm ? sum.div(total) : sum;
  return p === 2 ? moment.sqrt() : moment.pow(1 / p);
}

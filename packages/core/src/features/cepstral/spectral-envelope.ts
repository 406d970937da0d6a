import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { rfft } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";
import { cepstrumOfLog } from "./cepstrum.js";
import { lifter } from "./lifter.js";

export interface SpectralEnvelopeOptions extends Omit<SpectralOptions, "sampleRate"> {
  /** First quefrency that is left out, samples, integer ≥ 1: less than a pitch period (default 30). */
  readonly cutoff?: number;
  /** Floor on the magnitudes, > 0 (default 1e-10). */
  readonly amin?: number;
}

/**
 * Spectral envelope: the magnitudes of each frame smoothed over frequency, by the low part of the cepstrum. It follows the
 * resonances and not the partials.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.nFft    samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.cutoff  first quefrency that is left out, samples, integer ≥ 1 (default 30)
 * @param options.amin    floor on the magnitudes, > 0 (default 1e-10)
 * @returns [..., bins, frames], unit of S, > 0; silence gives amin. Gradients flow where magnitudes exceed amin
 * @throws ParameterError  a number out of range
 * @source Oppenheim & Schafer, Discrete-Time Signal Processing, chapter 13; Röbel & Rodet, DAFx 2005
 * @example spectralEnvelope(y, { nFft: 512 }).shape // [257, 22]
 */
export function spectralEnvelope(
  input: SignalOrSpectrogram,
  { cutoff = 30, amin = 1e-10, ...options }: SpectralEnvelopeOptions = {},
): Tensor {
  checkInteger("spectralEnvelope", "cutoff", cutoff, 1);
  checkPositive("spectralEnvelope", "amin", amin);
  const { S, nFft } = magnitudes("spectralEnvelope", input, options);
  const log = S.transpose(-1, -2).clamp({ min: amin }).log(); // [..., frames, bins]
  const n = Math.max(1, nFft);
  const smooth = lifter(cepstrumOfLog(log, n), { cutoff });
  return rfft(smooth, { n }).real().exp().transpose(-1, -2);
}

import { checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { complex, irfft } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";
import { vertexOffsets } from "./parabola.js";

export interface CepstralPitchOptions extends SpectralOptions {
  /** Lowest pitch in Hz; its period must lie within half of nFft (default 65). */
  readonly fmin?: number;
  /** Highest pitch in Hz, > fmin (default 500). */
  readonly fmax?: number;
}

/** Magnitudes below this share of a frame's largest count as that much: -80 dB. */
const FLOOR = 1e-4;

/**
 * Pitch by the cepstrum: the period of the ripple that harmonics make in the logarithm of the spectrum. It needs several
 * harmonics; a pure tone has no ripple.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes, [..., nFft / 2 + 1, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.fmin        Hz (default 65); fmax Hz (default 500)
 * @returns [..., frames], Hz, about fmin…fmax. There is no voicing decision: silence gives the highest frequency. Gradients pass
 *          through the parabola that refines the peak
 * @throws ParameterError  fmin and fmax not 2 · sampleRate / nFft ≤ fmin < fmax ≤ sampleRate / 2
 * @source Noll 1967, Cepstrum pitch determination
 * @example cepstralPitch(y, { sampleRate: 22050 }).shape // [22]
 */
export function cepstralPitch(input: SignalOrSpectrogram, options: CepstralPitchOptions = {}): Tensor {
  const op = "cepstralPitch";
  const { sampleRate = 22050, fmin = 65, fmax = 500, ...transform } = options;
  for (const [name, value] of Object.entries({ sampleRate, fmin, fmax })) checkPositive(op, name, value);
  const { S, nFft } = magnitudes(op, input, transform);
  const shortest = Math.floor(sampleRate / fmax);
  const longest = Math.ceil(sampleRate / fmin);
  if (!(fmin < fmax) || shortest < 2 || longest > nFft / 2)
    throw new ParameterError(
      `${op}: fmin=${fmin} and fmax=${fmax} must rise and lie in ${(2 * sampleRate) / nFft}…${sampleRate / 2} Hz, the periods that nFft=${nFft} shows. Use a larger nFft.`,
    );
  const floor = S.detach().amax(-2, { keepdim: true }).mul(FLOOR).clamp({ min: 1e-30 });
  const levels = S.maximum(floor).log().transpose(-1, -2); // [..., frames, bins]
  const cepstrum = irfft(complex(levels, levels.mul(0)), { n: nFft }).narrow(-1, shortest - 1, longest - shortest + 3);
  const inner = cepstrum.detach().narrow(-1, 1, longest - shortest + 1);
  const lag = inner.argmax(-1, { keepdim: true });
  const offset = vertexOffsets(cepstrum, -1).gather(-1, lag.add(1));
  const period = offset.add(lag.to(S.dtype)).add(shortest).squeeze(-1);
  return constant(Float64Array.of(sampleRate), [1], S.dtype, S.device).div(period);
}

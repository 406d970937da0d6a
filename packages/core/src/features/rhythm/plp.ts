import { constant } from "../../dsp/constant.js";
import { fourierTempoFrequencies, istft, normalize } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import { isDouble, type Tensor } from "../../tensor/index.js";
import { fourierTempogram, onsetsOf, type SignalOrOnsets } from "./tempogram.js";

export interface PlpOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Samples between frames (default 512). */
  readonly hopLength?: number;
  /** Frames of the window, integer ≥ 1 (default 384). */
  readonly winLength?: number;
  /** Beats per minute, null: no limit (default 30). */
  readonly tempoMin?: number | null;
  /** Beats per minute, null: no limit (default 300). */
  readonly tempoMax?: number | null;
  /** Logarithm of the expectation of each tempo (default: all alike). */
  readonly prior?: (bpm: number) => number;
}

/** A finite stand-in for -∞: infinities would not survive 0 · ∞. */
const NEVER = -1e30;

/**
 * Magnitude of the largest complex number of each frame, where real parts are compared first and imaginary parts only
 * if they are equal. Where a frame holds one pulse between zeros, this is its magnitude, or 0 if its real part is negative.
 */
function leadingMagnitude(z: Tensor): Tensor {
  const real = z.real();
  const most = real.amax(-2, { keepdim: true });
  const imaginary = where(real.eq(most), z.imag(), NEVER).amax(-2, { keepdim: true });
  return most.hypot(imaginary);
}

/**
 * Predominant local pulse: a curve whose peaks are the beats of the tempo that is strongest around each frame.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.winLength   frames of the window, integer ≥ 1 (default 384)
 * @param options.tempoMin    beats per minute, null: no limit (default 30)
 * @param options.tempoMax    beats per minute, null: no limit (default 300)
 * @param options.prior       logarithm of the expectation, a function of beats per minute
 * @returns [..., frames], 0…1; silence gives 0. No gradient
 * @throws ParameterError  tempoMax not above tempoMin, winLength < 1
 * @source librosa.beat.plp, with its scaling of the pulses: one that is negative in the middle of its window outweighs the others;
 *         Grosche & Müller, Extracting predominant local pulse information from music recordings, 2011
 * @example plp(y, { sampleRate: 22050, winLength: 16 }).shape // [22]
 */
export function plp(input: SignalOrOnsets, options: PlpOptions = {}): Tensor {
  const { sampleRate = 22050, hopLength = 512, winLength = 384, tempoMin = 30, tempoMax = 300, prior } = options;
  for (const [name, value] of Object.entries({ tempoMin, tempoMax }))
    if (value !== null && (typeof value !== "number" || Number.isNaN(value)))
      throw new ParameterError(`plp: ${name}=${String(value)} must be a number, or null for no limit.`);
  if (tempoMin !== null && tempoMax !== null && tempoMax <= tempoMin)
    throw new ParameterError(`plp: tempoMax=${tempoMax} must be larger than tempoMin=${tempoMin}. Swap them?`);
  const onsets = onsetsOf("plp", input, { sampleRate, hopLength, aggregate: "median" }).detach();
  const spectrum = fourierTempogram({ onsetEnvelope: onsets }, { sampleRate, hopLength, winLength });
  const bpms = fourierTempoFrequencies({ sampleRate, hopLength, winLength });
  const column = (value: (bpm: number) => number): Tensor =>
    constant(Float64Array.from(bpms, value), [bpms.length, 1], onsets.dtype, onsets.device);
  const isMeant = (bpm: number): boolean => !(bpm < (tempoMin ?? -Infinity)) && !(bpm > (tempoMax ?? Infinity));
  const meant = spectrum.mul(column((bpm) => Number(isMeant(bpm))));
  const loudness = meant.abs().mul(1e6).log1p();
  const score = prior ? loudness.add(column((bpm) => Math.max(NEVER, prior(bpm)))) : loudness;
  const pulses = meant.mul(score.ge(score.amax(-2, { keepdim: true })).to(onsets.dtype));
  const tiny = isDouble(onsets.dtype) ? 2 ** -511 : 2 ** -63;
  const steady = pulses.div(leadingMagnitude(pulses).add(tiny));
  const pulse = istft(steady, { nFft: winLength, hopLength: 1, length: onsets.shape.at(-1)! }).relu();
  return normalize(pulse, { dim: -1 });
}

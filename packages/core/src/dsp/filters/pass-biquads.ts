// Two-pole filters that let a band pass or stop it, after R. Bristow-Johnson's cookbook and SoX.
import type { Tensor } from "../../tensor/index.js";
import { checkPositive } from "../checks.js";
import { secondOrder } from "./biquad.js";
import { checkValue, cosine, exponential, minus, over, plus, root, sine, times, type Value } from "./number-or-tensor.js"; // prettier-ignore

/** torchaudio's default quality, not the root of ½ exactly. */
// oxlint-disable-next-line oxc/approx-constant -- this number is meant
export const USUAL_Q = 0.707;

export interface BiquadOptions {
  /** Quality: the centre frequency over the bandwidth, > 0 (default 0.707). */
  readonly Q?: number | Tensor;
}

/** What the cookbook's formulas are made of. */
export interface Angle {
  readonly w0: Value;
  readonly cos: Value;
  readonly sin: Value;
  /** sin(w0) / (2·Q) */
  readonly alpha: Value;
}

/** The angle of a frequency on the unit circle, checked. `name` is what the frequency is called. */
export function angleOf(op: string, sampleRate: number, name: string, hz: Value, Q: Value): Angle {
  checkPositive(op, "sampleRate", sampleRate);
  checkValue(op, name, hz, { least: 0, most: sampleRate / 2 });
  checkValue(op, "Q", Q, { least: 0, open: true });
  const w0 = over(times(2 * Math.PI, hz), sampleRate);
  const sin = sine(w0);
  return { w0, cos: cosine(w0), sin, alpha: over(over(sin, 2), Q) };
}

const denominator = ({ cos, alpha }: Angle): [Value, Value, Value] => [plus(1, alpha), times(-2, cos), minus(1, alpha)];

/**
 * The waveform through a two-pole low-pass filter, limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param cutoffFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q   quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, cutoffFreq or Q out of range
 * @source torchaudio.functional.lowpass_biquad
 * @example lowpassBiquad(y, 22050, 1000)
 */
export function lowpassBiquad(
  waveform: Tensor,
  sampleRate: number,
  cutoffFreq: number | Tensor,
  { Q = USUAL_Q }: BiquadOptions = {},
): Tensor {
  const angle = angleOf("lowpassBiquad", sampleRate, "cutoffFreq", cutoffFreq, Q);
  const rest = minus(1, angle.cos);
  return secondOrder("lowpassBiquad", waveform, { b: [over(rest, 2), rest, over(rest, 2)], a: denominator(angle) });
}

/**
 * The waveform through a two-pole high-pass filter, limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param cutoffFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q   quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, cutoffFreq or Q out of range
 * @source torchaudio.functional.highpass_biquad
 * @example highpassBiquad(y, 22050, 1000)
 */
export function highpassBiquad(
  waveform: Tensor,
  sampleRate: number,
  cutoffFreq: number | Tensor,
  { Q = USUAL_Q }: BiquadOptions = {},
): Tensor {
  return secondOrder("highpassBiquad", waveform, highpassSection("highpassBiquad", sampleRate, cutoffFreq, Q));
}

/** The coefficients of `highpassBiquad`. */
export function highpassSection(op: string, sampleRate: number, cutoffFreq: Value, Q: Value) {
  const angle = angleOf(op, sampleRate, "cutoffFreq", cutoffFreq, Q);
  const rest = plus(1, angle.cos);
  return { b: [over(rest, 2), times(-1, rest), over(rest, 2)], a: denominator(angle) } as const;
}

/**
 * The waveform through a two-pole band-pass filter, limited to -1…1.
 *
 * @param waveform     real, [..., samples]
 * @param sampleRate   Hz, > 0
 * @param centralFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q    quality, > 0; a number or a tensor of one element (default 0.707)
 * @param options.constSkirtGain  true: the skirts stay and the peak is Q; false: the peak is 1 (default false)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, centralFreq or Q out of range
 * @source torchaudio.functional.bandpass_biquad
 * @example bandpassBiquad(y, 22050, 440, { Q: 4 })
 */
export function bandpassBiquad(
  waveform: Tensor,
  sampleRate: number,
  centralFreq: number | Tensor,
  { Q = USUAL_Q, constSkirtGain = false }: BiquadOptions & { readonly constSkirtGain?: boolean } = {},
): Tensor {
  const angle = angleOf("bandpassBiquad", sampleRate, "centralFreq", centralFreq, Q);
  const peak = constSkirtGain ? over(angle.sin, 2) : angle.alpha;
  return secondOrder("bandpassBiquad", waveform, { b: [peak, 0, times(-1, peak)], a: denominator(angle) });
}

/**
 * The waveform through a two-pole band-reject (notch) filter, limited to -1…1.
 *
 * @param waveform     real, [..., samples]
 * @param sampleRate   Hz, > 0
 * @param centralFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q    quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, centralFreq or Q out of range
 * @source torchaudio.functional.bandreject_biquad
 * @example bandrejectBiquad(y, 22050, 50, { Q: 30 })
 */
export function bandrejectBiquad(
  waveform: Tensor,
  sampleRate: number,
  centralFreq: number | Tensor,
  { Q = USUAL_Q }: BiquadOptions = {},
): Tensor {
  const angle = angleOf("bandrejectBiquad", sampleRate, "centralFreq", centralFreq, Q);
  return secondOrder("bandrejectBiquad", waveform, { b: [1, times(-2, angle.cos), 1], a: denominator(angle) });
}

/**
 * The waveform through a two-pole all-pass filter, which turns phases around a frequency by 360° in all; limited to -1…1.
 *
 * @param waveform     real, [..., samples]
 * @param sampleRate   Hz, > 0
 * @param centralFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q    quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, centralFreq or Q out of range
 * @source torchaudio.functional.allpass_biquad
 * @example allpassBiquad(y, 22050, 1000)
 */
export function allpassBiquad(
  waveform: Tensor,
  sampleRate: number,
  centralFreq: number | Tensor,
  { Q = USUAL_Q }: BiquadOptions = {},
): Tensor {
  const angle = angleOf("allpassBiquad", sampleRate, "centralFreq", centralFreq, Q);
  const [a0, a1, a2] = denominator(angle);
  return secondOrder("allpassBiquad", waveform, { b: [a2, a1, a0], a: [a0, a1, a2] });
}

/**
 * The waveform through SoX's two-pole band filter, whose skirts fall like a resonance's; limited to -1…1.
 *
 * @param waveform     real, [..., samples]
 * @param sampleRate   Hz, > 0
 * @param centralFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param options.Q    quality, > 0; a number or a tensor of one element (default 0.707)
 * @param options.noise  true: for sounds without pitch, as percussion; false: for voice and instruments (default false)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, centralFreq or Q out of range
 * @source torchaudio.functional.band_biquad
 * @example bandBiquad(y, 22050, 440, { noise: true })
 */
export function bandBiquad(
  waveform: Tensor,
  sampleRate: number,
  centralFreq: number | Tensor,
  { Q = USUAL_Q, noise = false }: BiquadOptions & { readonly noise?: boolean } = {},
): Tensor {
  const { cos } = angleOf("bandBiquad", sampleRate, "centralFreq", centralFreq, Q);
  const bandwidth = over(centralFreq, Q);
  const a2 = exponential(over(times(-2 * Math.PI, bandwidth), sampleRate));
  const more = plus(1, a2);
  const less = minus(1, a2);
  const a1 = times(over(times(-4, a2), more), cos);
  const square = times(a1, a1);
  const gain = noise
    ? root(over(times(minus(times(more, more), square), less), more))
    : times(root(minus(1, over(square, times(4, a2)))), less);
  return secondOrder("bandBiquad", waveform, { b: [gain, 0, 0], a: [1, a1, a2] });
}

// Two-pole filters that lift or lower a band by decibels, after R. Bristow-Johnson's cookbook and SoX.
import type { Tensor } from "../../tensor/index.js";
import { secondOrder, type Section } from "./biquad.js";
import { checkValue, exponential, minus, over, plus, root, times, type Value } from "./number-or-tensor.js";
import { angleOf, USUAL_Q, type BiquadOptions } from "./pass-biquads.js";

/** Amplitude at half the gain: 10^(gain / 40). */
function amplitudeOf(op: string, gain: Value): Value {
  checkValue(op, "gain", gain);
  return exponential(times(gain, Math.LN10 / 40));
}

/**
 * The waveform with the band around a frequency lifted or lowered (a peaking equaliser), limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param centerFreq  Hz, 0…sampleRate / 2; a number or a tensor of one element
 * @param gain        dB at centerFreq, negative to lower; a number or a tensor of one element
 * @param options.Q   quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, centerFreq, gain or Q out of range
 * @source torchaudio.functional.equalizer_biquad
 * @example equalizerBiquad(y, 22050, 1000, 6)
 */
export function equalizerBiquad(
  waveform: Tensor,
  sampleRate: number,
  centerFreq: number | Tensor,
  gain: number | Tensor,
  { Q = USUAL_Q }: BiquadOptions = {},
): Tensor {
  const { cos, alpha } = angleOf("equalizerBiquad", sampleRate, "centerFreq", centerFreq, Q);
  const A = amplitudeOf("equalizerBiquad", gain);
  const [lift, drop, middle] = [times(alpha, A), over(alpha, A), times(-2, cos)];
  return secondOrder("equalizerBiquad", waveform, {
    b: [plus(1, lift), middle, minus(1, lift)],
    a: [plus(1, drop), middle, minus(1, drop)],
  });
}

export interface ToneOptions extends BiquadOptions {
  /** Hz: the middle of the shelf's slope, 0…sampleRate / 2. */
  readonly centralFreq?: number | Tensor;
}

/**
 * The waveform with its high frequencies lifted or lowered (a high shelf), limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param gain        dB at the highest frequencies, negative to lower; a number or a tensor of one element
 * @param options.centralFreq  Hz, middle of the slope, 0…sampleRate / 2 (default 3000)
 * @param options.Q            quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, gain, centralFreq or Q out of range
 * @source torchaudio.functional.treble_biquad
 * @example trebleBiquad(y, 22050, 6)
 */
export function trebleBiquad(
  waveform: Tensor,
  sampleRate: number,
  gain: number | Tensor,
  options: ToneOptions = {},
): Tensor {
  return secondOrder("trebleBiquad", waveform, trebleSection("trebleBiquad", sampleRate, gain, options));
}

/** The coefficients of `trebleBiquad`. */
export function trebleSection(
  op: string,
  sampleRate: number,
  gain: Value,
  { centralFreq = 3000, Q = USUAL_Q }: ToneOptions,
): Section {
  const { cos, alpha } = angleOf(op, sampleRate, "centralFreq", centralFreq, Q);
  return shelf(cos, alpha, amplitudeOf(op, gain), 1);
}

/**
 * The waveform with its low frequencies lifted or lowered (a low shelf), limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param gain        dB at the lowest frequencies, negative to lower; a number or a tensor of one element
 * @param options.centralFreq  Hz, middle of the slope, 0…sampleRate / 2 (default 100)
 * @param options.Q            quality, > 0; a number or a tensor of one element (default 0.707)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  sampleRate, gain, centralFreq or Q out of range
 * @source torchaudio.functional.bass_biquad
 * @example bassBiquad(y, 22050, -6)
 */
export function bassBiquad(
  waveform: Tensor,
  sampleRate: number,
  gain: number | Tensor,
  { centralFreq = 100, Q = USUAL_Q }: ToneOptions = {},
): Tensor {
  const { cos, alpha } = angleOf("bassBiquad", sampleRate, "centralFreq", centralFreq, Q);
  return secondOrder("bassBiquad", waveform, shelf(cos, alpha, amplitudeOf("bassBiquad", gain), -1));
}

/** The cookbook's shelf: `side` 1 shelves the high, -1 the low frequencies; they mirror each other at a quarter of the rate. */
export function shelf(cos: Value, alpha: Value, A: Value, side: 1 | -1): Section {
  const edge = times(times(2, root(A)), alpha);
  const [sum, difference] = [plus(A, 1), minus(A, 1)];
  const [sumCos, differenceCos] = [times(times(sum, cos), side), times(times(difference, cos), side)];
  const above = plus(sum, differenceCos);
  const below = minus(sum, differenceCos);
  return {
    b: [
      times(A, plus(above, edge)),
      times(times(-2 * side, A), plus(difference, sumCos)),
      times(A, minus(above, edge)),
    ],
    a: [plus(below, edge), times(2 * side, minus(difference, sumCos)), minus(below, edge)],
  };
}

// Amplitude, phase and frequency at each sample, from the analytic signal. All work along the last dimension.
import type { Tensor } from "../tensor/index.js";
import { checkPositive, checkSignal } from "./checks.js";
import { analytic } from "./hilbert.js";
import { unwrap, unwrappedSteps } from "./unwrap.js";

export interface InstantaneousFrequencyOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
}

function analyticOf(op: string, y: Tensor): Tensor {
  checkSignal(op, y);
  return analytic(y, y.shape.at(-1)!);
}

/**
 * Envelope: the modulus of the analytic signal at each sample.
 *
 * @param y        real, [..., samples]
 * @returns [..., samples], unit of y, ≥ 0. Silence gives 0
 * @throws DTypeError  y not real
 * @source abs(scipy.signal.hilbert(y))
 * @example envelope(tone(440, { length: 2205 })).mean().item() // 1
 */
export const envelope = (y: Tensor): Tensor => analyticOf("envelope", y).abs();

/**
 * Instantaneous phase: the angle of the analytic signal without its jumps.
 *
 * @param y        real, [..., samples]
 * @returns [..., samples], radians, begins within -π…π. Silence gives 0
 * @throws DTypeError  y not real
 * @source numpy.unwrap(numpy.angle(scipy.signal.hilbert(y)))
 * @example instantaneousPhase(y)
 */
export const instantaneousPhase = (y: Tensor): Tensor => unwrap(analyticOf("instantaneousPhase", y).angle());

const frequencyOf = (z: Tensor, sampleRate: number): Tensor =>
  // Steps of the wrapped angle: small numbers, where differences of an unwrapped phase would cancel.
  unwrappedSteps(z.angle()).mul(sampleRate / (2 * Math.PI));

/**
 * Instantaneous frequency: how far the phase of the analytic signal turns from each sample to the next.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate  Hz (default 22050)
 * @returns [..., samples - 1], Hz, -sampleRate / 2…sampleRate / 2; negative where the signal has several components. Silence
 *          gives 0, one sample an empty result
 * @throws ParameterError  sampleRate not > 0
 * @source diff(instantaneous phase) · sampleRate / 2π
 * @example instantaneousFrequency(y, { sampleRate: 22050 })
 */
export function instantaneousFrequency(y: Tensor, { sampleRate = 22050 }: InstantaneousFrequencyOptions = {}): Tensor {
  checkPositive("instantaneousFrequency", "sampleRate", sampleRate);
  return frequencyOf(analyticOf("instantaneousFrequency", y), sampleRate);
}

/**
 * Amplitude, phase and frequency of the analytic signal, from one transform.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate  Hz (default 22050)
 * @returns { amplitude, phase, frequency } as `envelope`, `instantaneousPhase` and `instantaneousFrequency` give them
 * @throws ParameterError  sampleRate not > 0
 * @source Boashash, Estimating and interpreting the instantaneous frequency of a signal, Proc. IEEE 80 (1992)
 * @example analyticFeatures(y, { sampleRate: 22050 }).frequency.shape // [11024]
 */
export function analyticFeatures(
  y: Tensor,
  { sampleRate = 22050 }: InstantaneousFrequencyOptions = {},
): { amplitude: Tensor; phase: Tensor; frequency: Tensor } {
  checkPositive("analyticFeatures", "sampleRate", sampleRate);
  const z = analyticOf("analyticFeatures", y);
  return { amplitude: z.abs(), phase: unwrap(z.angle()), frequency: frequencyOf(z, sampleRate) };
}

// Test signals with a known spectrum, made in double precision.
import { getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import type { Device, DType, Tensor } from "../tensor/index.js";
import { checkPositive } from "./checks.js";
import { constant } from "./constant.js";

export interface SignalOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples, integer ≥ 0; wins over duration. */
  readonly length?: number;
  /** Seconds, ≥ 0: librosa's `duration`. */
  readonly duration?: number;
  /** Phase at the first sample in radians (default -π/2: begins at 0, rising). */
  readonly phi?: number;
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}

function resolveSignal(op: string, options: SignalOptions, round: (samples: number) => number) {
  const { sampleRate = 22050, duration, phi = -Math.PI / 2, dtype = "float32", device = getDefaultDevice() } = options;
  checkPositive(op, "sampleRate", sampleRate);
  const length = options.length ?? (duration === undefined ? Number.NaN : round(duration * sampleRate));
  if (!Number.isInteger(length) || length < 0) {
    const given = options.length !== undefined ? `length=${options.length} makes` : `duration=${duration} makes`;
    throw new ParameterError(
      `${op}: ${options.length === undefined && duration === undefined ? "neither length nor duration make" : given} no signal. Give length in samples ≥ 0 or duration in seconds ≥ 0.`,
    );
  }
  const make = (phase: (seconds: number) => number): Tensor =>
    constant(Float64Array.from({ length }, (_, i) => Math.cos(phase(i / sampleRate) + phi)), [length], dtype, device); // prettier-ignore
  return { sampleRate, length, make };
}

/**
 * A pure tone of amplitude 1.
 *
 * @param frequency  Hz
 * @param options.sampleRate  Hz (default 22050)
 * @param options.length      samples; or `duration` in seconds
 * @param options.phi         phase in radians (default -π/2)
 * @returns float32 (or `dtype`), [samples], -1…1
 * @throws ParameterError  neither length nor duration
 * @source librosa.tone
 * @example tone(440, { sampleRate: 22050, duration: 1 })
 */
export function tone(frequency: number, options: SignalOptions = {}): Tensor {
  if (!Number.isFinite(frequency))
    throw new ParameterError(`tone: frequency=${frequency} must be a finite number of Hz.`);
  const { make } = resolveSignal("tone", options, Math.trunc);
  return make((seconds) => 2 * Math.PI * frequency * seconds);
}

/**
 * A tone that glides from `fmin` to `fmax`, exponentially or linearly.
 *
 * @param options.fmin, options.fmax  Hz, > 0 for the exponential glide
 * @param options.linear      linear rather than exponential in time (default false)
 * @param options.sampleRate  Hz (default 22050)
 * @param options.length      samples; or `duration` in seconds
 * @param options.phi         phase in radians (default -π/2)
 * @returns float32 (or `dtype`), [samples], -1…1
 * @throws ParameterError  neither length nor duration; a frequency ≤ 0 in an exponential glide
 * @source librosa.chirp
 * @example chirp({ fmin: 100, fmax: 3000, duration: 2 })
 */
export function chirp(
  options: SignalOptions & { readonly fmin: number; readonly fmax: number; readonly linear?: boolean } = {} as never,
): Tensor {
  const { fmin, fmax, linear = false } = options;
  const { length, sampleRate, make } = resolveSignal("chirp", options, Math.ceil);
  if (!linear && !(fmin > 0 && fmax > 0))
    throw new ParameterError(
      `chirp: fmin=${fmin}, fmax=${fmax} must be > 0 Hz for an exponential glide. Use linear: true.`,
    );
  const seconds = options.length === undefined ? options.duration! : length / sampleRate;
  if (linear) return make((t) => 2 * Math.PI * (fmin * t + (0.5 * (fmax - fmin) * t ** 2) / seconds));
  if (fmin === fmax) return make((t) => 2 * Math.PI * fmin * t);
  const rate = seconds / Math.log(fmax / fmin);
  return make((t) => 2 * Math.PI * rate * fmin * ((fmax / fmin) ** (t / seconds) - 1));
}

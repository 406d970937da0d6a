// Decibels and back. All of them work on any shape and pass gradients on.
import { ParameterError } from "../errors/index.js";
import { isComplex, needTensor, type Tensor } from "../tensor/index.js";
import { checkPositive } from "./checks.js";

export interface DecibelOptions {
  /** What 0 dB is: a number > 0, "max" for the largest value of S, or a function of S that returns one number (default 1). */
  readonly ref?: number | "max" | ((magnitude: Tensor) => Tensor);
  /** Floor on S and ref, > 0. */
  readonly amin?: number;
  /** Values this far below the largest are raised to there, ≥ 0; null: no limit (default 80). */
  readonly topDb?: number | null;
}

/** Shared by both scales: `factor` is 10 for powers and 20 for amplitudes, whose squares could underflow. */
function toDecibels(
  op: string,
  S: Tensor,
  factor: 10 | 20,
  reference: number | Tensor,
  amin: number,
  topDb: number | null,
): Tensor {
  checkTopDb(op, topDb);
  const zero =
    typeof reference === "number"
      ? factor * Math.log10(Math.max(amin, reference))
      : reference.clamp({ min: amin }).log10().mul(factor);
  const db = S.clamp({ min: amin }).log10().mul(factor).sub(zero);
  return topDb === null || db.numel === 0 ? db : db.maximum(db.amax().sub(topDb));
}

function referenceOf(op: string, S: Tensor, ref: NonNullable<DecibelOptions["ref"]>): number | Tensor {
  if (typeof ref === "function") return ref(S);
  if (ref === "max") return S.numel === 0 ? 1 : S.amax();
  return plainReference(op, ref);
}

function plainReference(op: string, ref: number): number {
  if (!Number.isFinite(ref))
    throw new ParameterError(`${op}: ref=${ref} must be a finite number, "max" or a function.`);
  return Math.abs(ref);
}

function checkTopDb(op: string, topDb: number | null): void {
  if (topDb !== null && !(topDb >= 0))
    throw new ParameterError(`${op}: topDb=${topDb} must be ≥ 0, or null for no limit.`);
}

/** The options of `powerToDb` as a kernel takes them, checked under its name; null where the reference is a function. */
export function plainDecibels({ ref = 1, amin = 1e-10, topDb = 80 }: DecibelOptions): {
  readonly ref: number | "max";
  readonly amin: number;
  readonly topDb: number | null;
} | null {
  if (typeof ref === "function") return null;
  checkPositive("powerToDb", "amin", amin);
  const reference = ref === "max" ? ref : plainReference("powerToDb", ref);
  checkTopDb("powerToDb", topDb);
  return { ref: reference, amin, topDb };
}

/**
 * A power spectrogram in decibels: 10 · log10(S / ref).
 *
 * @param S        power, ≥ 0, any shape; of a complex S the modulus is taken
 * @param options.ref    what 0 dB is (default 1)
 * @param options.amin   floor on S and ref, > 0 (default 1e-10)
 * @param options.topDb  dynamic range in dB below the largest value of the whole S, ≥ 0 or null (default 80)
 * @returns dB, shape of S; silence gives 10 · log10(amin / ref)
 * @throws ParameterError  amin not > 0, topDb negative
 * @source librosa.power_to_db
 * @example powerToDb(melspectrogram(y), { ref: "max" })
 */
export function powerToDb(S: Tensor, { ref = 1, amin = 1e-10, topDb = 80 }: DecibelOptions = {}): Tensor {
  needTensor("powerToDb", S, "S");
  checkPositive("powerToDb", "amin", amin);
  const power = isComplex(S.dtype) ? S.abs() : S;
  return toDecibels("powerToDb", power, 10, referenceOf("powerToDb", power, ref), amin, topDb);
}

/**
 * An amplitude spectrogram in decibels: 20 · log10(|S| / ref).
 *
 * @param S        amplitude, real or complex, any shape
 * @param options.ref    what 0 dB is, an amplitude (default 1)
 * @param options.amin   floor on |S| and ref, > 0 (default 1e-5)
 * @param options.topDb  dynamic range in dB below the largest value of the whole S, ≥ 0 or null (default 80)
 * @returns dB, shape of S
 * @throws ParameterError  amin not > 0, topDb negative
 * @source librosa.amplitude_to_db
 * @example amplitudeToDb(stft(y), { ref: "max" })
 */
export function amplitudeToDb(S: Tensor, { ref = 1, amin = 1e-5, topDb = 80 }: DecibelOptions = {}): Tensor {
  needTensor("amplitudeToDb", S, "S");
  checkPositive("amplitudeToDb", "amin", amin);
  const magnitude = S.abs();
  const reference = referenceOf("amplitudeToDb", magnitude, ref);
  return toDecibels("amplitudeToDb", magnitude, 20, reference, amin, topDb);
}

/**
 * Decibels back to power: ref · 10^(S / 10).
 *
 * @param S        dB, any shape
 * @param options.ref  power at 0 dB (default 1)
 * @returns power, shape of S
 * @source librosa.db_to_power
 * @example dbToPower(tensor([0, 10])).arraySync() // [1, 10]
 */
export function dbToPower(S: Tensor, { ref = 1 }: { readonly ref?: number } = {}): Tensor {
  needTensor("dbToPower", S, "S");
  return S.mul(Math.LN10 / 10)
    .exp()
    .mul(ref);
}

/**
 * Decibels back to amplitude: ref · 10^(S / 20).
 *
 * @param S        dB, any shape
 * @param options.ref  amplitude at 0 dB (default 1)
 * @returns amplitude, shape of S
 * @source librosa.db_to_amplitude
 * @example dbToAmplitude(tensor([0, 20])).arraySync() // [1, 10]
 */
export function dbToAmplitude(S: Tensor, { ref = 1 }: { readonly ref?: number } = {}): Tensor {
  needTensor("dbToAmplitude", S, "S");
  return S.mul(Math.LN10 / 20)
    .exp()
    .mul(ref);
}

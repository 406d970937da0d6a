// Triangular filters between points on a frequency axis: what mel and linear banks of torchaudio are.
import { constant } from "../constant.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";

export interface BankOptions {
  /** "float32" (default) or "float64". */
  readonly dtype?: Extract<DType, "float32" | "float64">;
  /** Where the bank is put (default "cpu"). */
  readonly device?: Device;
}

/** Filter m rises from points[m] to points[m + 1] and falls to points[m + 2]: [frequencies, filters], peaks of 1. */
export function triangles(frequencies: Float64Array, points: Float64Array): Float64Array {
  const filters = points.length - 2;
  const bank = new Float64Array(frequencies.length * filters);
  for (let k = 0; k < frequencies.length; k++)
    for (let m = 0; m < filters; m++) {
      const rising = (frequencies[k] - points[m]) / (points[m + 1] - points[m]);
      const falling = (points[m + 2] - frequencies[k]) / (points[m + 2] - points[m + 1]);
      bank[k * filters + m] = Math.max(0, Math.min(rising, falling));
    }
  return bank;
}

/** `count` values from first to last, both included. */
export const evenly = (first: number, last: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => (count === 1 ? first : first + ((last - first) * i) / (count - 1)));

export const bankTensor = (
  values: Float64Array,
  shape: readonly number[],
  { dtype = "float32", device = "cpu" }: BankOptions,
): Tensor => constant(values, shape, dtype, device);

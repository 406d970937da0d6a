// Complex tables that are computed on the host in double precision, as `constant` holds the real ones.
import { fromTypedArray } from "../../ops/index.js";
import { isDouble, type Device, type DType, type Tensor } from "../../tensor/index.js";

/** Interleaved (re, im) pairs as a tensor in the complex precision of `dtype` on `device`. */
export function complexTable(pairs: Float64Array, shape: readonly number[], dtype: DType, device: Device): Tensor {
  return isDouble(dtype)
    ? fromTypedArray(pairs, shape, { dtype: "complex128", device })
    : fromTypedArray(Float32Array.from(pairs), shape, { dtype: "complex64", device });
}

/** Divides (re, im) pairs by their norm; those whose norm is zero stay. norm: null leaves all. */
export function normalizePairs(pairs: Float64Array, norm: number | null): void {
  if (norm === null) return;
  const magnitudes = Float64Array.from({ length: pairs.length / 2 }, (_, i) =>
    Math.hypot(pairs[2 * i], pairs[2 * i + 1]),
  );
  const length = vectorNorm(magnitudes, norm);
  if (length >= Number.MIN_VALUE * 2 ** 52) pairs.forEach((value, i) => (pairs[i] = value / length));
}

/** The norm of magnitudes ≥ 0 with the exponents of `normalize`. */
export function vectorNorm(magnitudes: Float64Array, norm: number): number {
  if (norm === Infinity) return magnitudes.reduce((a, b) => Math.max(a, b), 0);
  if (norm === -Infinity) return magnitudes.reduce((a, b) => Math.min(a, b), Infinity);
  if (norm === 0) return magnitudes.filter((x) => x > 0).length;
  return magnitudes.reduce((sum, x) => sum + x ** norm, 0) ** (1 / norm);
}

/** Whether `normalize` takes it as an exponent. */
export const isNorm = (norm: unknown): norm is number | null =>
  norm === null || (typeof norm === "number" && (norm >= 0 || norm === -Infinity));

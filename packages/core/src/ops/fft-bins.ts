// The order of Fourier bins and their frequencies.
import { ParameterError } from "../errors/index.js";
import { needTensor, normalizeDims, type Tensor } from "../tensor/index.js";
import { arange, type TensorOptions } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";

function rolled(
  op: string,
  x: Tensor,
  dim: number | readonly number[] | undefined,
  shift: (n: number) => number,
): Tensor {
  needTensor(op, x);
  const dims = normalizeDims(op, dim, x.ndim);
  return dims.length === 0 ? x : x.roll(dims.map((d) => shift(x.shape[d])), dims); // prettier-ignore
}

/** The bins in ascending order of frequency, zero in the middle; over all axes unless `dim` names some. */
export const fftshift = (x: Tensor, dim?: number | readonly number[]): Tensor =>
  rolled("fftshift", x, dim, (n) => Math.floor(n / 2));
/** The inverse of {@link fftshift}. */
export const ifftshift = (x: Tensor, dim?: number | readonly number[]): Tensor =>
  rolled("ifftshift", x, dim, (n) => -Math.floor(n / 2));

function checkCount(op: string, n: number, d: number): void {
  if (!Number.isInteger(n) || n < 1 || d === 0 || !Number.isFinite(d))
    throw new ParameterError(`${op}: n=${n} must be an integer ≥ 1 and d=${d} a finite number other than 0.`);
}

/**
 * The frequency of each bin of `fft`, in cycles per unit of `d`: 0, then the positive, then the negative ones.
 *
 * @param n  length of the transform
 * @param d  distance of the samples (default 1; 1 / sampleRate gives Hz)
 * @example fftfreq(4).arraySync() // [0, 0.25, -0.5, -0.25]
 */
export function fftfreq(n: number, d = 1, options: TensorOptions = {}): Tensor {
  checkCount("fftfreq", n, d);
  const middle = Math.ceil(n / 2);
  const bins = arange(n, { ...options, dtype: options.dtype ?? "float32" });
  return bins.where(bins.lt(middle), bins.sub(n)).div(n * d);
}

/** The frequency of each bin of `rfft`, 0 … 1 / (2·d). @example rfftfreq(4).arraySync() // [0, 0.25, 0.5] */
export function rfftfreq(n: number, d = 1, options: TensorOptions = {}): Tensor {
  checkCount("rfftfreq", n, d);
  return arange(Math.floor(n / 2) + 1, { ...options, dtype: options.dtype ?? "float32" }).div(n * d);
}

const methods = { fftshift, ifftshift } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

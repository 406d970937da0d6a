// Fourier transforms over several axes, of Hermitian signals, and the order of their bins.
import { ParameterError } from "../errors/index.js";
import { formatShape, isComplex, type Tensor } from "../tensor/index.js";
import { arange, type TensorOptions } from "./create.js";
import { fft, ifft, irfft, rfft, type FftOptions } from "./fft.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface FftNdOptions {
  /** Lengths of the transforms: each axis is cut or padded with zeros (default: the extents). */
  readonly s?: readonly number[];
  /** Axes (default: the last as many as `s` has, or all). */
  readonly dim?: readonly number[];
  readonly norm?: NonNullable<FftOptions["norm"]>;
}

type Pass = (x: Tensor, options: FftOptions) => Tensor;

function overAxes(op: string, x: Tensor, pass: Pass, { s, dim, norm = "backward" }: FftNdOptions): Tensor {
  const count = s?.length ?? x.ndim;
  const axes = dim ?? Array.from({ length: count }, (_, i) => i - count);
  if (s && s.length !== axes.length)
    throw new ParameterError(
      `${op}: s=${formatShape(s)} and dim=${formatShape(axes)} differ in length. Give one length per axis.`,
    );
  return axes.reduce((y, d, i) => pass(y, { dim: d, norm, ...(s && { n: s[i] }) }), x);
}

const LAST_TWO = [-2, -1] as const;

/** The discrete Fourier transform over several axes: real or complex → complex of the same shape. As `torch.fft.fftn`. */
export const fftn = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("fftn", x, fft, options);
/** The inverse of {@link fftn}. */
export const ifftn = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("ifftn", x, ifft, options);
/** {@link fftn} over the last two axes. */
export const fft2 = (x: Tensor, options: FftNdOptions = {}): Tensor =>
  overAxes("fft2", x, fft, { dim: LAST_TWO, ...options });
/** The inverse of {@link fft2}. */
export const ifft2 = (x: Tensor, options: FftNdOptions = {}): Tensor =>
  overAxes("ifft2", x, ifft, { dim: LAST_TWO, ...options });

const swapped = (norm: FftOptions["norm"] = "backward"): NonNullable<FftOptions["norm"]> =>
  norm === "backward" ? "forward" : norm === "forward" ? "backward" : norm;

const conjugate = (x: Tensor): Tensor => (isComplex(x.dtype) ? x.conj() : x);

/** The real spectrum of a signal that is Hermitian in time, its half given: complex [..., ⌊n/2⌋ + 1] → real [..., n]. */
export const hfft = (x: Tensor, options: FftOptions = {}): Tensor =>
  irfft(conjugate(x), { ...options, norm: swapped(options.norm) });
/** The inverse of {@link hfft}: real [..., n] → complex [..., ⌊n/2⌋ + 1]. */
export const ihfft = (x: Tensor, options: FftOptions = {}): Tensor =>
  rfft(x, { ...options, norm: swapped(options.norm) }).conj();

function rolled(x: Tensor, dim: number | readonly number[] | undefined, shift: (n: number) => number): Tensor {
  const dims = dim === undefined ? x.shape.map((_, i) => i) : [dim].flat() as number[]; // prettier-ignore
  return dims.length === 0 ? x : x.roll(dims.map((d) => shift(x.shape.at(d)!)), dims); // prettier-ignore
}

/** The bins in ascending order of frequency, zero in the middle; over all axes unless `dim` names some. */
export const fftshift = (x: Tensor, dim?: number | readonly number[]): Tensor =>
  rolled(x, dim, (n) => Math.floor(n / 2));
/** The inverse of {@link fftshift}. */
export const ifftshift = (x: Tensor, dim?: number | readonly number[]): Tensor =>
  rolled(x, dim, (n) => -Math.floor(n / 2));

function checkCount(op: string, n: number, d: number): void {
  if (!Number.isInteger(n) || n < 1 || !(d > 0))
    throw new ParameterError(`${op}: n=${n} must be an integer ≥ 1 and d=${d} positive.`);
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

const methods = { fftn, ifftn, fft2, ifft2, hfft, ihfft, fftshift, ifftshift } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Fourier transforms over several axes, and of Hermitian signals. The order and frequencies of bins stand in fft-bins.ts.
import { DTypeError, ParameterError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDims, toComplexDType, type Tensor } from "../tensor/index.js";
import { fft, floating, ifft, irfft, rfft, type FftOptions } from "./fft.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface FftNdOptions {
  /** Lengths of the transforms: each axis is cut or padded with zeros (default, and for −1: the extents). */
  readonly s?: readonly number[];
  /** Axes (default: the last as many as `s` has, or all). */
  readonly dim?: readonly number[];
  readonly norm?: NonNullable<FftOptions["norm"]>;
}

type Pass = (x: Tensor, options: FftOptions) => Tensor;

/** The options of a one-dimensional transform for each axis, in their order. */
function planAxes(op: string, x: Tensor, { s, dim, norm = "backward" }: FftNdOptions): FftOptions[] {
  const count = s?.length ?? x.ndim;
  const axes = dim ?? Array.from({ length: count }, (_, i) => i - count);
  if (s && s.length !== axes.length)
    throw new ParameterError(
      `${op}: s=${formatShape(s)} and dim=${formatShape(axes)} differ in length. Give one length per axis.`,
    );
  normalizeDims(op, axes, x.ndim); // refuses axes that are not there, and those named twice
  return axes.map((d, i) => ({ dim: d, norm, ...(s && s[i] !== -1 && { n: s[i] }) }));
}

function overAxes(op: string, x: Tensor, pass: Pass, options: FftNdOptions): Tensor {
  needTensor(op, x);
  const own = floating(x);
  const start = own.to(toComplexDType(own.dtype));
  return planAxes(op, x, options).reduce((y, axis) => pass(y, axis), start);
}

/** The last of the axes is the one whose half is left out. */
function needAxis(op: string, plan: readonly FftOptions[]): { last: FftOptions; others: readonly FftOptions[] } {
  const last = plan.at(-1);
  if (!last) throw new ParameterError(`${op}: dim=[] names no axis. Name at least one.`);
  return { last, others: plan.slice(0, -1) };
}

function toHalf(op: string, x: Tensor, options: FftNdOptions): Tensor {
  needTensor(op, x);
  if (isComplex(x.dtype))
    throw new DTypeError(`${op}: dtype="${x.dtype}" is complex. Use ${op.replace("rfft", "fft")}.`);
  const { last, others } = needAxis(op, planAxes(op, x, options));
  return others.reduceRight((y, axis) => fft(y, axis), rfft(x, last));
}

function fromHalf(op: string, x: Tensor, options: FftNdOptions): Tensor {
  needTensor(op, x);
  const { last, others } = needAxis(op, planAxes(op, x, options));
  return irfft(others.reduce((y, axis) => ifft(y, axis), x), last); // prettier-ignore
}

const lastTwo = (options: FftNdOptions): FftNdOptions => ({ dim: [-2, -1], ...options });

/** The discrete Fourier transform over several axes: real or complex → complex of the same shape. As `torch.fft.fftn`. */
export const fftn = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("fftn", x, fft, options);
/** The inverse of {@link fftn}. */
export const ifftn = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("ifftn", x, ifft, options);
/** {@link fftn} over the last two axes. */
export const fft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("fft2", x, fft, lastTwo(options));
/** The inverse of {@link fft2}. */
export const ifft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => overAxes("ifft2", x, ifft, lastTwo(options));

/** {@link fftn} of a real signal, of the last axis only the non-negative frequencies: [..., n] → complex [..., ⌊n/2⌋ + 1]. */
export const rfftn = (x: Tensor, options: FftNdOptions = {}): Tensor => toHalf("rfftn", x, options);
/** The inverse of {@link rfftn}: real, 2·(bins − 1) long on the last axis unless `s` says so. */
export const irfftn = (x: Tensor, options: FftNdOptions = {}): Tensor => fromHalf("irfftn", x, options);
/** {@link rfftn} over the last two axes. */
export const rfft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => toHalf("rfft2", x, lastTwo(options));
/** The inverse of {@link rfft2}. */
export const irfft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => fromHalf("irfft2", x, lastTwo(options));

const swapped = (norm: FftOptions["norm"] = "backward"): NonNullable<FftOptions["norm"]> =>
  norm === "backward" ? "forward" : norm === "forward" ? "backward" : norm;

/** The real spectrum of a signal that is Hermitian in time, its half given: complex [..., ⌊n/2⌋ + 1] → real [..., n]. */
export function hfft(x: Tensor, options: FftOptions = {}): Tensor {
  needTensor("hfft", x);
  return irfft(x.conj(), { ...options, norm: swapped(options.norm) });
}
/** The inverse of {@link hfft}: real [..., n] → complex [..., ⌊n/2⌋ + 1]. */
export const ihfft = (x: Tensor, options: FftOptions = {}): Tensor =>
  rfft(x, { ...options, norm: swapped(options.norm) }).conj();
/** {@link hfft} over several axes: of the last one the half is given. As `torch.fft.hfftn`. */
export function hfftn(x: Tensor, options: FftNdOptions = {}): Tensor {
  needTensor("hfftn", x);
  return fromHalf("hfftn", x.conj(), { ...options, norm: swapped(options.norm) });
}
/** The inverse of {@link hfftn}. */
export const ihfftn = (x: Tensor, options: FftNdOptions = {}): Tensor =>
  toHalf("ihfftn", x, { ...options, norm: swapped(options.norm) }).conj();
/** {@link hfftn} over the last two axes. */
export const hfft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => hfftn(x, lastTwo(options));
/** The inverse of {@link hfft2}. */
export const ihfft2 = (x: Tensor, options: FftNdOptions = {}): Tensor => ihfftn(x, lastTwo(options));

const methods = { fftn, ifftn, fft2, ifft2, rfftn, irfftn, rfft2, irfft2, hfft, ihfft, hfftn, ihfftn, hfft2, ihfft2 } as const; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

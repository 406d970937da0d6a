// Fourier transforms along one axis, of any length, with PyTorch's gradient convention.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import {
  formatShape,
  isComplex,
  isIntegral,
  needTensor,
  normalizeDim,
  toComplexDType,
  toRealDType,
  type Tensor,
} from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface FftOptions {
  /** Length of the transform: the signal is cut or padded with zeros (default: its extent). */
  readonly n?: number;
  /** Axis (default the last). */
  readonly dim?: number;
  /** "backward" scales the inverse by 1/n, "forward" the forward, "ortho" both by 1/√n (default "backward"). */
  readonly norm?: "backward" | "ortho" | "forward";
}

function scaleOf(op: string, n: number, norm: FftOptions["norm"] = "backward", inverse: boolean): number {
  if (norm !== "backward" && norm !== "ortho" && norm !== "forward")
    throw new ParameterError(`${op}: norm="${String(norm)}" must be "backward", "ortho" or "forward".`);
  if (norm === "ortho") return 1 / Math.sqrt(n);
  return (norm === "forward") === inverse ? 1 : 1 / n;
}

/** `x` cut or zero-padded to `n` along its last axis. */
export function fit(x: Tensor, n: number): Tensor {
  const have = x.shape.at(-1)!;
  if (have === n) return x;
  return have > n ? x.narrow(-1, 0, n) : x.pad([0, n - have]);
}

function checkLength(op: string, n: number, x: Tensor): void {
  if (!Number.isInteger(n) || n < 1)
    throw new ParameterError(`${op}: n=${n} must be an integer ≥ 1. The input has shape ${formatShape(x.shape)}.`);
}

const replaceLast = (x: Tensor, n: number): number[] => [...x.shape.slice(0, -1), n];

function complexPass(x: Tensor, inverse: boolean, scale: number): Tensor {
  const n = x.shape.at(-1)!;
  const forward = (): Tensor => dispatch("fft", [x], [{ shape: x.shape, dtype: x.dtype }], { n, inverse, scale })[0];
  return differentiable(inverse ? "ifft" : "fft", [x], forward, () => [(g) => complexPass(g, !inverse, scale)]);
}

/** 1 for the bins a real signal has once (0 and n/2), `other` for those that stand for their mirror image too. */
function binWeights(like: Tensor, n: number, other: number): Tensor {
  const bins = Math.floor(n / 2) + 1;
  const real = toRealDType(like.dtype);
  const values = new Float64Array(bins).fill(other);
  values[0] = 1;
  if (n % 2 === 0) values[bins - 1] = 1;
  return like.newTensor(real === "float64" ? values : Float32Array.from(values));
}

function realPass(x: Tensor, n: number, scale: number): Tensor {
  const spec = { shape: replaceLast(x, Math.floor(n / 2) + 1), dtype: toComplexDType(x.dtype) };
  const forward = (): Tensor => dispatch("rfft", [x], [spec], { n, inverse: false, scale })[0];
  // The inverse counts every inner bin twice, the gradient only once.
  return differentiable("rfft", [x], forward, () => [(g) => inversePass(g.mul(binWeights(g, n, 0.5)), n, scale)]);
}

function inversePass(x: Tensor, n: number, scale: number): Tensor {
  const spec = { shape: replaceLast(x, n), dtype: toRealDType(x.dtype) };
  const forward = (): Tensor => dispatch("irfft", [x], [spec], { n, inverse: true, scale })[0];
  return differentiable("irfft", [x], forward, () => [
    (g) => {
      const spectrum = realPass(g, n, scale);
      return spectrum.mul(binWeights(spectrum, n, 2));
    },
  ]);
}

/** Runs `pass` with axis `dim` as the last one. */
function along(op: string, x: Tensor, dim: number, pass: (x: Tensor) => Tensor): Tensor {
  const own = x.ndim === 0 ? x.reshape([1]) : x;
  const d = normalizeDim(op, dim, own.ndim);
  return d === own.ndim - 1 ? pass(own) : pass(own.transpose(d, -1)).transpose(d, -1);
}

/** Integers as float32. */
export const floating = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

function complexTransform(op: string, x: Tensor, inverse: boolean, { n, dim = -1, norm }: FftOptions): Tensor {
  needTensor(op, x);
  const own = floating(x);
  return along(op, own.to(toComplexDType(own.dtype)), dim, (y) => {
    const length = n ?? y.shape.at(-1)!;
    checkLength(op, length, x);
    return complexPass(fit(y, length), inverse, scaleOf(op, length, norm, inverse));
  });
}

/** The discrete Fourier transform: [..., n] real or complex → complex of the same shape. */
export const fft = (x: Tensor, options: FftOptions = {}): Tensor => complexTransform("fft", x, false, options);
/** The inverse of {@link fft}. */
export const ifft = (x: Tensor, options: FftOptions = {}): Tensor => complexTransform("ifft", x, true, options);

/** The transform of a real signal, its non-negative frequencies: [..., n] → complex [..., ⌊n/2⌋ + 1]. */
export function rfft(x: Tensor, { n, dim = -1, norm }: FftOptions = {}): Tensor {
  needTensor("rfft", x);
  if (isComplex(x.dtype)) throw new DTypeError(`rfft: dtype="${x.dtype}" is complex. Use fft.`);
  return along("rfft", floating(x), dim, (y) => {
    const length = n ?? y.shape.at(-1)!;
    checkLength("rfft", length, x);
    return realPass(fit(y, length), length, scaleOf("rfft", length, norm, false));
  });
}

/**
 * The real signal whose non-negative frequencies are given: complex [..., ⌊n/2⌋ + 1] → [..., n].
 * `n` is 2·(bins − 1) unless given: an odd length must be named. Imaginary parts of bins 0 and n/2 are ignored.
 */
export function irfft(x: Tensor, { n, dim = -1, norm }: FftOptions = {}): Tensor {
  needTensor("irfft", x);
  const own = floating(x);
  return along("irfft", own.to(toComplexDType(own.dtype)), dim, (y) => {
    const length = n ?? 2 * (y.shape.at(-1)! - 1);
    checkLength("irfft", length, x);
    return inversePass(fit(y, Math.floor(length / 2) + 1), length, scaleOf("irfft", length, norm, true));
  });
}

const methods = { fft, ifft, rfft, irfft } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

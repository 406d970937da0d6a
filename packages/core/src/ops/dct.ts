// Cosine transforms of types 1 to 4, by way of the real FFT, with SciPy's definitions and scaling.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { isComplex, isDouble, isIntegral, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { complex } from "./complex.js";
import { fit } from "./fft.js";
import { cat } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";

export type DctType = 1 | 2 | 3 | 4;

export interface DctOptions {
  /** 1, 2, 3 or 4 (default 2). */
  readonly type?: DctType;
  /** Axis (default the last). */
  readonly dim?: number;
  /** Length of the transform: the signal is cut or padded with zeros (default: its extent). */
  readonly n?: number;
  /** "ortho" makes the transform orthonormal; "backward" scales the inverse only, "forward" the forward one (default "backward"). */
  readonly norm?: "backward" | "ortho" | "forward";
}

/** One number per element of the last axis, in x's dtype and on its device. */
function weights(x: Tensor, rule: (i: number, n: number) => number, n = x.shape.at(-1)!): Tensor {
  const values = Float64Array.from({ length: n }, (_, i) => rule(i, n));
  return x.newTensor(isDouble(x.dtype) ? values : Float32Array.from(values));
}

/** e^(i·angle) per element of the last axis. */
const turns = (x: Tensor, angle: (i: number) => number, n: number): Tensor =>
  complex(weights(x, (i) => Math.cos(angle(i)), n), weights(x, (i) => Math.sin(angle(i)), n)); // prettier-ignore

/** y[k] = x[0] + (−1)^k·x[n−1] + 2·Σ x[j]·cos(π·k·j / (n − 1)) */
function type1(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  if (n < 2) throw new ParameterError(`dct: type=1 needs at least 2 elements along the axis, got ${n}.`);
  const inner = x.narrow(-1, 1, n - 2).flip(-1);
  return cat([x, inner], -1).rfft().real();
}

/** y[k] = 2·Σ x[j]·cos(π·k·(2j + 1) / 2n) */
function type2(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  const spectrum = cat([x, x.flip(-1)], -1)
    .rfft()
    .narrow(-1, 0, n);
  return spectrum.mul(turns(x, (k) => (-Math.PI * k) / (2 * n), n)).real();
}

/** y[k] = x[0] + 2·Σ_{j>0} x[j]·cos(π·j·(2k + 1) / 2n) */
function type3(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  const spectrum = turns(x, (j) => (Math.PI * j) / (2 * n), n).mul(x);
  return spectrum.irfft({ n: 2 * n, norm: "forward" }).narrow(-1, 0, n);
}

/** y[k] = 2·Σ x[j]·cos(π·(2k + 1)·(2j + 1) / 4n) */
function type4(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  const turned = turns(x, (j) => (-Math.PI * (2 * j + 1)) / (4 * n), n).mul(x);
  const spectrum = turned.fft({ n: 2 * n }).narrow(-1, 0, n);
  return spectrum.mul(turns(x, (k) => (-Math.PI * k) / (2 * n), n)).real().mul(2); // prettier-ignore
}

const TRANSFORMS: Readonly<Record<DctType, (x: Tensor) => Tensor>> = { 1: type1, 2: type2, 3: type3, 4: type4 };

/** The type that undoes each type, up to a factor. */
const INVERSE: Readonly<Record<DctType, DctType>> = { 1: 1, 2: 3, 3: 2, 4: 4 };

const isEnd = (i: number, n: number): boolean => i === 0 || i === n - 1;

/** Factors on the input and on the output that make the transform orthonormal. */
const ORTHO: Readonly<
  Record<
    DctType,
    { readonly before?: (i: number, n: number) => number; readonly after?: (i: number, n: number) => number }
  >
> = {
  1: {
    before: (i, n) => (isEnd(i, n) ? Math.SQRT2 : 1),
    after: (i, n) => (isEnd(i, n) ? Math.SQRT1_2 : 1) / Math.sqrt(2 * (n - 1)),
  },
  2: { after: (k, n) => 1 / Math.sqrt((k === 0 ? 4 : 2) * n) },
  3: { before: (j, n) => 1 / Math.sqrt((j === 0 ? 1 : 2) * n) },
  4: { after: (_, n) => 1 / Math.sqrt(2 * n) },
};

/** One over what the forward transform and its unscaled inverse multiply by together. */
const inverseScale = (n: number, type: DctType): number => 1 / (type === 1 ? 2 * (n - 1) : 2 * n);

function transform(op: string, x: Tensor, inverse: boolean, options: DctOptions): Tensor {
  needTensor(op, x);
  const { type = 2, dim = -1, norm = "backward" } = options;
  checkType(op, type);
  if (isComplex(x.dtype))
    throw new DTypeError(`${op}: dtype="${x.dtype}" is complex. Transform .real() and .imag() one by one.`);
  if (norm !== "backward" && norm !== "ortho" && norm !== "forward")
    throw new ParameterError(`${op}: norm="${String(norm)}" must be "backward", "ortho" or "forward".`);
  if (x.ndim === 0) throw new ShapeError(`${op}: a tensor without dimensions has no axis. Use unsqueeze().`);
  const own = isIntegral(x.dtype) ? x.to("float32") : x;
  const d = normalizeDim(op, dim, own.ndim);
  const n = options.n ?? own.shape[d];
  if (!Number.isInteger(n) || n < 1)
    throw new ParameterError(`${op}: n=${n} must be an integer ≥ 1. Axis ${d} has ${own.shape[d]} elements.`);
  const last = fit(own.transpose(d, -1), n);
  const kind = inverse ? INVERSE[type] : type;
  const { before, after } = norm === "ortho" ? ORTHO[kind] : {};
  const y = TRANSFORMS[kind](before ? last.mul(weights(last, before)) : last);
  const scaled = after ? y.mul(weights(y, after)) : (norm === "backward") === inverse && norm !== "ortho" ? y.mul(inverseScale(n, type)) : y; // prettier-ignore
  return scaled.transpose(d, -1);
}

function checkType(op: string, type: number): asserts type is DctType {
  if (![1, 2, 3, 4].includes(type)) throw new ParameterError(`${op}: type=${type} must be 1, 2, 3 or 4.`);
}

/**
 * The discrete cosine transform of a real signal along one axis.
 *
 * @param x  real, [..., n]; type 1 needs n ≥ 2
 * @returns x's shape, n along the axis
 * @throws ParameterError, DTypeError, ShapeError
 * @source scipy.fft.dct
 * @example dct(tensor([1, 2, 3]), { norm: "ortho" }).arraySync() // [3.4641, -1.4142, 0]
 */
export const dct = (x: Tensor, options: DctOptions = {}): Tensor => transform("dct", x, false, options);

/** The inverse of {@link dct} with the same options. @source scipy.fft.idct */
export const idct = (x: Tensor, options: DctOptions = {}): Tensor => transform("idct", x, true, options);

const methods = { dct, idct } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

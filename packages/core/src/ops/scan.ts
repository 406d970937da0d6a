// Running results along one dimension.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { isComplex, isIntegral, needTensor, normalizeDim, type DType, type Tensor } from "../tensor/index.js";
import { arange, full, onesLike } from "./create.js";
import { flip } from "./gather.js";
import { cat } from "./join.js";
import { logaddexp } from "./logarithms.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { ValuesAndIndices } from "./reduce.js";
import { narrow } from "./views.js";

type Kind = "sum" | "prod" | "max" | "min";
const scan = (kind: Kind, x: Tensor, dim: number, reverse: boolean): Tensor =>
  dispatch("scan", [x], [{ shape: x.shape, dtype: x.dtype }], { kind, dim, reverse })[0];

const numeric = (x: Tensor): Tensor => (x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x);

export interface ScanOptions {
  /** Dtype to compute in (default: that of the tensor; bool and uint8 count as int32). */
  readonly dtype?: DType;
}

function runningSum(x: Tensor, dim: number, reverse: boolean): Tensor {
  return differentiable("cumsum", [x], () => scan("sum", x, dim, reverse), () => [(g) => runningSum(g, dim, !reverse)]); // prettier-ignore
}

/** The sum of the elements up to and including each one along `dim`; integers as int32 (PyTorch: int64). */
export function cumsum(x: Tensor, dim: number, { dtype }: ScanOptions = {}): Tensor {
  needTensor("cumsum", x);
  return runningSum(dtype ? x.to(dtype) : numeric(x), normalizeDim("cumsum", dim, x.ndim), false);
}

/** `x` shifted by `step` places towards the front along `dim`: the first n − step elements of what follows. */
const following = (x: Tensor, dim: number, step: number): Tensor => narrow(x, dim, step, x.shape[dim] - step);
const leading = (x: Tensor, dim: number, step: number): Tensor => narrow(x, dim, 0, x.shape[dim] - step);
const trailing = (x: Tensor, dim: number, step: number): Tensor => narrow(x, dim, x.shape[dim] - step, step);

/** r_j = g_j + factor_j · r_{j+1} from the end, in ⌈log₂ n⌉ rounds that each double the reach. */
function backwardRecurrence(g: Tensor, factor: Tensor, dim: number): Tensor {
  const n = g.shape[dim];
  let [sums, factors] = [g, factor];
  for (let step = 1; step < n; step *= 2) {
    const [near, far] = [leading(factors, dim, step), following(factors, dim, step)];
    const reached = leading(sums, dim, step).add(near.mul(following(sums, dim, step)));
    sums = cat([reached, trailing(sums, dim, step)], dim);
    factors = cat([near.mul(far), trailing(factors, dim, step)], dim);
  }
  return sums;
}

/**
 * The product of the elements up to and including each one along `dim`; integers as int32. The gradient is exact where
 * elements are 0.
 */
export function cumprod(x: Tensor, dim: number, { dtype }: ScanOptions = {}): Tensor {
  needTensor("cumprod", x);
  const own = dtype ? x.to(dtype) : numeric(x);
  const d = normalizeDim("cumprod", dim, x.ndim);
  if (x.ndim === 0) return own;
  return differentiable("cumprod", [own], () => scan("prod", own, d, false), () => [
    // ∂/∂x_j = (x_0 … x_{j−1}) · r_j with r_j = g_j + x_{j+1} · r_{j+1}: no division, so zeros are exact
    (g) => {
      const n = x.shape[d];
      if (n === 0) return g;
      const conjugate = own.conj();
      const next = cat([following(conjugate, d, 1), trailing(conjugate, d, 1)], d);
      return backwardRecurrence(g, next, d).mul(exclusiveProduct(conjugate, d, false));
    },
  ]); // prettier-ignore
}

/** The product of the elements before (or, reversed, after) each one along `dim`; 1 at the start. */
export function exclusiveProduct(x: Tensor, dim: number, reverse: boolean): Tensor {
  const d = normalizeDim("cumprod", dim, x.ndim);
  if (x.shape[d] === 0) return x;
  if (reverse) return flip(exclusiveProduct(flip(x, d), d, false), d);
  return cat([onesLike(narrow(x, d, 0, 1)), cumprod(leading(x, d, 1), d)], d);
}

/** log of the running sum of exponentials along `dim`, without overflow; as `torch.logcumsumexp`. A first −∞ has slope 1 on itself (PyTorch: NaN). Integers become float32. */
export function logcumsumexp(x: Tensor, dim: number): Tensor {
  needTensor("logcumsumexp", x);
  if (isComplex(x.dtype)) throw new DTypeError(`logcumsumexp: dtype="${x.dtype}" is complex and has no order.`);
  const d = normalizeDim("logcumsumexp", dim, x.ndim);
  let y = isIntegral(x.dtype) ? x.to("float32") : x;
  const n = x.shape[d] ?? 1;
  // Each round adds what lies `step` places before, so that sums of 1, 2, 4, … elements meet.
  for (let step = 1; step < n; step *= 2)
    y = cat([narrow(y, d, 0, step), logaddexp(following(y, d, step), leading(y, d, step))], d);
  return y;
}

function runningExtreme(kind: "max" | "min", x: Tensor, dim: number): ValuesAndIndices {
  const op = `cum${kind}`;
  needTensor(op, x);
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order. Take .abs().`);
  const own = numeric(x);
  const d = normalizeDim(op, dim, x.ndim);
  if (x.ndim === 0) return { values: own, indices: full([], 0, { dtype: "int32", device: x.device }) };
  const best = scan(kind, own.detach(), d, false);
  // the latest place so far where the element is the running extreme (or NaN, which stays)
  const column = arange(x.shape[d], { dtype: "int32", device: x.device }).reshape(x.shape.map((_, i) => (i === d ? x.shape[d] : 1))); // prettier-ignore
  const marks = column.expand(x.shape).where(own.detach().eq(best).logicalOr(own.isnan()), 0);
  const indices = scan("max", marks, d, false);
  return { values: own.requiresGrad ? own.gather(d, indices) : best, indices };
}

/** The largest element up to and including each one along `dim`, and where it stands (int32; of equal ones the last). */
export const cummax = (x: Tensor, dim: number): ValuesAndIndices => runningExtreme("max", x, dim);
/** The smallest element up to and including each one along `dim`, and where it stands (int32; of equal ones the last). */
export const cummin = (x: Tensor, dim: number): ValuesAndIndices => runningExtreme("min", x, dim);

const methods = { cumsum, cumprod, logcumsumexp, cummax, cummin } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

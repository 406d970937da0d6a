// Sizes of vectors and distances between them, and the logarithm of a sum of exponentials.
import { differentiable } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, isComplex, needTensor, type Tensor } from "../tensor/index.js";
import { where } from "./compare.js";
import { amax, amin, shareAmong } from "./extremes.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { finish, folding, reduceOptions, sum, toFloat, type Folding, type ReduceArgs } from "./reduce.js";

/** log Σ exp(x), without overflow; −∞ of nothing. Integers become float32. */
export function logsumexp(x: Tensor, ...args: ReduceArgs): Tensor {
  needTensor("logsumexp", x);
  if (isComplex(x.dtype)) throw new DTypeError(`logsumexp: dtype="${x.dtype}" is complex and has no order.`);
  const own = toFloat(x);
  const r = folding("logsumexp", own, reduceOptions(args));
  const over = { dim: r.dims, keepdim: true };
  if (r.dims.length === 0) return own;
  if (r.count === 0) return finish(own.sum(over).log(), r);
  const peak = amax(own.detach(), over);
  const safe = peak.where(peak.isfinite(), 0);
  return finish(own.sub(safe).exp().sum(over).log().add(safe), r);
}

/** The norm with its folded dimensions as 1. */
function size(magnitude: Tensor, p: number, { dims }: Folding): Tensor {
  const over = { dim: dims, keepdim: true };
  if (p === 2) return sum(magnitude.square(), over).sqrt();
  return sum(magnitude.pow(p), over).pow(1 / p);
}

/** d norm / d x = sgn(x) · (|x| / norm)^(p − 1), 0 where an element or the norm is 0. */
function slope(x: Tensor, norm: Tensor, p: number): Tensor {
  const isZero = norm.eq(0);
  const safe = where(isZero, 1, norm);
  if (p === 2) return x.div(safe);
  const magnitude = x.abs();
  const share = where(magnitude.eq(0), 1, magnitude)
    .div(safe)
    .pow(p - 1);
  return x.sgn().mul(where(isZero, 0, share));
}

/**
 * The p-norm of the elements, (Σ |x|ᵖ)^(1/p), as `torch.norm`.
 *
 * @param p  default 2; Infinity and -Infinity take the extreme magnitude, whose ties share the gradient, 0 counts what is
 *           not 0
 * @returns the dtype of |x|; 0 of nothing
 * @throws ParameterError  p is NaN
 */
export function norm(x: Tensor, p = 2, ...args: ReduceArgs): Tensor {
  needTensor("norm", x);
  if (Number.isNaN(p)) throw new ParameterError("norm: p=NaN must be a number. Use 1, 2 or Infinity.");
  const own = toFloat(x);
  const options = reduceOptions(args);
  if (p === 1) return sum(own.abs(), options);
  if (p === 0) return sum(own.detach().ne(0).to(own.detach().abs().dtype), options);
  const r = folding("norm", own, options);
  if (Math.abs(p) === Infinity) {
    const extreme = p > 0 ? amax : amin;
    const forward = (): Tensor => extreme(own.abs(), { dim: r.dims, keepdim: true });
    return finish(differentiable("norm", [own], forward, (y) => [(g) => own.sgn().mul(shareAmong(own.abs().eq(y), g, r.dims))]), r); // prettier-ignore
  }
  const forward = (): Tensor => size(own.abs(), p, r);
  return finish(
    differentiable("norm", [own], forward, (y) => [(g) => slope(own, y, p).mul(g)]),
    r,
  );
}

/** The p-norm of a − b (default 2), which broadcast; as `torch.dist`. */
export function dist(a: Tensor, b: Tensor, p = 2): Tensor {
  needTensor("dist", a, "a");
  needTensor("dist", b, "b");
  return norm(a.sub(b), p);
}

/**
 * The p-norm of the difference of every row of `a` with every row of `b`, as `torch.cdist`.
 *
 * @param a  floating, [..., n, features]
 * @param b  floating, [..., m, features]; leading dimensions broadcast
 * @param options.p  ≥ 0 (default 2); with Infinity ties share the gradient (in PyTorch each gets the whole)
 * @returns [..., n, m]; all differences are held at once, [..., n, m, features]
 * @throws ShapeError, ParameterError
 */
export function cdist(a: Tensor, b: Tensor, { p = 2 }: { readonly p?: number } = {}): Tensor {
  needTensor("cdist", a, "a");
  needTensor("cdist", b, "b");
  if (a.ndim < 2 || b.ndim < 2 || a.shape.at(-1) !== b.shape.at(-1))
    throw new ShapeError(`cdist: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} must be [..., n, features] with as many features.`); // prettier-ignore
  if (!(p >= 0)) throw new ParameterError(`cdist: p=${p} must be ≥ 0.`);
  broadcastShapes("cdist", a.shape.slice(0, -2), b.shape.slice(0, -2));
  return norm(a.unsqueeze(-2).sub(b.unsqueeze(-3)), p, -1);
}

const methods = { logsumexp, norm, dist } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

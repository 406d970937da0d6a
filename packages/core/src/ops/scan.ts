// Running results along one dimension.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { isComplex, normalizeDim, type Tensor } from "../tensor/index.js";
import { arange, onesLike } from "./create.js";
import { cat } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { ValuesAndIndices } from "./reduce.js";
import { narrow } from "./views.js";

type Kind = "sum" | "prod" | "max" | "min";
const scan = (kind: Kind, x: Tensor, dim: number, reverse: boolean): Tensor =>
  dispatch("scan", [x], [{ shape: x.shape, dtype: x.dtype }], { kind, dim, reverse })[0];

const numeric = (x: Tensor): Tensor => (x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x);

function runningSum(x: Tensor, dim: number, reverse: boolean): Tensor {
  return differentiable("cumsum", [x], () => scan("sum", x, dim, reverse), () => [(g) => runningSum(g, dim, !reverse)]); // prettier-ignore
}

/** The sum of the elements up to and including each one along `dim`. */
export const cumsum = (x: Tensor, dim: number): Tensor =>
  runningSum(numeric(x), normalizeDim("cumsum", dim, x.ndim), false);

/** The product of the elements up to and including each one along `dim`; the gradient is exact where elements are 0. */
export function cumprod(x: Tensor, dim: number): Tensor {
  const own = numeric(x);
  const d = normalizeDim("cumprod", dim, x.ndim);
  if (x.ndim === 0) return own;
  return differentiable("cumprod", [own], () => scan("prod", own, d, false), () => [
    // ∂/∂x_j = (x_0 … x_{j−1}) · r_j with r_j = g_j + x_{j+1} · r_{j+1}: no division, so zeros are exact
    (g) => {
      const at = (t: Tensor, i: number): Tensor => narrow(t, d, i, 1);
      const n = x.shape[d];
      const tail: Tensor[] = [];
      for (let i = n - 1; i >= 0; i--) tail.unshift(i === n - 1 ? at(g, i) : at(g, i).add(at(own, i + 1).mul(tail[0])));
      return n === 0 ? g : cat(tail, d).mul(exclusiveProduct(own, d, false));
    },
  ]); // prettier-ignore
}

/** The product of the elements before (or, reversed, after) each one along `dim`; 1 at the start. */
export function exclusiveProduct(x: Tensor, dim: number, reverse: boolean): Tensor {
  const n = x.shape.at(dim)!;
  if (n === 0) return x;
  const steps = [onesLike(narrow(x, dim, 0, 1))];
  for (let i = 1; i < n; i++) steps.push(steps[i - 1].mul(narrow(x, dim, reverse ? n - i : i - 1, 1)));
  return cat(reverse ? steps.reverse() : steps, dim);
}

function runningExtreme(kind: "max" | "min", x: Tensor, dim: number): ValuesAndIndices {
  const op = `cum${kind}`;
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order. Take .abs().`);
  const own = numeric(x);
  const d = normalizeDim(op, dim, x.ndim);
  if (x.ndim === 0) return { values: own, indices: own.detach().mul(0).to("int32") };
  const best = scan(kind, own.detach(), d, false);
  // the latest place so far where the element is the running extreme (or NaN, which stays)
  const column = arange(x.shape[d], { dtype: "int32", device: x.device }).reshape(x.shape.map((_, i) => (i === d ? -1 : 1))); // prettier-ignore
  const marks = column.expand(x.shape).where(own.detach().eq(best).logicalOr(own.isnan()), 0);
  const indices = scan("max", marks, d, false);
  return { values: own.requiresGrad ? own.gather(d, indices) : best, indices };
}

/** The largest element up to and including each one along `dim`, and where it stands (int32; of equal ones the last). */
export const cummax = (x: Tensor, dim: number): ValuesAndIndices => runningExtreme("max", x, dim);
/** The smallest element up to and including each one along `dim`, and where it stands (int32; of equal ones the last). */
export const cummin = (x: Tensor, dim: number): ValuesAndIndices => runningExtreme("min", x, dim);

const methods = { cumsum, cumprod, cummax, cummin } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

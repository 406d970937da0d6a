// The largest and the smallest: values, places, both at once.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, needTensor, normalizeDim, Tensor } from "../tensor/index.js";
import { maximum, minimum } from "./binary.js";
import { logicalAnd, logicalOr } from "./compare.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { finish, folding, reduced, reduceOptions, type ReduceArgs, type ReduceOptions, type ValuesAndIndices } from "./reduce.js"; // prettier-ignore

type Kind = "max" | "min";

/** Refuses what has no extremes. @throws DTypeError, ShapeError */
export function needOrdered(op: string, x: Tensor, dims: readonly number[]): void {
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order. Reduce .abs().`);
  if (dims.some((d) => x.shape[d] === 0))
    throw new ShapeError(
      `${op}: shape=${formatShape(x.shape)} is empty along a reduced dimension, so there is no ${op}.`,
    );
}

/** Elements equal to the result, NaN to NaN: those that share the gradient of a value picked from all. */
export function equals(x: Tensor, picked: Tensor): Tensor {
  const same = x.eq(picked);
  return isIntegral(x.dtype) ? same : logicalOr(same, logicalAnd(x.isnan(), picked.isnan()));
}

/** `g` in equal parts to the elements that `mask` names, along `dims`. */
export function shareAmong(mask: Tensor, g: Tensor, dims: readonly number[]): Tensor {
  const parts = mask.to(g.dtype);
  return parts.div(parts.sum({ dim: dims, keepdim: true })).mul(g);
}

function extreme(kind: Kind, x: Tensor, options: ReduceOptions, { nanShares = false } = {}): Tensor {
  const op = `a${kind}`;
  const r = folding(op, x, options);
  needOrdered(op, x, r.dims);
  if (r.dims.length === 0) return x;
  const y = differentiable(op, [x], () => reduced(kind, x, r, x.dtype), (out) => [
    (g) => shareAmong(nanShares ? equals(x, out) : x.eq(out), g, r.dims),
  ]); // prettier-ignore
  return finish(y, r);
}

/** The largest element; ties share the gradient. NaN wins, and makes all gradients NaN. */
export const amax = (x: Tensor, ...args: ReduceArgs): Tensor => extreme("max", x, reduceOptions(args));
/** The smallest element; ties share the gradient. NaN wins, and makes all gradients NaN. */
export const amin = (x: Tensor, ...args: ReduceArgs): Tensor => extreme("min", x, reduceOptions(args));

/** Both extremes along one dimension, or of everything, as `torch.aminmax`. */
export function aminmax(
  x: Tensor,
  { dim, keepdim = false }: { readonly dim?: number; readonly keepdim?: boolean } = {},
): { readonly min: Tensor; readonly max: Tensor } {
  const options = { keepdim, ...(dim !== undefined && { dim }) };
  return { min: amin(x, options), max: amax(x, options) };
}

function argExtreme(kind: Kind, x: Tensor, dim: number | undefined, keepdim: boolean): Tensor {
  const op = `arg${kind}`;
  needTensor(op, x);
  const own = dim === undefined ? x.detach().reshape([x.numel]) : x.detach();
  const d = normalizeDim(op, dim ?? 0, own.ndim);
  needOrdered(op, own, own.ndim > 0 ? [d] : []);
  const flat = own.ndim === 0 ? own.reshape([1]) : own;
  const shape = flat.shape.map((n, i) => (i === d ? 1 : n));
  const y = dispatch("argReduce", [flat], [{ shape, dtype: "int32" }], { kind, dim: d })[0];
  if (dim === undefined) return y.reshape(keepdim ? x.shape.map(() => 1) : []);
  return keepdim ? y.reshape(x.shape.map((n, i) => (i === d ? 1 : n))) : y.squeeze(d);
}

/** Position (int32; PyTorch: int64) of the first largest element along `dim`, or in the flattened tensor. */
export const argmax = (x: Tensor, dim?: number, { keepdim = false } = {}): Tensor => argExtreme("max", x, dim, keepdim);
/** Position (int32; PyTorch: int64) of the first smallest element along `dim`, or in the flattened tensor. */
export const argmin = (x: Tensor, dim?: number, { keepdim = false } = {}): Tensor => argExtreme("min", x, dim, keepdim);

function withIndices(kind: Kind, x: Tensor, dim: number, keepdim: boolean): ValuesAndIndices {
  const kept = argExtreme(kind, x, dim, true);
  const values = x.ndim === 0 ? x : x.gather(dim, kept);
  return keepdim || x.ndim === 0
    ? { values, indices: kept }
    : { values: values.squeeze(dim), indices: kept.squeeze(dim) };
}

/** The largest element; NaN wins. Ties, or the NaNs, share the gradient. */
export function max(x: Tensor): Tensor;
/** The larger of two elements, see {@link maximum}. */
export function max(x: Tensor, other: Tensor): Tensor;
/** The largest along `dim` and where it first stands (int32). */
export function max(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function max(x: Tensor, dim?: number | Tensor, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  if (dim instanceof Tensor) return maximum(x, dim);
  return dim === undefined ? extreme("max", x, {}, { nanShares: true }) : withIndices("max", x, dim, keepdim);
}

/** The smallest element; NaN wins. Ties, or the NaNs, share the gradient. */
export function min(x: Tensor): Tensor;
/** The smaller of two elements, see {@link minimum}. */
export function min(x: Tensor, other: Tensor): Tensor;
/** The smallest along `dim` and where it first stands (int32). */
export function min(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function min(x: Tensor, dim?: number | Tensor, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  if (dim instanceof Tensor) return minimum(x, dim);
  return dim === undefined ? extreme("min", x, {}, { nanShares: true }) : withIndices("min", x, dim, keepdim);
}

const methods = { amax, amin, aminmax, argmax, argmin } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    max(): Tensor;
    max(other: Tensor): Tensor;
    max(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
    min(): Tensor;
    min(other: Tensor): Tensor;
    min(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
  }
}
attachMethods({ ...methods, max, min });

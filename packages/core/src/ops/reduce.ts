// Dimensions folded away: sum, mean, extremes and what is built from them.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, normalizeDim, normalizeDims, sameShape, Tensor, type DType, type Shape } from "../tensor/index.js"; // prettier-ignore
import { attachMethods, type MethodsOf } from "./method.js";
import { exclusiveProduct } from "./scan.js";

export interface ReduceOptions {
  /** Dimensions to fold away (default: all). */
  readonly dim?: number | readonly number[];
  /** Leave them with extent 1 (default false). */
  readonly keepdim?: boolean;
}
/** `(dim, { keepdim })` or `({ dim, keepdim })`. */
export type ReduceArgs = [
  dimOrOptions?: number | readonly number[] | ReduceOptions,
  options?: { readonly keepdim?: boolean },
];

interface Resolved {
  readonly dims: number[];
  readonly keepdim: boolean;
  /** The shape with the folded dimensions as 1. */
  readonly kept: number[];
}

function resolve(op: string, x: Tensor, [first, second]: ReduceArgs): Resolved {
  const isOptions = typeof first === "object" && !Array.isArray(first);
  const options: ReduceOptions = isOptions
    ? (first as ReduceOptions)
    : { ...(first !== undefined && { dim: first as number }), ...second };
  const dims = normalizeDims(op, options.dim, x.ndim);
  return { dims, keepdim: options.keepdim ?? false, kept: x.shape.map((n, i) => (dims.includes(i) ? 1 : n)) };
}

const finish = (y: Tensor, { keepdim, dims }: Resolved): Tensor => (keepdim || dims.length === 0 ? y : y.squeeze(dims));

type Kind = "sum" | "prod" | "max" | "min" | "any" | "all";

const raw = (kind: Kind, x: Tensor, { dims, kept }: Resolved, dtype: DType): Tensor =>
  dispatch("reduce", [x], [{ shape: kept, dtype }], { kind, dims })[0];

/** The sum; bool counts as int32, an empty sum is 0. */
export function sum(x: Tensor, ...args: ReduceArgs): Tensor {
  const r = resolve("sum", x, args);
  const own = x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x;
  if (r.dims.length === 0) return own;
  const y = differentiable("sum", [own], () => raw("sum", own, r, own.dtype), () => [(g) => g.expand(x.shape)]); // prettier-ignore
  return finish(y, r);
}

/** The gradient of a broadcast: `x` summed over the axes that `shape` lacks or holds as 1, as `torch.Tensor.sum_to_size`. */
export function sumToSize(x: Tensor, ...shape: number[] | [shape: Shape]): Tensor {
  const target = (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;
  if (sameShape(x.shape, target)) return x;
  const lead = x.ndim - target.length;
  const dims = x.shape.flatMap((n, i) => (i < lead || (target[i - lead] === 1 && n !== 1) ? [i] : []));
  const folded = dims.length > 0 ? sum(x, { dim: dims, keepdim: true }) : x;
  return folded.reshape(target);
}

const countOf = (x: Tensor, dims: readonly number[]): number => dims.reduce((p, d) => p * x.shape[d], 1);
const toFloat = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

/** The arithmetic mean; integers give float32, an empty mean is NaN. */
export function mean(x: Tensor, ...args: ReduceArgs): Tensor {
  const { dims } = resolve("mean", x, args);
  return sum(toFloat(x), ...args).div(countOf(x, dims));
}

/** The product; the gradient is exact where elements are 0. */
export function prod(x: Tensor, ...args: ReduceArgs): Tensor {
  const r = resolve("prod", x, args);
  const own = x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x;
  if (r.dims.length === 0) return own;
  const y = differentiable("prod", [own], () => raw("prod", own, r, own.dtype), () => [
    (g) => {
      // product of all others = product of those before · product of those after, along the folded axis
      const rest = x.shape.map((_, i) => i).filter((d) => !r.dims.includes(d));
      const order = [...rest, ...r.dims];
      const flat = own.permute(order).reshape([...rest.map((d) => x.shape[d]), -1]);
      const others = exclusiveProduct(flat, -1, false).mul(exclusiveProduct(flat, -1, true));
      const back = others.reshape(order.map((d) => x.shape[d])).permute(order.map((_, i) => order.indexOf(i)));
      return back.mul(g);
    },
  ]); // prettier-ignore
  return finish(y, r);
}

function refuseEmpty(op: string, x: Tensor, dims: readonly number[]): void {
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order. Reduce .abs().`);
  if (dims.some((d) => x.shape[d] === 0))
    throw new ShapeError(
      `${op}: shape=${formatShape(x.shape)} is empty along a reduced dimension, so there is no ${op}.`,
    );
}

function extreme(kind: "max" | "min", x: Tensor, args: ReduceArgs): Tensor {
  const op = kind === "max" ? "amax" : "amin";
  const r = resolve(op, x, args);
  refuseEmpty(op, x, r.dims);
  if (r.dims.length === 0) return x;
  const y = differentiable(op, [x], () => raw(kind, x, r, x.dtype), (out) => [
    (g) => {
      const winners = x.eq(out).to(x.dtype); // ties share the gradient equally
      return winners.div(winners.sum({ dim: r.dims, keepdim: true })).mul(g);
    },
  ]); // prettier-ignore
  return finish(y, r);
}

/** The largest element; ties share the gradient. NaN wins. */
export const amax = (x: Tensor, ...args: ReduceArgs): Tensor => extreme("max", x, args);
/** The smallest element; ties share the gradient. NaN wins. */
export const amin = (x: Tensor, ...args: ReduceArgs): Tensor => extreme("min", x, args);

function argExtreme(kind: "max" | "min", x: Tensor, dim: number | undefined, keepdim: boolean): Tensor {
  const op = `arg${kind}`;
  const own = dim === undefined ? x.detach().reshape([-1]) : x.detach();
  const d = normalizeDim(op, dim ?? 0, own.ndim);
  refuseEmpty(op, own, own.ndim > 0 ? [d] : []);
  const flat = own.ndim === 0 ? own.reshape([1]) : own;
  const shape = flat.shape.map((n, i) => (i === d ? 1 : n));
  const y = dispatch("argReduce", [flat], [{ shape, dtype: "int32" }], { kind, dim: d })[0];
  if (dim === undefined) return y.reshape(keepdim ? x.shape.map(() => 1) : []);
  return keepdim ? y.reshape(x.shape.map((n, i) => (i === d ? 1 : n))) : y.squeeze(d);
}

/** Position (int32) of the first largest element along `dim`, or in the flattened tensor. */
export const argmax = (x: Tensor, dim?: number, { keepdim = false } = {}): Tensor => argExtreme("max", x, dim, keepdim);
/** Position (int32) of the first smallest element along `dim`, or in the flattened tensor. */
export const argmin = (x: Tensor, dim?: number, { keepdim = false } = {}): Tensor => argExtreme("min", x, dim, keepdim);

export interface ValuesAndIndices {
  readonly values: Tensor;
  readonly indices: Tensor;
}

function withIndices(kind: "max" | "min", x: Tensor, dim: number, keepdim: boolean): ValuesAndIndices {
  const kept = argExtreme(kind, x, dim, true);
  const values = x.ndim === 0 ? x : x.gather(dim, kept);
  return keepdim || x.ndim === 0
    ? { values, indices: kept }
    : { values: values.squeeze(dim), indices: kept.squeeze(dim) };
}

/** The largest element; with `dim`, the largest along it and where it stands. */
export function max(x: Tensor): Tensor;
export function max(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function max(x: Tensor, dim?: number, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  return dim === undefined ? amax(x) : withIndices("max", x, dim, keepdim);
}

/** The smallest element; with `dim`, the smallest along it and where it stands. */
export function min(x: Tensor): Tensor;
export function min(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function min(x: Tensor, dim?: number, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  return dim === undefined ? amin(x) : withIndices("min", x, dim, keepdim);
}

function logical(kind: "any" | "all", x: Tensor, args: ReduceArgs): Tensor {
  const r = resolve(kind, x, args);
  const own = x.detach().to("bool");
  return r.dims.length === 0 ? own : finish(raw(kind, own, r, "bool"), r);
}

/** Whether any element is non-zero. */
export const any = (x: Tensor, ...args: ReduceArgs): Tensor => logical("any", x, args);
/** Whether all elements are non-zero. */
export const all = (x: Tensor, ...args: ReduceArgs): Tensor => logical("all", x, args);

export interface VarianceOptions extends ReduceOptions {
  /** Subtracted from the count in the divisor (default 1: the unbiased estimate). */
  readonly correction?: number;
}

function varianceArgs(
  first: number | readonly number[] | VarianceOptions | undefined,
  second: VarianceOptions | undefined,
): VarianceOptions {
  if (typeof first === "object" && !Array.isArray(first)) return first as VarianceOptions;
  return { ...second, ...(first !== undefined && { dim: first as number }) };
}

/** The variance, unbiased unless `correction` says otherwise: `(dim, { correction, keepdim })` or options alone. */
export function variance(
  x: Tensor,
  first?: number | readonly number[] | VarianceOptions,
  second?: VarianceOptions,
): Tensor {
  const options = varianceArgs(first, second);
  const { dims } = resolve("var", x, [options]);
  const own = toFloat(x);
  const centred = own.sub(mean(own, { ...options, keepdim: true }));
  const squares = isComplex(own.dtype) ? centred.abs().square() : centred.square();
  return sum(squares, options).div(Math.max(0, countOf(x, dims) - (options.correction ?? 1)));
}

/** The standard deviation, the square root of {@link variance}; the gradient is 0 where it is 0, as in PyTorch. */
export function std(x: Tensor, first?: number | readonly number[] | VarianceOptions, second?: VarianceOptions): Tensor {
  const spread = variance(x, first, second);
  // √ has no finite slope at 0: replace 0 by 1 before the root and put 0 back after it.
  const isZero = spread.eq(0);
  return spread.add(isZero.to(spread.dtype)).sqrt().where(isZero.logicalNot(), 0);
}

/** log Σ exp(x), without overflow. */
export function logsumexp(x: Tensor, ...args: ReduceArgs): Tensor {
  const r = resolve("logsumexp", x, args);
  const own = toFloat(x);
  const peak = amax(own.detach(), { dim: r.dims, keepdim: true });
  const safe = peak.where(peak.abs().ne(Infinity), 0);
  return finish(own.sub(safe).exp().sum({ dim: r.dims, keepdim: true }).log().add(safe), r);
}

/** The p-norm of the elements (default 2; Infinity and -Infinity take the extreme magnitude); the gradient at 0 is 0. */
export function norm(x: Tensor, p = 2, ...args: ReduceArgs): Tensor {
  if (Number.isNaN(p)) throw new ParameterError("norm: p=NaN must be a number. Use 1, 2 or Infinity.");
  const magnitude = toFloat(x).abs();
  if (p === Infinity) return amax(magnitude, ...args);
  if (p === -Infinity) return amin(magnitude, ...args);
  if (p === 0) return sum(magnitude.ne(0).to(magnitude.dtype), ...args);
  if (p === 1) return sum(magnitude, ...args);
  const total = sum(p === 2 ? magnitude.square() : magnitude.pow(p), ...args);
  // √ has no finite slope at 0: replace 0 by 1 before the root and put 0 back after it.
  const isZero = total.eq(0);
  const root = total.add(isZero.to(total.dtype));
  return (p === 2 ? root.sqrt() : root.pow(1 / p)).where(isZero.logicalNot(), 0);
}

const methods = {
  sum, sumToSize, mean, prod, amax, amin, argmax, argmin, max, min, any, all, std, var: variance, logsumexp, norm,
} as const; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends Omit<MethodsOf<typeof methods>, "max" | "min"> {
    max(): Tensor;
    max(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
    min(): Tensor;
    min(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
  }
}
attachMethods(methods);

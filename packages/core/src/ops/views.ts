// Other shapes on the same memory: nothing here copies, except reshape where the memory does not allow it.
import { differentiable } from "../autograd/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, inferShape, needTensor, normalizeDim, normalizeDims, sameShape, Tensor, viewStrides, type Shape } from "../tensor/index.js"; // prettier-ignore
import { attachMethods, type MethodsOf } from "./method.js";

/** A shape as one array or as separate numbers, as PyTorch takes it. */
export type ShapeArgs = number[] | [shape: readonly number[]];
export const listOf = (args: ShapeArgs): readonly number[] =>
  Array.isArray(args[0]) ? args[0] : (args as readonly number[]);

function viewOf(
  name: string,
  x: Tensor,
  shape: Shape,
  strides: readonly number[],
  offset: number,
  back: (g: Tensor) => Tensor,
): Tensor {
  return differentiable(name, [x], () => new Tensor(x.storage, shape, { dtype: x.dtype, strides, offset }), () => [back]); // prettier-ignore
}

/** The same elements under another shape, as a view; one extent may be -1. @throws ShapeError where a copy would be needed */
export function view(x: Tensor, ...shape: ShapeArgs): Tensor {
  needTensor("view", x);
  const target = inferShape("view", x.numel, listOf(shape));
  const strides = viewStrides(x.shape, x.strides, target);
  if (!strides)
    throw new ShapeError(
      `view: shape=${formatShape(target)} does not fit the memory of a ${formatShape(x.shape)} tensor with strides ${formatShape(x.strides)}. Use reshape().`,
    );
  return viewOf("view", x, target, strides, x.offset, (g) => g.reshape(x.shape));
}

/** The same elements under another shape; a view where possible, a copy otherwise. One extent may be -1. */
export function reshape(x: Tensor, ...shape: ShapeArgs): Tensor {
  needTensor("reshape", x);
  const target = inferShape("reshape", x.numel, listOf(shape));
  if (sameShape(target, x.shape)) return x;
  return view(viewStrides(x.shape, x.strides, target) ? x : x.clone(), target);
}

/** The dimensions in another order. */
export function permute(x: Tensor, ...dims: ShapeArgs): Tensor {
  needTensor("permute", x);
  const order = listOf(dims).map((d) => normalizeDim("permute", d, x.ndim));
  if (order.length !== x.ndim || new Set(order).size !== x.ndim)
    throw new ParameterError(
      `permute: dims=${formatShape(listOf(dims))} must name each of the ${x.ndim} dimensions once.`,
    );
  const pick = (list: readonly number[]): number[] => order.map((d) => list[d]);
  const inverse = order.map((_, i) => order.indexOf(i));
  return viewOf("permute", x, pick(x.shape), pick(x.strides), x.offset, (g) => g.permute(inverse));
}

/** Two dimensions swapped. */
export function transpose(x: Tensor, dim0: number, dim1: number): Tensor {
  needTensor("transpose", x);
  const order = x.shape.map((_, i) => i);
  const [a, b] = [normalizeDim("transpose", dim0, x.ndim), normalizeDim("transpose", dim1, x.ndim)];
  [order[a], order[b]] = [b, a];
  return x.ndim === 0 ? x : permute(x, order);
}

/** The transpose of a matrix; tensors of fewer dimensions are returned as they are. */
export function t(x: Tensor): Tensor {
  needTensor("t", x);
  if (x.ndim > 2)
    throw new ShapeError(`t: shape=${formatShape(x.shape)} has more than 2 dimensions. Use transpose(dim0, dim1).`);
  return x.ndim < 2 ? x : transpose(x, 0, 1);
}

/** A new dimension of extent 1 at `dim`. */
export function unsqueeze(x: Tensor, dim: number): Tensor {
  needTensor("unsqueeze", x);
  const at = normalizeDim("unsqueeze", dim, x.ndim + 1);
  const put = (list: readonly number[], value: number): number[] => [...list.slice(0, at), value, ...list.slice(at)];
  return viewOf("unsqueeze", x, put(x.shape, 1), put(x.strides, 1), x.offset, (g) => g.reshape(x.shape));
}

/** Without the dimensions of extent 1, or without those of them that `dim` names. */
export function squeeze(x: Tensor, dim?: number | readonly number[]): Tensor {
  needTensor("squeeze", x);
  const drop = new Set(normalizeDims("squeeze", dim, x.ndim).filter((d) => x.shape[d] === 1));
  if (drop.size === 0) return x;
  const keep = (list: readonly number[]): number[] => list.filter((_, i) => !drop.has(i));
  return viewOf("squeeze", x, keep(x.shape), keep(x.strides), x.offset, (g) => g.reshape(x.shape));
}

/** Extents of 1 read as larger ones without a copy; -1 keeps an extent. */
export function expand(x: Tensor, ...shape: ShapeArgs): Tensor {
  needTensor("expand", x);
  const wanted = listOf(shape);
  const lead = wanted.length - x.ndim;
  const target = wanted.map((n, i) => (n === -1 && i >= lead ? x.shape[i - lead] : n));
  const fits =
    lead >= 0 &&
    target.every(
      (n, i) => Number.isInteger(n) && n >= 0 && (i < lead || x.shape[i - lead] === n || x.shape[i - lead] === 1),
    );
  if (!fits)
    throw new ShapeError(
      `expand: shape=${formatShape(wanted)} does not extend ${formatShape(x.shape)}: only extents of 1 can grow.`,
    );
  const strides = target.map((n, i) => (i < lead || (x.shape[i - lead] === 1 && n !== 1) ? 0 : x.strides[i - lead]));
  return viewOf("expand", x, target, strides, x.offset, (g) => g.sumToSize(x.shape));
}

/** The dimensions from `startDim` to `endDim` joined into one. */
export function flatten(x: Tensor, startDim = 0, endDim = -1): Tensor {
  needTensor("flatten", x);
  if (x.ndim === 0) return reshape(x, [1]);
  const [a, b] = [normalizeDim("flatten", startDim, x.ndim), normalizeDim("flatten", endDim, x.ndim)];
  if (a > b) throw new ParameterError(`flatten: startDim=${startDim} lies after endDim=${endDim}.`);
  const joined = x.shape.slice(a, b + 1).reduce((p, n) => p * n, 1);
  return reshape(x, [...x.shape.slice(0, a), joined, ...x.shape.slice(b + 1)]);
}

/** One dimension split into several; one of `sizes` may be -1. */
export function unflatten(x: Tensor, dim: number, sizes: Shape): Tensor {
  needTensor("unflatten", x);
  const d = normalizeDim("unflatten", dim, x.ndim);
  const parts = inferShape("unflatten", x.shape[d], sizes);
  return reshape(x, [...x.shape.slice(0, d), ...parts, ...x.shape.slice(d + 1)]);
}

/** Every `step`-th of the elements start … start + length·step − 1 along one dimension. */
export function stepSlice(x: Tensor, dim: number, start: number, length: number, step = 1): Tensor {
  const put = (list: readonly number[], value: number): number[] => list.map((v, i) => (i === dim ? value : v));
  const shape = put(x.shape, length);
  const strides = put(x.strides, x.strides[dim] * step);
  return viewOf("slice", x, shape, strides, x.offset + start * x.strides[dim], (g) =>
    unslice(g, x.shape, dim, start, step),
  );
}

/** Zeros of `shape` with `g` where the slice was: the gradient of a slice, linear in `g`. */
function unslice(g: Tensor, shape: Shape, dim: number, start: number, step: number): Tensor {
  const forward = (): Tensor => {
    const out = g.newZeros(shape);
    stepSlice(out, dim, start, g.shape[dim], step).copy_(g);
    return out;
  };
  return differentiable("unslice", [g], forward, () => [(gg) => stepSlice(gg, dim, start, g.shape[dim], step)]);
}

/** `length` elements from `start` along `dim`. */
export function narrow(x: Tensor, dim: number, start: number, length: number): Tensor {
  needTensor("narrow", x);
  const d = normalizeDim("narrow", dim, x.ndim);
  const from = start < 0 ? start + x.shape[d] : start;
  if (!Number.isInteger(from) || !Number.isInteger(length) || from < 0 || length < 0 || from + length > x.shape[d])
    throw new ParameterError(
      `narrow: start=${start}, length=${length} leaves dimension ${d} of ${formatShape(x.shape)}.`,
    );
  return stepSlice(x, d, from, length);
}

/** The slice at `index` along `dim`, without that dimension. */
export function select(x: Tensor, dim: number, index: number): Tensor {
  needTensor("select", x);
  const d = normalizeDim("select", dim, x.ndim);
  const extent = x.shape[d];
  if (!Number.isInteger(index)) throw new ParameterError(`select: index=${index} must be an integer.`);
  if (x.ndim === 0 || index < -extent || index >= extent)
    throw new ParameterError(`select: index=${index} is out of range for dimension ${d} of ${formatShape(x.shape)}.`);
  return squeeze(stepSlice(x, d, index < 0 ? index + extent : index, 1), d);
}

/** Windows along one dimension, as `torch.Tensor.unfold`; `unfold` in patches.ts takes the name. */
export function windowsView(x: Tensor, dim: number, size: number, step: number): Tensor {
  if (x.ndim === 0) return select(windowsView(x.reshape([1]), dim, size, step), 0, 0);
  const d = normalizeDim("unfold", dim, x.ndim);
  if (!Number.isInteger(size) || !Number.isInteger(step) || size < 1 || step < 1 || size > x.shape[d])
    throw new ParameterError(
      `unfold: size=${size}, step=${step} must be integers ≥ 1 with size ≤ ${x.shape[d]}, the extent of dimension ${d}.`,
    );
  const shape = [...x.shape.map((n, i) => (i === d ? Math.floor((n - size) / step) + 1 : n)), size];
  const strides = [...x.strides.map((s, i) => (i === d ? s * step : s)), x.strides[d]];
  return viewOf("unfold", x, shape, strides, x.offset, (g) => {
    // [.., windows, .., size] → [..., size, windows], added up, then the dimension back to its place
    const frames = g.transpose(d, -2).permute(...g.shape.map((_, i) => i).slice(0, -2), g.ndim - 1, g.ndim - 2);
    return frames.overlapAdd({ hopLength: step, length: x.shape[d] }).transpose(d, -1);
  });
}

const methods = {
  view, reshape, permute, transpose, t, unsqueeze, squeeze, expand, flatten, unflatten, narrow, select,
} as const; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

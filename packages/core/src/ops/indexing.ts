// `t.get(0, slice(1, -1), null, mask)`: Python's square brackets.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { select, stepSlice, unsqueeze } from "./views.js";

export interface Slice {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number;
}

/** `start:stop:step` of Python: one argument is the stop; undefined leaves an end open; negatives count from the end. */
export function slice(stop?: number): Slice;
export function slice(start: number | undefined, stop: number | undefined, step?: number): Slice;
export function slice(...args: (number | undefined)[]): Slice {
  const [start, stop, step = 1] = args.length < 2 ? [undefined, args[0]] : args;
  if (!Number.isInteger(step) || step < 1)
    throw new ParameterError(`slice: step=${step} must be an integer ≥ 1. Reverse with flip().`);
  return { start, stop, step };
}

/**
 * One entry per dimension: a number drops it, a `slice` cuts it, null adds one, "..." stands for as many full ones as
 * needed, an int32 tensor or list picks along it, a bool tensor (as its own last entry shape) keeps where it is true.
 */
export type Index = number | Slice | null | "..." | Tensor | readonly number[];

const isTensor = (x: Index): x is Tensor => typeof x === "object" && x !== null && "storage" in x;
const consumed = (x: Index): number => (x === null || x === "..." ? 0 : isTensor(x) && x.dtype === "bool" ? x.ndim : 1);

function bounds(extent: number, { start, stop }: Slice): [number, number] {
  const clip = (v: number): number => Math.min(Math.max(v < 0 ? v + extent : v, 0), extent);
  return [clip(start ?? 0), clip(stop ?? extent)];
}

function expandEllipsis(x: Tensor, indices: readonly Index[]): Index[] {
  const used = indices.reduce<number>((n, i) => n + consumed(i), 0);
  const dots = indices.filter((i) => i === "...").length;
  if (used > x.ndim || dots > 1)
    throw new ShapeError(
      `get: ${used} indices and ${dots} ellipses do not suit shape ${formatShape(x.shape)}: at most ${x.ndim} indices and one "...".`,
    );
  const fill = Array.from({ length: x.ndim - used }, () => slice());
  return indices.flatMap((i) => (i === "..." ? fill : [i]));
}

function pickMasked(y: Tensor, dim: number, mask: Tensor): Tensor {
  if (mask.shape.some((n, i) => n !== y.shape[dim + i]))
    throw new ShapeError(
      `get: mask ${formatShape(mask.shape)} does not fit ${formatShape(y.shape)} from dimension ${dim}.`,
    );
  const kept: number[] = [];
  mask.dataSync().forEach((v, i) => {
    if (v !== 0) kept.push(i);
  });
  const flat = mask.ndim > 1 ? y.flatten(dim, dim + mask.ndim - 1) : y;
  return flat.indexSelect(dim, flat.newTensor(Int32Array.from(kept)));
}

/**
 * The part of `x` that the indices name; a view unless a tensor picks elements. A mask reads values, so it works on
 * the CPU only.
 *
 * @example x.get(0, slice(1, -1)) // x[0, 1:-1]
 */
export function get(x: Tensor, ...indices: Index[]): Tensor {
  let y = x;
  let dim = 0;
  let picked = 0;
  for (const index of expandEllipsis(x, indices)) {
    if (index === null) y = unsqueeze(y, dim++);
    else if (typeof index === "number") y = select(y, dim, index);
    else if (Array.isArray(index) || isTensor(index as Index)) {
      if (++picked > 1)
        throw new ParameterError(
          "get: more than one index tensor. Pick along one dimension at a time, or use gather().",
        );
      const list = Array.isArray(index) ? y.newTensor(Int32Array.from(index)) : (index as Tensor);
      if (list.dtype === "bool") {
        y = pickMasked(y, dim++, list);
        continue;
      }
      const extent = y.shape[dim];
      const wrapped = list.device === "cpu" ? list.where(list.ge(0), list.add(extent)) : list;
      y = y.indexSelect(dim, wrapped.reshape([-1])).unflatten(dim, list.shape);
      dim += list.ndim;
    } else if (typeof index === "object") {
      const range = index as Slice;
      const [from, to] = bounds(y.shape[dim], range);
      y = stepSlice(y, dim, from, Math.max(0, Math.ceil((to - from) / range.step)), range.step);
      dim++;
    }
  }
  return y;
}

/** Overwrites the part that the indices name with a number or a tensor that broadcasts; not recorded. Returns `x`. */
export function set(x: Tensor, indices: readonly Index[], value: Tensor | number): Tensor {
  if (indices.some((i) => Array.isArray(i) || isTensor(i)))
    throw new ParameterError("set: an index tensor cannot be written through. Use where() or scatterAdd().");
  const part = get(x, ...indices);
  if (typeof value === "number") part.fill_(value);
  else part.copy_(value);
  return x;
}

const methods = { get, set } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Which of the elements that an index sends along a dimension come to a place. Sorting answers it on every device.
import { ShapeError } from "../errors/index.js";
import { formatShape, normalizeDim, type Shape, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { arange, onesLike } from "./create.js";
import { gather } from "./gather.js";
import { cat } from "./join.js";
import { checkPositions, needInt32 } from "./positions.js";
import { sort } from "./sort.js";

/** A one-dimensional index read along `dim` of x: as wide as the slices that it names. */
export function spreadIndex(
  op: string,
  x: Tensor,
  dim: number,
  index: Tensor,
): { d: number; wide: Tensor; shape: number[] } {
  const d = normalizeDim(op, dim, x.ndim);
  needInt32(op, index);
  if (index.ndim > 1)
    throw new ShapeError(`${op}: index ${formatShape(index.shape)} must be one-dimensional. Use index.flatten().`);
  checkPositions(op, index, d, x.shape);
  const shape = x.shape.map((n, i) => (i === d ? index.numel : n));
  return { d, wide: index.reshape(shape.map((n, i) => (i === d ? n : 1))).expand(shape), shape };
}

/** The shape of x as far as the index reaches: it may be shorter along the other dimensions. */
export const regionOf = (x: Tensor, dim: number, index: Tensor): number[] =>
  x.shape.map((n, i) => (i === dim ? n : index.shape[i]));

/** A result of the region's shape with zeros around it as far as `shape` reaches. */
export function widen(t: Tensor, shape: Shape): Tensor {
  const missing = shape.map((n, i) => n - t.shape[i]).reverse();
  return missing.some((n) => n > 0) ? t.pad(missing.flatMap((n) => [0, n])) : t;
}

/** True at the last of each run of equal elements along `dim`. */
function runEnds(sorted: Tensor, dim: number): Tensor {
  const n = sorted.shape[dim];
  const changes = sorted.narrow(dim, 0, n - 1).ne(sorted.narrow(dim, 1, n - 1));
  return cat([changes, onesLike(sorted.narrow(dim, 0, 1), { dtype: "bool" })], dim);
}

/** For every place of `shape`, 1 + the position in the source of the last element that goes there; 0 where none does. */
export function lastSource(index: Tensor, dim: number, shape: Shape): Tensor {
  // Sorted stably, the last of each run of equal places is the last in the source.
  const { values, indices } = sort(index, { dim });
  const marks = where(runEnds(values, dim), indices.add(1), 0);
  return index.newZeros(shape).scatterAdd(dim, values, marks);
}

/** Folds what comes `before` an element into the element's own, where both belong together. */
export type Fold = (own: Tensor, before: Tensor, together: Tensor) => Tensor;

/**
 * What comes to each place of `shape`, folded; anything where nothing does, which `hit` tells. In log2(n) steps every
 * sorted element takes in the one 1, 2, 4, … before it while both go to the same place.
 */
export function foldSources(
  index: Tensor,
  dim: number,
  source: Tensor,
  shape: Shape,
  fold: Fold,
): { folded: Tensor; hit: Tensor } {
  const { values: places, indices: order } = sort(index, { dim });
  const n = index.shape[dim];
  let folded = gather(source, dim, order);
  for (let step = 1; step < n; step *= 2) {
    const cut = (t: Tensor, start: number): Tensor => t.narrow(dim, start, n - step);
    const together = cut(places, 0).eq(cut(places, step));
    folded = cat([folded.narrow(dim, 0, step), fold(cut(folded, step), cut(folded, 0), together)], dim);
  }
  const numbers = arange(1, n + 1, { dtype: "int32", device: index.device });
  const along = numbers.reshape(index.shape.map((_, i) => (i === dim ? n : 1)));
  const ends = index.newZeros(shape).scatterAdd(dim, places, where(runEnds(places, dim), along, 0));
  return { folded: gather(folded, dim, ends.sub(1).maximum(0)), hit: ends.gt(0) };
}

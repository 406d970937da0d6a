// Any strided view as a choice of elements, one list of places for every item of the batch.
import type { View } from "@sonograd/core";
import { isFixed, isMultiple, lin, sameLin, type Lin } from "./linear-number.js";
import { shapeOf, type ViewPair } from "./view-pair.js";

export interface GatherPlan {
  /** The memory as [elements], or [items, elements of one item]. */
  readonly flat: readonly Lin[];
  /** Which elements are taken, slowest dimension first. */
  readonly places: readonly number[];
  /** What is taken, items first. */
  readonly taken: readonly Lin[];
  /** Its dimensions in the order of the view. */
  readonly order: readonly number[];
}

const size = (shape: readonly Lin[]): number => shape.reduce((product, n) => product * n.fixed, 1);

/**
 * The elements that `views` read of memory that holds `shape` row by row; undefined where a view goes across items or takes
 * some of them only.
 */
export function gatherPlan(shape: readonly Lin[], views: ViewPair): GatherPlan | undefined {
  const [view, other] = views;
  const hasItems = shape.length > 0 && !isFixed(shape[0]);
  const inner = hasItems ? shape.slice(1) : shape;
  if (!inner.every(isFixed) || (hasItems && !isMultiple(shape[0]))) return undefined;
  const perItem = size(inner);
  const extents = shapeOf(views);
  const items = extents.findIndex((n) => !isFixed(n));
  if (hasItems !== items >= 0) return undefined;
  if (hasItems && !(sameLin(extents[items], shape[0]) && view.strides[items] === perItem)) return undefined;
  if (view.offset !== other.offset || view.strides.some((stride, i) => stride !== other.strides[i])) return undefined;
  const dims = extents.map((_, i) => i).filter((i) => i !== items);
  const places = placesOf(view, dims);
  if (places.some((place) => place >= perItem)) return undefined;
  const own = dims.map((i) => (view.strides[i] === 0 ? lin(1) : extents[i]));
  return {
    flat: hasItems ? [shape[0], lin(perItem)] : [lin(perItem)],
    places,
    taken: hasItems ? [shape[0], ...own] : own,
    order: extents.map((_, i) => (i === items ? 0 : dims.indexOf(i) + (hasItems ? 1 : 0))),
  };
}

/** Offsets of the elements along some dimensions; along those that repeat themselves (stride 0) of the first only. */
function placesOf({ shape, strides, offset }: View, dims: readonly number[]): number[] {
  let places = [offset];
  for (const i of dims) {
    const steps = Array.from({ length: strides[i] === 0 ? 1 : shape[i] }, (_, k) => k * strides[i]);
    places = places.flatMap((place) => steps.map((step) => place + step));
  }
  return places;
}

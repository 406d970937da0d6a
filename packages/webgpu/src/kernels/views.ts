// Fewer axes for the same elements: neighbouring axes that every operand steps through regularly become one.
import type { View } from "@sonograd/core";

/**
 * The views with a common, shorter shape. All have the first one's shape; axes of extent 1 go away. A scalar keeps
 * one axis, so that kernels always have one.
 */
export function coalesce(views: readonly View[]): View[] {
  const source = views[0].shape;
  const shape: number[] = [];
  const strides: number[][] = views.map(() => []);
  for (let axis = 0; axis < source.length; axis++) {
    const extent = source[axis];
    if (extent === 1) continue;
    const last = shape.length - 1;
    const joins = last >= 0 && views.every((v, k) => strides[k][last] === v.strides[axis] * extent);
    if (joins) {
      shape[last] *= extent;
      views.forEach((v, k) => (strides[k][last] = v.strides[axis]));
    } else {
      shape.push(extent);
      views.forEach((v, k) => strides[k].push(v.strides[axis]));
    }
  }
  if (shape.length === 0) {
    shape.push(1);
    strides.forEach((s) => s.push(0));
  }
  return views.map((v, k) => ({ storage: v.storage, dtype: v.dtype, offset: v.offset, shape, strides: strides[k] }));
}

/** A view with other axes: `axes` picks old ones by number. */
export const pickAxes = (view: View, axes: readonly number[]): View => ({
  storage: view.storage,
  dtype: view.dtype,
  offset: view.offset,
  shape: axes.map((a) => view.shape[a]),
  strides: axes.map((a) => view.strides[a]),
});

/** The same view under another shape and strides. */
export const reshaped = (view: View, shape: readonly number[], strides: readonly number[]): View => ({
  storage: view.storage,
  dtype: view.dtype,
  offset: view.offset,
  shape,
  strides,
});

/** Batch axes (all but the last `kept[k]` of view k) joined where possible; the kept ones stay. `rank` counts the batch axes left. */
export function coalesceBatch(views: readonly View[], kept: readonly number[]): { views: View[]; rank: number } {
  const batch = coalesce(views.map((v, k) => pickAxes(v, range(v.shape.length - kept[k]))));
  const joined = views.map((v, k) => {
    const from = v.shape.length - kept[k];
    return reshaped(v, [...batch[k].shape, ...v.shape.slice(from)], [...batch[k].strides, ...v.strides.slice(from)]);
  });
  return { views: joined, rank: batch[0].shape.length };
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A view with axis `dim` last; one without axes counts as one of one element. */
export function axisLast(view: View, dim: number): View {
  if (view.shape.length === 0) return reshaped(view, [1], [0]);
  return pickAxes(view, [...range(view.shape.length).filter((axis) => axis !== dim), dim]);
}

/** Views of one line per batch element: batch axes joined, axis `dim` last. */
export const linesAlong = (views: readonly View[], dim: number): { views: View[]; rank: number } =>
  coalesceBatch(
    views.map((view) => axisLast(view, dim)),
    views.map(() => 1),
  );

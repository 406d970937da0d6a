// Contiguous arrays for kernels that want plain indices.
import { isContiguous, makeArray, sizeOf, slotsOf, type TypedArray, type View } from "../tensor/index.js";
import { copyElements } from "./kernels/copy.js";
import { CpuStorage, dataOf } from "./storage.js";

/** The view's elements row by row: a window on its storage where it is contiguous, otherwise a copy. Do not write to it. */
export function dense(view: View): TypedArray {
  const size = sizeOf(view.shape);
  if (isContiguous(view.shape, view.strides)) return windowOf(view, size);
  const data = makeArray(view.dtype, size);
  copyElements(view, contiguousView(view, data));
  return data;
}

/** The view's elements to write to, row by row; what is written must be handed to `putBack`. */
export const writable = (view: View): TypedArray =>
  isContiguous(view.shape, view.strides) ? windowOf(view, sizeOf(view.shape)) : dense(view);

/** Stores what was written to an array from `writable`; nothing to do for contiguous views. */
export function putBack(view: View, data: TypedArray): void {
  if (!isContiguous(view.shape, view.strides)) copyElements(contiguousView(view, data), view);
}

function windowOf(view: View, size: number): TypedArray {
  const data = dataOf(view);
  const slots = slotsOf(view.dtype);
  if (view.offset === 0 && data.length === size * slots) return data;
  return data.subarray(view.offset * slots, (view.offset + size) * slots);
}

function contiguousView(like: View, data: TypedArray): View {
  const storage = new CpuStorage(like.dtype, sizeOf(like.shape), data);
  const strides: number[] = Array.from({ length: like.shape.length });
  let step = 1;
  for (let axis = like.shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= like.shape[axis];
  }
  return { storage, dtype: like.dtype, shape: like.shape, strides, offset: 0 };
}

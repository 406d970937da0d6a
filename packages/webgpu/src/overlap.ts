// Which views meet in memory. WebGPU refuses a buffer that one dispatch binds for reading and for writing; kernels bind it
// once under one element type (see KernelBuilder), and then only views that share elements are in each other's way.
import type { View } from "@sonograd/core";
import { storageType } from "./kernels/wgsl-types.js";
import { GpuStorage } from "./storage.js";

/** First and last element of a view, counted from the start of the buffer; null for an empty one. */
function extent({ shape, strides, offset, storage }: View): [number, number] | null {
  if (shape.includes(0)) return null;
  let low = offset + (storage as GpuStorage).base;
  let high = low;
  shape.forEach((n, axis) => {
    const reach = (n - 1) * strides[axis];
    if (reach < 0) low += reach;
    else high += reach;
  });
  return [low, high];
}

/** Whether two views lie in one buffer in a way that one dispatch cannot have, if one of them is written. */
export function collide(a: View, b: View): boolean {
  if (!(a.storage instanceof GpuStorage) || !(b.storage instanceof GpuStorage)) return false;
  if (a.storage.slot !== b.storage.slot) return false;
  if (storageType(a.dtype) !== storageType(b.dtype)) return true;
  const [x, y] = [extent(a), extent(b)];
  return x !== null && y !== null && x[0] <= y[1] && y[0] <= x[1];
}

/** The same elements under the same coordinates. */
export const coincide = (a: View, b: View): boolean =>
  a.storage instanceof GpuStorage &&
  b.storage instanceof GpuStorage &&
  a.storage.slot === b.storage.slot &&
  a.storage.start === b.storage.start &&
  a.dtype === b.dtype &&
  a.offset === b.offset &&
  a.shape.length === b.shape.length &&
  a.shape.every((n, axis) => n === b.shape[axis] && (n === 1 || a.strides[axis] === b.strides[axis]));

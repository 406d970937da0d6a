// What a tensor of the traced model is in the runs with both batch sizes, and as an ONNX value.
import type { View } from "@sonograd/core";
import { lineThrough, type Lin } from "./linear-number.js";

/** One view in the runs with both batch sizes. */
export type ViewPair = readonly [first: View, second: View];

/** A named ONNX value and its extents. */
export interface Value {
  readonly name: string;
  readonly shape: readonly Lin[];
}

/** Extents of a view in both runs as lines. */
export const shapeOf = ([a, b]: ViewPair): Lin[] => a.shape.map((n, i) => lineThrough(n, b.shape[i]));

/** Whether a view is the whole of its storage, row by row. */
export function isWhole(view: View): boolean {
  let stride = 1;
  for (let i = view.shape.length - 1; i >= 0; i--) {
    if (view.shape[i] !== 1 && view.strides[i] !== stride) return false;
    stride *= view.shape[i];
  }
  return view.offset === 0 && stride === view.storage.length;
}

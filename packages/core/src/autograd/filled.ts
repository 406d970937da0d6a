// Gradients out of nothing.
import { allocate, dispatchInto, scalar } from "../backend/index.js";
import type { GradSpec, Tensor } from "../tensor/index.js";

/** Zeros or ones as the gradient of a tensor like `spec`. */
export function filled({ device, shape, dtype }: GradSpec, value: 0 | 1): Tensor {
  const out = allocate(device, shape, dtype);
  if (value !== 0) dispatchInto("map", [], [out], { expr: scalar(0, dtype), scalars: [value] });
  return out;
}

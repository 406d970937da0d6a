// WebGPU refuses a buffer that one dispatch reads and writes, even in different places. A call whose output shares a storage
// with an input or another output goes through temporaries.
import type { PrimitiveCall, View } from "@sonograd/core";
import { contiguousStrides } from "@sonograd/core";
import { copyKernel } from "./kernels/map.js";
import type { LowerContext } from "./kernels/kernel.js";
import { lower } from "./lowering.js";

/** Emits the kernels of `call`, with copies around them where storages overlap. */
export function lowerWithoutAliasing(call: PrimitiveCall, context: LowerContext): void {
  // The optimizer updates in place through one read_write binding per tensor.
  if (call.name === "optimizerStep" || !overlaps(call)) {
    lower(call, context);
    return;
  }
  const inputs = call.inputs.map((view) =>
    call.outputs.some((out) => out.storage === view.storage) ? copied(view, context) : view,
  );
  const shared = call.outputs.map((view, k) =>
    call.outputs.some((other, j) => j !== k && other.storage === view.storage),
  );
  const outputs = call.outputs.map((view, k) => (shared[k] ? context.temporary(view.dtype, view.shape) : view));
  lower({ ...call, inputs, outputs }, context);
  call.outputs.forEach((view, k) => shared[k] && context.emit(copyKernel(outputs[k], view)));
}

function overlaps(call: PrimitiveCall): boolean {
  const written = new Set(call.outputs.map((view) => view.storage));
  return written.size < call.outputs.length || call.inputs.some((view) => written.has(view.storage));
}

// Broadcast axes (stride 0) are copied once.
function copied(view: View, context: LowerContext): View {
  const shape = view.shape.map((extent, axis) => (view.strides[axis] === 0 ? Math.min(extent, 1) : extent));
  const compact = context.temporary(view.dtype, shape);
  context.emit(copyKernel({ ...narrowed(view), shape }, compact));
  const strides = contiguousStrides(shape).map((stride, axis) => (view.strides[axis] === 0 ? 0 : stride));
  return { storage: compact.storage, dtype: view.dtype, offset: 0, shape: view.shape, strides };
}

// A Tensor's spread would drop its getters and carry its tape along.
const narrowed = (view: View): View => ({
  storage: view.storage,
  dtype: view.dtype,
  shape: view.shape,
  strides: view.strides,
  offset: view.offset,
});

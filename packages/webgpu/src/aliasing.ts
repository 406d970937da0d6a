// A call whose output meets an input or another output in memory goes through temporaries, unless it works element by
// element on the very same ones.
import { contiguousStrides, type PrimitiveCall, type PrimitiveName, type View } from "@sonograd/core";
import { copyKernel } from "./kernels/map.js";
import type { LowerContext } from "./kernels/kernel.js";
import { lower } from "./lowering.js";
import { coincide, collide } from "./overlap.js";

const ELEMENTWISE: ReadonlySet<PrimitiveName> = new Set(["map", "fusedMap", "copy", "optimizerStep"]);

/** Emits the kernels of `call`, with copies around them where views meet. */
export function lowerWithoutAliasing(call: PrimitiveCall, context: LowerContext): void {
  const inPlace = ELEMENTWISE.has(call.name);
  const isRead = (view: View): boolean =>
    call.outputs.some((out) => collide(view, out) && !(inPlace && coincide(view, out)));
  const meets = call.outputs.map((view, k) => call.outputs.some((other, j) => j !== k && collide(view, other)));
  if (!meets.includes(true) && !call.inputs.some(isRead)) {
    lower(call, context);
    return;
  }
  const inputs = call.inputs.map((view) => (isRead(view) ? copied(view, context) : view));
  const outputs = call.outputs.map((view, k) => (meets[k] ? context.temporary(view.dtype, view.shape) : view));
  lower(withViews(call, inputs, outputs), context);
  call.outputs.forEach((view, k) => meets[k] && context.emit(copyKernel(outputs[k], view)));
}

/** The call on other views; its attributes stay those of `call`, which may change. */
export const withViews = (call: PrimitiveCall, inputs: readonly View[], outputs: readonly View[]): PrimitiveCall => ({
  name: call.name,
  inputs,
  outputs,
  get attrs() {
    return call.attrs;
  },
});

// Broadcast axes (stride 0) are copied once.
function copied(view: View, context: LowerContext): View {
  const shape = view.shape.map((extent, axis) => (view.strides[axis] === 0 ? Math.min(extent, 1) : extent));
  const compact = context.temporary(view.dtype, shape);
  context.emit(copyKernel({ ...plain(view), shape }, compact));
  const strides = contiguousStrides(shape).map((stride, axis) => (view.strides[axis] === 0 ? 0 : stride));
  return { storage: compact.storage, dtype: view.dtype, offset: 0, shape: view.shape, strides };
}

/** A Tensor's spread would drop its getters and carry its tape along. */
export const plain = ({ storage, dtype, shape, strides, offset }: View): View => ({
  storage,
  dtype,
  shape,
  strides,
  offset,
});

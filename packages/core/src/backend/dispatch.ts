// The one door to the backends: every primitive of every op goes through `dispatch`, so a capture sees all of them.
import { BackendError, DTypeError } from "../errors/index.js";
import { sizeOf, Tensor, type Device, type DType, type Shape, type TypedArray, type View } from "../tensor/index.js";
import type { PrimitiveCall } from "./backend.js";
import type { PrimitiveAttrs, PrimitiveName } from "./primitives.js";
import { backendOf } from "./registry.js";
import { trackStorage } from "./scope.js";

export interface OutputSpec {
  readonly shape: Shape;
  readonly dtype: DType;
}

type Listener = (call: PrimitiveCall) => void;
const listeners: Listener[] = [];

/** Calls `listener` with every primitive that runs inside `fn`. */
export function capture<T>(listener: Listener, fn: () => T): T {
  listeners.push(listener);
  try {
    return fn();
  } finally {
    listeners.splice(listeners.lastIndexOf(listener), 1);
  }
}

/** A fresh contiguous tensor on `device`; its elements are zero. */
export function allocate(device: Device, shape: Shape, dtype: DType): Tensor {
  const backend = backendOf(device);
  if (!backend.dtypes.has(dtype))
    throw new DTypeError(
      `dtype="${dtype}" is not available on device "${device}". Convert with .to("${dtype === "float64" ? "float32" : "complex64"}") or use the CPU.`,
    );
  return new Tensor(trackStorage(backend.allocate(dtype, sizeOf(shape))), shape);
}

/** A tensor over the host's `data` on `device`; the CPU keeps the array itself. */
export function adopt(device: Device, shape: Shape, dtype: DType, data: TypedArray): Tensor {
  if (device !== "cpu") allocate(device, [0], dtype); // refuses dtypes the device lacks, with the reason
  return new Tensor(trackStorage(backendOf(device).adopt(dtype, data)), shape);
}

/** Runs a primitive that writes into views that exist already (in-place state, slices of a result). */
export function dispatchInto<P extends PrimitiveName>(
  name: P,
  inputs: readonly View[],
  outputs: readonly View[],
  attrs: PrimitiveAttrs[P],
): void {
  const device = outputs[0].storage.device;
  for (const view of inputs)
    if (view.storage.device !== device)
      throw new BackendError(
        `${name}: tensors are on devices "${view.storage.device}" and "${device}". Move one with .to("${device}").`,
      );
  const call: PrimitiveCall<P> = { name, inputs, outputs, attrs };
  if (outputs.some((view) => sizeOf(view.shape) > 0)) backendOf(device).run(call as PrimitiveCall);
  for (const listener of listeners) listener(call as PrimitiveCall);
}

/** Runs a primitive into fresh contiguous tensors on the inputs' device. */
export function dispatch<P extends PrimitiveName>(
  name: P,
  inputs: readonly View[],
  outputs: readonly OutputSpec[],
  attrs: PrimitiveAttrs[P],
  device: Device = inputs[0].storage.device,
): Tensor[] {
  const results = outputs.map(({ shape, dtype }) => allocate(device, shape, dtype));
  dispatchInto(name, inputs, results, attrs);
  return results;
}

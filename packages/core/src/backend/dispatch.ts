// The one door to the backends: every primitive of every op goes through `dispatch`, so a capture sees all of them.
import { BackendError, DTypeError } from "../errors/index.js";
import {
  DTYPES,
  sizeOf,
  Tensor,
  type Device,
  type DType,
  type Shape,
  type TypedArray,
  type View,
} from "../tensor/index.js";
import { noteAccess, noteMade } from "./access.js";
import type { PrimitiveCall } from "./backend.js";
import type { PrimitiveName } from "./primitives.js";
import { backendOf } from "./registry.js";
import { trackStorage } from "./scope.js";
import { currentTracer, TraceStorage, type LiveAttrs } from "./tracer.js";

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
  if (!DTYPES.includes(dtype))
    throw new DTypeError(`dtype="${String(dtype)}" is not known. Use one of ${DTYPES.join(", ")}.`);
  if (!backend.dtypes.has(dtype))
    throw new DTypeError(
      `dtype="${dtype}" is not available on device "${device}". Convert with .to("${dtype === "float64" ? "float32" : "complex64"}") or use the CPU.`,
    );
  const tracer = currentTracer();
  if (tracer) {
    const storage = tracer.allocate(device, dtype, sizeOf(shape));
    noteMade(storage);
    return new Tensor(storage, shape);
  }
  return new Tensor(trackStorage(backend.allocate(dtype, sizeOf(shape))), shape);
}

/** A tensor over the host's `data` on `device`; the CPU keeps the array itself. */
export function adopt(device: Device, shape: Shape, dtype: DType, data: TypedArray): Tensor {
  if (device !== "cpu") allocate(device, [0], dtype); // refuses dtypes the device lacks, with the reason
  const storage = backendOf(device).adopt(dtype, data);
  const tracer = currentTracer();
  if (tracer) {
    tracer.adopted(storage, data);
    noteMade(storage);
  } else trackStorage(storage);
  return new Tensor(storage, shape);
}

function refuseEscaped(name: string, views: readonly View[]): void {
  if (views.some((view) => view.storage instanceof TraceStorage))
    throw new BackendError(
      `${name}: a tensor was made inside a compiled function and kept outside of it, where it has no values. ` +
        "Return it from the function, or make lasting state with outsideCapture(() => …).",
    );
}

/**
 * Runs a primitive that writes into views that exist already (in-place state, slices of a result). `attrs` may be a
 * function that is asked anew each time a captured call runs.
 */
export function dispatchInto<P extends PrimitiveName>(
  name: P,
  inputs: readonly View[],
  outputs: readonly View[],
  attrs: LiveAttrs<P>,
): void {
  const device = outputs[0].storage.device;
  for (const view of inputs)
    if (view.storage.device !== device)
      throw new BackendError(
        `${name}: tensors are on devices "${view.storage.device}" and "${device}". Move one with .to("${device}").`,
      );
  noteAccess(inputs, outputs);
  const live = typeof attrs === "function";
  const call = { name, inputs, outputs, attrs: live ? attrs() : attrs } as PrimitiveCall;
  const tracer = currentTracer();
  if (tracer) tracer.record(call, live ? (attrs as () => PrimitiveCall["attrs"]) : null);
  else {
    refuseEscaped(name, inputs);
    refuseEscaped(name, outputs);
    if (outputs.some((view) => sizeOf(view.shape) > 0)) backendOf(device).run(call);
  }
  for (const listener of listeners) listener(call);
}

/** Runs a primitive into fresh contiguous tensors on the inputs' device. */
export function dispatch<P extends PrimitiveName>(
  name: P,
  inputs: readonly View[],
  outputs: readonly OutputSpec[],
  attrs: LiveAttrs<P>,
  device: Device = inputs[0].storage.device,
): Tensor[] {
  const results = outputs.map(({ shape, dtype }) => allocate(device, shape, dtype));
  dispatchInto(name, inputs, results, attrs);
  return results;
}

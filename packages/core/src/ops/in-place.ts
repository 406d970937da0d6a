// Writing into tensors that exist, and making ones like them. In-place writes are never recorded.
import { dispatchInto, scalar } from "../backend/index.js";
import { isGradEnabled } from "../autograd/index.js";
import { ParameterError } from "../errors/index.js";
import { Tensor, type DType, type Shape, type TypedArray } from "../tensor/index.js";
import { fromTypedArray, zeros, type TensorOptions } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { broadcastView } from "./operand.js";

function refuseRecorded(op: string, x: Tensor): void {
  if (isGradEnabled() && x.requiresGrad)
    throw new ParameterError(
      `${op}: the tensor requires a gradient, and a write in place would falsify it. Wrap the write in noGrad(() => …) or write to a clone.`,
    );
}

/** Overwrites the elements with those of `source`, which broadcasts and is converted; returns `x`. */
export function copy_(x: Tensor, source: Tensor): Tensor {
  refuseRecorded("copy_", x);
  // A device may not read and write one buffer in the same pass: go by way of a copy.
  const from = source.storage === x.storage ? source.detach().clone() : source.detach();
  dispatchInto("copy", [broadcastView(from, x.shape)], [x], {});
  return x;
}

/** Overwrites every element with `value`; returns `x`. */
export function fill_(x: Tensor, value: number): Tensor {
  refuseRecorded("fill_", x);
  dispatchInto("map", [], [x], { expr: scalar(0, x.dtype), scalars: [value] });
  return x;
}

/** Zeros with this tensor's dtype and device. */
export const newZeros = (x: Tensor, shape: Shape, options?: TensorOptions): Tensor =>
  zeros(shape, { dtype: x.dtype, device: x.device, ...options });

/** A tensor over `array` on this tensor's device. */
export const newTensor = (x: Tensor, array: TypedArray, shape?: Shape, dtype?: DType): Tensor =>
  fromTypedArray(array, shape, { device: x.device, ...(dtype && { dtype }) });

const methods = { copy_, fill_, newZeros, newTensor } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

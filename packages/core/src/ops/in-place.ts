// Writing into tensors that exist, and making ones like them. In-place writes are never recorded.
import { dispatchInto, scalar } from "../backend/index.js";
import { isGradEnabled } from "../autograd/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, needTensor, sameShape, Tensor, type DType, type Shape, type TypedArray } from "../tensor/index.js"; // prettier-ignore
import { fromTypedArray, zeros, type TensorOptions } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { broadcastView, isTensor, type Operand } from "./operand.js";

/** Refuses a write that the tape would not know of. @throws ParameterError */
export function refuseRecorded(op: string, x: Tensor): void {
  needTensor(op, x);
  if (isGradEnabled() && x.requiresGrad)
    throw new ParameterError(
      `${op}: the tensor requires a gradient, and a write in place would falsify it. Wrap the write in noGrad(() => …) or write to a clone.`,
    );
}

/**
 * Overwrites the elements with those of `source`, which broadcasts and is converted; returns `x`.
 *
 * @throws ShapeError  the source does not broadcast to the shape of x
 * @throws ParameterError  x requires a gradient while operations are recorded
 */
export function copy_(x: Tensor, source: Tensor): Tensor {
  needTensor("copy_", x);
  needTensor("copy_", source, "source");
  refuseRecorded("copy_", x);
  if (!sameShape(broadcastShapes("copy_", x.shape, source.shape), x.shape))
    throw new ShapeError(`copy_: source ${formatShape(source.shape)} does not broadcast to ${formatShape(x.shape)}.`);
  // A device may not read and write one buffer in the same pass: go by way of a copy.
  const from = source.storage === x.storage ? source.detach().clone() : source.detach();
  dispatchInto("copy", [broadcastView(from, x.shape)], [x], {});
  return x;
}

/** Overwrites every element with `value`, a number, a boolean or a tensor without dimensions; returns `x`. */
export function fill_(x: Tensor, value: Operand): Tensor {
  refuseRecorded("fill_", x);
  if (!isTensor(value)) dispatchInto("map", [], [x], { expr: scalar(0, x.dtype), scalars: [Number(value)] });
  else if (value.ndim === 0) copy_(x, value);
  else throw new ShapeError(`fill_: value ${formatShape(value.shape)} must have no dimensions. Use copy_().`);
  return x;
}

/** Overwrites every element with 0; returns `x`. */
export const zero_ = (x: Tensor): Tensor => fill_(x, 0);

/** Zeros with this tensor's dtype and device. */
export const newZeros = (x: Tensor, shape: Shape, options?: TensorOptions): Tensor =>
  zeros(shape, { dtype: x.dtype, device: x.device, ...options });

/** A tensor over `array` on this tensor's device. */
export const newTensor = (x: Tensor, array: TypedArray, shape?: Shape, dtype?: DType): Tensor =>
  fromTypedArray(array, shape, { device: x.device, ...(dtype && { dtype }) });

const methods = { copy_, fill_, zero_, newZeros, newTensor } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

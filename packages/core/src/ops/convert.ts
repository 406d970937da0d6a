// Moving values: other dtype, other device, other memory. All of them pass gradients on.
import { differentiable } from "../autograd/index.js";
import { adopt, backendOf, dispatch, dispatchInto } from "../backend/index.js";
import { BackendError, ShapeError } from "../errors/index.js";
import {
  DTYPES,
  formatShape,
  isComplex,
  sameShape,
  Tensor,
  type Device,
  type DType,
  type View,
} from "../tensor/index.js";

const copyOf = (x: Tensor, dtype: DType): Tensor => dispatch("copy", [x], [{ shape: x.shape, dtype }], {})[0];

/** A copy in fresh contiguous memory. */
export function clone(x: Tensor): Tensor {
  return differentiable(
    "clone",
    [x],
    () => copyOf(x, x.dtype),
    () => [(g) => g],
  );
}

/** `x` itself where its elements lie row by row, a copy where they do not. */
export const contiguous = (x: Tensor): Tensor => (x.isContiguous ? x : clone(x));

function toDType(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x;
  return differentiable(
    "to",
    [x],
    () => copyOf(x, dtype),
    () => [(g) => (isComplex(g.dtype) && !isComplex(x.dtype) ? g.real() : g).to(x.dtype)],
  );
}

function toDevice(x: Tensor, device: Device): Tensor {
  if (x.device === device) return x;
  backendOf(device); // says so where the device is not there
  if (x.device !== "cpu")
    throw new BackendError(
      `to: device="${device}" from "${x.device}" needs an asynchronous read. Use \`await x.toDevice("${device}")\`.`,
    );
  const move = (): Tensor => adopt(device, x.shape, x.dtype, x.dataSync());
  return differentiable("to", [x], move, () => [
    () => {
      throw new BackendError("backward: a gradient cannot cross devices. Move the leaf tensors first, then compute.");
    },
  ]);
}

/**
 * `x` in another dtype and/or on another device; `x` itself where nothing changes.
 * From the CPU to a GPU at once; from a GPU use {@link moveTo}, which waits.
 */
export function to(x: Tensor, target: DType | Device | { dtype?: DType; device?: Device }): Tensor {
  const { dtype, device } =
    typeof target !== "string"
      ? target
      : (DTYPES as readonly string[]).includes(target)
        ? { dtype: target as DType, device: undefined }
        : { dtype: undefined, device: target as Device };
  const converted = dtype ? toDType(x, dtype) : x;
  return device ? toDevice(converted, device) : converted;
}

/** `x` on `device`, waiting for the read where it comes from a GPU. Not recorded on the tape. */
export async function moveTo(x: Tensor, device: Device): Promise<Tensor> {
  if (x.device === device) return x;
  return adopt(device, x.shape, x.dtype, await x.data());
}

/** The same values without their history: gradients stop here. Shares memory. */
export const detach = (x: Tensor): Tensor => new Tensor(x.storage, x.shape, { ...x });

/** Overwrites the elements of a view with `source` of the same shape. Not recorded: for buffers and state. */
export function assign(target: View, source: Tensor): void {
  if (!sameShape(target.shape, source.shape))
    throw new ShapeError(
      `assign: source ${formatShape(source.shape)} must have the target's shape ${formatShape(target.shape)}.`,
    );
  dispatchInto("copy", [source], [target], {});
}

/** Marks a leaf as wanting a gradient; returns it. */
export function requiresGrad_(x: Tensor, value = true): Tensor {
  x.requiresGrad = value;
  return x;
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    clone(): Tensor;
    contiguous(): Tensor;
    detach(): Tensor;
    to(target: DType | Device | { dtype?: DType; device?: Device }): Tensor;
    /** On another device, waiting for the read where it comes from a GPU. */
    toDevice(device: Device): Promise<Tensor>;
    requiresGrad_(value?: boolean): Tensor;
  }
}
Object.assign(Tensor.prototype, {
  clone(this: Tensor) {
    return clone(this);
  },
  contiguous(this: Tensor) {
    return contiguous(this);
  },
  detach(this: Tensor) {
    return detach(this);
  },
  to(this: Tensor, target: DType | Device | { dtype?: DType; device?: Device }) {
    return to(this, target);
  },
  toDevice(this: Tensor, device: Device) {
    return moveTo(this, device);
  },
  requiresGrad_(this: Tensor, value?: boolean) {
    return requiresGrad_(this, value);
  },
});

// Moving values: other dtype, other device, other memory. All of them pass gradients on.
import { differentiable } from "../autograd/index.js";
import { adopt, backendOf, dispatch, dispatchInto } from "../backend/index.js";
import { BackendError, ParameterError, ShapeError } from "../errors/index.js";
import {
  DTYPES,
  formatShape,
  isComplex,
  needTensor,
  sameShape,
  Tensor,
  type Device,
  type DType,
  type View,
} from "../tensor/index.js";

const copyOf = (x: Tensor, dtype: DType): Tensor => dispatch("copy", [x], [{ shape: x.shape, dtype }], {})[0];

/** A copy in fresh contiguous memory. */
export function clone(x: Tensor): Tensor {
  needTensor("clone", x);
  return differentiable(
    "clone",
    [x],
    () => copyOf(x, x.dtype),
    () => [(g) => g],
  );
}

/** `x` itself where its elements lie row by row, a copy where they do not. */
export function contiguous(x: Tensor): Tensor {
  needTensor("contiguous", x);
  return x.isContiguous ? x : clone(x);
}

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

/** What `to` can be told. */
export interface ToOptions {
  readonly dtype?: DType;
  readonly device?: Device;
  /** A copy also where nothing changes (default false). */
  readonly copy?: boolean;
}
/** A dtype, a device, options, or a tensor whose dtype and device are meant. */
export type ToTarget = DType | Device | ToOptions | Tensor;

const DEVICES: readonly string[] = ["cpu", "webgpu"];

function readTarget(target: ToTarget): ToOptions {
  if (target instanceof Tensor) return { dtype: target.dtype, device: target.device };
  if (typeof target !== "string") {
    if (typeof target !== "object" || target === null) return refuseTarget("target", target);
    const { dtype, device } = target;
    if (dtype !== undefined && !(DTYPES as readonly string[]).includes(dtype)) refuseTarget("dtype", dtype);
    if (device !== undefined && !DEVICES.includes(device)) refuseTarget("device", device);
    return target;
  }
  if ((DTYPES as readonly string[]).includes(target)) return { dtype: target as DType };
  return DEVICES.includes(target) ? { device: target as Device } : refuseTarget("target", target);
}

function refuseTarget(name: string, value: string): never {
  throw new ParameterError(
    `to: ${name}="${value}" must be a dtype (${DTYPES.join(", ")}) or a device (${DEVICES.join(", ")}).`,
  );
}

/**
 * `x` in another dtype and/or on another device, as `torch.Tensor.to`; `x` itself where nothing changes.
 * From the CPU to a GPU at once; from a GPU use {@link moveTo}, which waits. Conversion to integers truncates and wraps,
 * to real numbers drops the imaginary part, to bool asks for what is not 0. Gradients pass through dtypes.
 *
 * @throws ParameterError  neither a dtype nor a device
 * @throws BackendError  the device is not there, or `x` would have to be read from a GPU
 * @example tensor([1.5, 0]).to("int32") // [1,0]
 */
export function to(x: Tensor, target: ToTarget): Tensor {
  needTensor("to", x);
  const { dtype, device, copy = false } = readTarget(target);
  const converted = dtype ? toDType(x, dtype) : x;
  const moved = device ? toDevice(converted, device) : converted;
  return copy && moved === x ? clone(x) : moved;
}

/** `x` on `device`, waiting for the read where it comes from a GPU. Not recorded on the tape. */
export async function moveTo(x: Tensor, device: Device): Promise<Tensor> {
  needTensor("moveTo", x);
  if (x.device === device) return x;
  return adopt(device, x.shape, x.dtype, await x.data());
}

/** The same values without their history: gradients stop here. Shares memory. */
export function detach(x: Tensor): Tensor {
  needTensor("detach", x);
  return new Tensor(x.storage, x.shape, { ...x });
}

/** Overwrites the elements of a view with `source` of the same shape. Not recorded: for buffers and state. */
export function assign(target: View, source: Tensor): void {
  needTensor("assign", source, "source");
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
    to(target: ToTarget): Tensor;
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
  to(this: Tensor, target: ToTarget) {
    return to(this, target);
  },
  toDevice(this: Tensor, device: Device) {
    return moveTo(this, device);
  },
  requiresGrad_(this: Tensor, value?: boolean) {
    return requiresGrad_(this, value);
  },
});

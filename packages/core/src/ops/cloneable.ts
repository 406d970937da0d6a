// Tensors as plain data that `structuredClone` and `postMessage` take, and back: the way to workers and to other windows.
import { adopt, getDefaultDevice } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { DTYPES, formatShape, makeArray, needTensor, sizeOf, slotsOf, Tensor, type Device, type DType, type Shape, type TypedArray } from "../tensor/index.js"; // prettier-ignore
import { data, dataSync } from "./host.js";

/** A tensor without its device and methods: nothing but data. */
export interface CloneableTensor {
  readonly dtype: DType;
  readonly shape: Shape;
  /** The elements row by row, interleaved (re, im) pairs of complex numbers; nobody else uses its buffer. */
  readonly data: TypedArray;
  readonly requiresGrad: boolean;
}

/** What `structuredClone` makes of a tensor on the CPU: its fields, without methods. TypeScript still calls it a Tensor. */
export interface ClonedTensor {
  readonly storage: { readonly dtype: DType; readonly data: TypedArray };
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

function refuseRecorded(t: Tensor): void {
  if (!t.isLeaf)
    throw new ParameterError(
      `toCloneable: ${formatShape(t.shape)} is the result of "${t.gradNode!.name}", and a recorded history cannot be sent. Use detach().`,
    );
}

const record = ({ dtype, shape, requiresGrad }: Tensor, elements: TypedArray): CloneableTensor => ({
  dtype,
  shape: [...shape],
  data: elements,
  requiresGrad,
});

/**
 * The tensor as a plain record that `postMessage` takes, with its own copy of the elements; waits for a GPU. `.grad` and
 * the device stay behind.
 *
 * @throws ParameterError  the tensor is the result of recorded operations
 * @example
 * const message = await toCloneable(t);
 * worker.postMessage(message, transferList(message)); // moves the elements instead of copying them once more
 */
export async function toCloneable(t: Tensor): Promise<CloneableTensor> {
  needTensor("toCloneable", t, "t");
  refuseRecorded(t);
  return record(t, await data(t));
}

/** As {@link toCloneable}, at once. @throws BackendError on a GPU */
export function toCloneableSync(t: Tensor): CloneableTensor {
  needTensor("toCloneableSync", t, "t");
  refuseRecorded(t);
  return record(t, dataSync(t));
}

const isRecord = (value: object): value is CloneableTensor => "data" in value && ArrayBuffer.isView(value.data);

/**
 * The buffers of all records in a value (also in arrays and plain objects), each once: the second argument of
 * `postMessage`. Whoever sends them cannot use the records any more.
 */
export function transferList(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const walk = (item: unknown): void => {
    if (item === null || typeof item !== "object" || ArrayBuffer.isView(item)) return;
    if (isRecord(item)) {
      // Shared memory is seen by both sides as it is and cannot change hands.
      if (item.data.buffer instanceof ArrayBuffer) found.add(item.data.buffer);
    } else for (const part of Object.values(item)) walk(part);
  };
  walk(value);
  return [...found];
}

function checkElements(dtype: DType, elements: TypedArray): void {
  if (!DTYPES.includes(dtype))
    throw new DTypeError(`fromCloneable: dtype="${String(dtype)}" must be one of ${DTYPES.join(", ")}.`);
  const wanted = makeArray(dtype, 0).constructor.name;
  // Names, because an array from another window has a class of its own.
  const given = ArrayBuffer.isView(elements) ? elements.constructor.name : typeof elements;
  if (given !== wanted || elements.length % slotsOf(dtype) !== 0)
    throw new ParameterError(`fromCloneable: data of dtype="${dtype}" must be a ${wanted}, got ${given}(${elements?.length}).`); // prettier-ignore
}

/** The same elements in an array of this window's class. */
function ownArray(dtype: DType, elements: TypedArray): TypedArray {
  const { constructor } = makeArray(dtype, 0);
  if (elements.constructor === constructor) return elements;
  const make = constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => TypedArray;
  return new make(elements.buffer, elements.byteOffset, elements.length);
}

const isCount = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= 0;

function checkShape(name: string, list: readonly number[]): void {
  if (!Array.isArray(list) || !list.every(isCount))
    throw new ShapeError(`fromCloneable: ${name}=${String(list)} must be a list of integers ≥ 0.`);
}

function fromRecord({ dtype, shape, data: elements }: CloneableTensor): Tensor {
  checkElements(dtype, elements);
  checkShape("shape", shape);
  if (sizeOf(shape) * slotsOf(dtype) !== elements.length)
    throw new ShapeError(
      `fromCloneable: shape=${formatShape(shape)} ${dtype} needs ${sizeOf(shape) * slotsOf(dtype)} numbers, data has ${elements.length}.`,
    );
  return adopt("cpu", shape, dtype, ownArray(dtype, elements));
}

function fromFields({ storage, dtype, shape, strides, offset }: ClonedTensor): Tensor {
  checkElements(storage.dtype, storage.data);
  checkElements(dtype, makeArray(dtype, 0));
  checkShape("shape", shape);
  checkShape("strides", strides);
  const last = shape.reduce((at, n, i) => at + (n - 1) * strides[i], offset);
  const fits = (last + 1) * slotsOf(dtype) <= storage.data.length || shape.includes(0);
  if (strides.length !== shape.length || !isCount(offset) || !fits)
    throw new ShapeError(
      `fromCloneable: shape=${formatShape(shape)}, strides=${formatShape(strides)}, offset=${offset} leave the ${storage.data.length} numbers that were sent.`,
    );
  const length = storage.data.length / slotsOf(storage.dtype);
  const whole = adopt("cpu", [length], storage.dtype, ownArray(storage.dtype, storage.data));
  return new Tensor(whole.storage, shape, { dtype, strides, offset });
}

/**
 * The tensor that was sent: from the record of {@link toCloneable}, or from what `structuredClone` and `postMessage` make
 * of a tensor on the CPU that wants no gradient. Uses the elements that arrived without another copy on the CPU.
 *
 * @param options.device  default: the default device
 * @throws DTypeError, ParameterError, ShapeError  the record is no tensor
 * @example fromCloneable(structuredClone(tensor([1, 2])), { device: "cpu" }) // [1,2]
 */
export function fromCloneable(
  sent: CloneableTensor | ClonedTensor | Tensor,
  { device = getDefaultDevice() }: { readonly device?: Device } = {},
): Tensor {
  if (sent === null || typeof sent !== "object" || !("data" in sent || ("storage" in sent && "strides" in sent)))
    throw new ParameterError(
      "fromCloneable: the value is neither a record of toCloneable() nor a structured clone of a tensor on the CPU.",
    );
  // A tensor has a method of that name, its clone has not.
  if (!("data" in sent) || sent instanceof Tensor) return fromFields(sent as ClonedTensor).to(device);
  const t = fromRecord(sent).to(device);
  if (sent.requiresGrad) t.requiresGrad = true;
  return t;
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** The tensor as a plain record that `postMessage` takes; waits for a GPU. */
    toCloneable(): Promise<CloneableTensor>;
  }
}
Object.defineProperty(Tensor.prototype, "toCloneable", {
  value(this: Tensor) {
    return toCloneable(this);
  },
  writable: true,
  configurable: true,
});

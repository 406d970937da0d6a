// Making tensors over arrays, of one value, and by counting.
import { adopt, allocate, dispatchInto, getDefaultDevice, scalar } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, inferShape, isIntegral, makeArray, nameValue, needTensor, slotsOf, Tensor } from "../tensor/index.js"; // prettier-ignore
import type { Device, DType, Shape, TypedArray } from "../tensor/index.js";

export interface TensorOptions {
  readonly dtype?: DType;
  /** Default: the default device. */
  readonly device?: Device;
  /** Record operations on it for `backward()` (default false). */
  readonly requiresGrad?: boolean;
}

export function checkShape(op: string, shape: Shape): void {
  if (!Array.isArray(shape))
    throw new ParameterError(
      `${op}: shape is ${nameValue(shape)}, but must be an array of integers ≥ 0. Write [${typeof shape === "number" ? String(shape) : "3"}] in square brackets.`,
    );
  for (const n of shape)
    if (!Number.isInteger(n) || n < 0)
      throw new ParameterError(`${op}: shape=${formatShape(shape)} must hold integers ≥ 0.`);
}

function finish(t: Tensor, options: TensorOptions): Tensor {
  if (options.requiresGrad) t.requiresGrad = true;
  return t;
}

const STORED = [Float32Array, Float64Array, Int32Array, Uint8Array] as const;

export function dtypeOfArray(array: TypedArray): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  return array instanceof Int32Array ? "int32" : "uint8";
}

/**
 * A tensor over `array` without a copy on the CPU: later writes to the array show in the tensor.
 *
 * @param array  elements row by row; interleaved (re, im) pairs for complex dtypes
 * @param shape  one extent may be -1 (default: one dimension)
 * @param options.dtype  default by the array's type; must suit it (a bool is a Uint8Array of 0 and 1, not checked)
 * @throws ParameterError, ShapeError
 */
export function fromTypedArray(array: TypedArray, shape?: Shape, options: TensorOptions = {}): Tensor {
  if (!STORED.some((Stored) => array instanceof Stored))
    throw new ParameterError(
      `fromTypedArray: array is ${ArrayBuffer.isView(array) ? `a ${(array as TypedArray).constructor.name}` : nameValue(array)}, but must be a Float32Array, Float64Array, Int32Array or Uint8Array. Copy it with tensor(array).`,
    );
  const dtype = options.dtype ?? dtypeOfArray(array);
  const sample = makeArray(dtype, 0);
  if (sample.constructor !== array.constructor)
    throw new ParameterError(
      `fromTypedArray: dtype="${dtype}" needs a ${sample.constructor.name}, got ${array.constructor.name}.`,
    );
  const length = array.length / slotsOf(dtype);
  if (!Number.isInteger(length))
    throw new ShapeError(
      `fromTypedArray: array of length ${array.length} does not hold [re, im] pairs for dtype="${dtype}". Its length must be even.`,
    );
  const device = options.device ?? getDefaultDevice();
  const full = inferShape("fromTypedArray", length, shape ?? [length]);
  return finish(adopt(device, full, dtype, array), options);
}

/** Every element `value`: float32 for a number, bool for a boolean (PyTorch makes int64 of whole numbers). */
export function full(shape: Shape, value: number | boolean, options: TensorOptions = {}): Tensor {
  checkShape("full", shape);
  const dtype = options.dtype ?? (typeof value === "boolean" ? "bool" : "float32");
  if (typeof value !== "number" && typeof value !== "boolean")
    throw new ParameterError(`full: value is ${nameValue(value)}, but must be a number or a boolean.`);
  if (isIntegral(dtype) && dtype !== "bool" && !Number.isFinite(Number(value)))
    throw new ParameterError(`full: value=${value} does not fit in dtype="${dtype}". Use a floating-point dtype.`);
  const out = allocate(options.device ?? getDefaultDevice(), shape, dtype);
  if (!Object.is(Number(value), 0)) dispatchInto("map", [], [out], { expr: scalar(0, dtype), scalars: [Number(value)] }); // prettier-ignore
  return finish(out, options);
}

/** `full` under the name that the caller wrote, for the error that a shape in numbers gets: `zeros(2, 3)`. */
const filled =
  (op: string, value: number) =>
  (shape: Shape, options?: TensorOptions): Tensor => {
    checkShape(op, shape);
    return full(shape, value, options);
  };
export const zeros = filled("zeros", 0);
export const ones = filled("ones", 1);
/** Room for elements that are written later. They are 0 (PyTorch leaves them undefined). */
export const empty = filled("empty", 0);

/** Options with the dtype and device of `x` where they name none. */
export const like = <T extends object>(x: Tensor, options?: T): TensorOptions & T =>
  ({ dtype: x.dtype, device: x.device, ...options }) as TensorOptions & T;
export function fullLike(x: Tensor, value: number | boolean, options?: TensorOptions): Tensor {
  needTensor("fullLike", x);
  return full(x.shape, value, like(x, options));
}
export const zerosLike = (x: Tensor, options?: TensorOptions): Tensor => fullLike(x, 0, options);
export const onesLike = (x: Tensor, options?: TensorOptions): Tensor => fullLike(x, 1, options);
export const emptyLike = (x: Tensor, options?: TensorOptions): Tensor => fullLike(x, 0, options);

/** Elements by their position, computed on the host; integers truncate, bools are true where not 0. */
export function fromRule(length: number, rule: (i: number) => number, options: TensorOptions): Tensor {
  const dtype = options.dtype ?? "float32";
  const data = makeArray(dtype, length);
  const slots = slotsOf(dtype);
  for (let i = 0; i < length; i++) data[i * slots] = dtype === "bool" ? Number(rule(i) !== 0) : rule(i);
  return fromTypedArray(data, [length], { ...options, dtype });
}

/**
 * Numbers from `start` (0 when only one is given) up to but not including `end`, `step` apart; float32 unless `dtype`
 * says otherwise (PyTorch makes int64 of whole numbers).
 *
 * @example arange(3) // 0 1 2
 */
export function arange(end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, step: number, options?: TensorOptions): Tensor;
export function arange(...args: (number | TensorOptions | undefined)[]): Tensor {
  const numbers = args.filter((a) => typeof a === "number");
  const options = args.find((a) => typeof a === "object") ?? {};
  const [start, end, step] = numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
  if (numbers.length === 0) throw new ParameterError("arange: the end is missing. Write arange(3) or arange(0, 3).");
  const count = Math.ceil((end - start) / step);
  if (step === 0 || !Number.isFinite(count) || count < 0)
    throw new ParameterError(
      `arange: start=${start}, end=${end}, step=${step} never arrives. The step must lead from start to end.`,
    );
  return fromRule(count, (i) => start + i * step, options);
}

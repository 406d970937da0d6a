// Making tensors from values and from rules.
import { adopt, allocate, dispatchInto, getDefaultDevice, scalar } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, inferShape, isComplex, isFloatingPoint, makeArray, slotsOf, Tensor } from "../tensor/index.js";
import type { Device, DType, Shape, TypedArray } from "../tensor/index.js";

export interface TensorOptions {
  readonly dtype?: DType;
  /** Default: the default device. */
  readonly device?: Device;
  /** Record operations on it for `backward()` (default false). */
  readonly requiresGrad?: boolean;
}

export type NestedValues = number | boolean | readonly NestedValues[];

function checkShape(op: string, shape: Shape): void {
  for (const n of shape)
    if (!Number.isInteger(n) || n < 0)
      throw new ParameterError(`${op}: shape=${formatShape(shape)} must hold integers ≥ 0.`);
}

function finish(t: Tensor, options: TensorOptions): Tensor {
  if (options.requiresGrad) {
    if (!isFloatingPoint(t.dtype) && !isComplex(t.dtype))
      throw new ParameterError(
        `requiresGrad: dtype="${t.dtype}" has no gradient. Use a floating-point or complex dtype.`,
      );
    t.requiresGrad = true;
  }
  return t;
}

const isTypedArray = (x: unknown): x is TypedArray =>
  x instanceof Float32Array || x instanceof Float64Array || x instanceof Int32Array || x instanceof Uint8Array;

function dtypeOfArray(array: TypedArray): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  return array instanceof Int32Array ? "int32" : "uint8";
}

/**
 * A tensor over `array` without a copy on the CPU: later writes to the array show in the tensor.
 *
 * @param array  elements row by row; interleaved (re, im) pairs for complex dtypes
 * @param shape  one extent may be -1 (default: one dimension)
 * @param options.dtype  default by the array's type; must suit it
 */
export function fromTypedArray(array: TypedArray, shape?: Shape, options: TensorOptions = {}): Tensor {
  const dtype = options.dtype ?? dtypeOfArray(array);
  const sample = makeArray(dtype, 0);
  if (sample.constructor !== array.constructor)
    throw new ParameterError(
      `fromTypedArray: dtype="${dtype}" needs a ${sample.constructor.name}, got ${array.constructor.name}.`,
    );
  const length = array.length / slotsOf(dtype);
  const device = options.device ?? getDefaultDevice();
  const full = inferShape("fromTypedArray", length, shape ?? [length]);
  return finish(adopt(device, full, dtype, array), options);
}

/**
 * A tensor with a copy of `values`: a number, nested arrays, or a typed array.
 * Numbers become float32 and booleans bool unless `dtype` says otherwise (PyTorch would make int64 of integers).
 *
 * @example tensor([[1, 2], [3, 4]])
 */
export function tensor(values: NestedValues | TypedArray, options: TensorOptions & { shape?: Shape } = {}): Tensor {
  if (isTypedArray(values)) {
    const dtype = options.dtype ?? dtypeOfArray(values);
    const data = makeArray(dtype, values.length / slotsOf(dtype));
    data.set(values);
    return fromTypedArray(data, options.shape, { ...options, dtype });
  }
  const shape: number[] = [];
  for (let v: NestedValues = values; Array.isArray(v); v = v[0] as NestedValues) {
    shape.push(v.length);
    if (v.length === 0) break;
  }
  const flat: (number | boolean)[] = [];
  const walk = (v: NestedValues, depth: number): void => {
    if (!Array.isArray(v)) {
      if (depth !== shape.length) ragged(depth);
      flat.push(v as number | boolean);
      return;
    }
    if (depth >= shape.length || v.length !== shape[depth]) ragged(depth);
    for (const item of v as readonly NestedValues[]) walk(item, depth + 1);
  };
  const ragged = (depth: number): never => {
    throw new ShapeError(
      `tensor: rows of different length at depth ${depth}: every row must fit ${formatShape(shape)}.`,
    );
  };
  walk(values, 0);
  const dtype = options.dtype ?? (flat.length > 0 && flat.every((v) => typeof v === "boolean") ? "bool" : "float32");
  if (isComplex(dtype)) {
    if (shape.at(-1) !== 2)
      throw new ShapeError(`tensor: dtype="${dtype}" needs [re, im] pairs as the last dimension.`);
    shape.pop();
  }
  const data = makeArray(dtype, flat.length / slotsOf(dtype));
  flat.forEach((v, i) => (data[i] = dtype === "bool" ? Number(Boolean(v)) : Number(v)));
  return fromTypedArray(data, options.shape ?? shape, { ...options, dtype });
}

/** Every element `value`. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  checkShape("full", shape);
  const dtype = options.dtype ?? "float32";
  const out = allocate(options.device ?? getDefaultDevice(), shape, dtype);
  if (value !== 0) dispatchInto("map", [], [out], { expr: scalar(0, dtype), scalars: [value] });
  return finish(out, options);
}

export const zeros = (shape: Shape, options?: TensorOptions): Tensor => full(shape, 0, options);
export const ones = (shape: Shape, options?: TensorOptions): Tensor => full(shape, 1, options);

const like = (x: Tensor, options?: TensorOptions): TensorOptions => ({ dtype: x.dtype, device: x.device, ...options });
export const fullLike = (x: Tensor, value: number, options?: TensorOptions): Tensor =>
  full(x.shape, value, like(x, options));
export const zerosLike = (x: Tensor, options?: TensorOptions): Tensor => fullLike(x, 0, options);
export const onesLike = (x: Tensor, options?: TensorOptions): Tensor => fullLike(x, 1, options);

function fromRule(length: number, rule: (i: number) => number, options: TensorOptions): Tensor {
  const dtype = options.dtype ?? "float32";
  const data = makeArray(dtype, length);
  const slots = slotsOf(dtype);
  for (let i = 0; i < length; i++) data[i * slots] = rule(i);
  return fromTypedArray(data, [length], { ...options, dtype });
}

/**
 * Numbers from `start` (0 when only one is given) up to but not including `end`, `step` apart.
 * @example arange(3) // 0 1 2
 */
export function arange(end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, options?: TensorOptions): Tensor;
export function arange(start: number, end: number, step: number, options?: TensorOptions): Tensor;
export function arange(...args: (number | TensorOptions | undefined)[]): Tensor {
  const numbers = args.filter((a) => typeof a === "number");
  const options = args.find((a) => typeof a === "object") ?? {};
  const [start, end, step] = numbers.length === 1 ? [0, numbers[0], 1] : [numbers[0], numbers[1], numbers[2] ?? 1];
  const count = Math.ceil((end - start) / step);
  if (step === 0 || !Number.isFinite(count) || count < 0)
    throw new ParameterError(
      `arange: start=${start}, end=${end}, step=${step} never arrives. The step must lead from start to end.`,
    );
  return fromRule(count, (i) => start + i * step, options);
}

/** `steps` numbers from `start` to `end`, both included. */
export function linspace(start: number, end: number, steps: number, options: TensorOptions = {}): Tensor {
  if (!Number.isInteger(steps) || steps < 0)
    throw new ParameterError(`linspace: steps=${steps} must be an integer ≥ 0.`);
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  // From the nearer end, so that both ends are exact.
  return fromRule(steps, (i) => (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step), options);
}

/**
 * `steps` numbers from base^start to base^end, both included, with equal ratios.
 *
 * @param options.base  default 10
 * @example logspace(0, 2, 3) // [1,10,100]
 */
export function logspace(
  start: number,
  end: number,
  steps: number,
  options: TensorOptions & { readonly base?: number } = {},
): Tensor {
  if (!Number.isInteger(steps) || steps < 0)
    throw new ParameterError(`logspace: steps=${steps} must be an integer ≥ 0.`);
  const { base = 10 } = options;
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  const exponent = (i: number): number => (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step);
  return fromRule(steps, (i) => base ** exponent(i), options);
}

/** Ones on the diagonal of an n × m matrix. */
export function eye(n: number, options: TensorOptions & { m?: number } = {}): Tensor {
  const m = options.m ?? n;
  checkShape("eye", [n, m]);
  return fromRule(n * m, (i) => (Math.floor(i / m) === i % m ? 1 : 0), options).reshape([n, m]);
}

// Tensors from values of the host: nested arrays and typed arrays of every kind.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, makeArray, nameValue, slotsOf, Tensor, type DType, type Shape, type TypedArray } from "../tensor/index.js"; // prettier-ignore
import { dtypeOfArray, fromTypedArray, type TensorOptions } from "./create.js";

export type NestedValues = number | boolean | readonly NestedValues[];
/** Arrays that are copied element by element, because no dtype stores them as they are. */
type OtherArray =
  Int8Array | Uint8ClampedArray | Int16Array | Uint16Array | Uint32Array | BigInt64Array | BigUint64Array;
export type AnyTypedArray = TypedArray | OtherArray;

const isStored = (array: AnyTypedArray): array is TypedArray =>
  array instanceof Float32Array || array instanceof Float64Array || array instanceof Int32Array || array instanceof Uint8Array; // prettier-ignore

function dtypeOf(array: AnyTypedArray): DType {
  if (isStored(array)) return dtypeOfArray(array);
  return array instanceof Uint8ClampedArray ? "uint8" : "int32";
}

function fromArray(values: AnyTypedArray, options: TensorOptions & { shape?: Shape }): Tensor {
  const dtype = options.dtype ?? dtypeOf(values);
  const data = makeArray(dtype, values.length / slotsOf(dtype));
  if (isStored(values) && dtype !== "bool") data.set(values);
  else
    for (let i = 0; i < values.length; i++) {
      const value = Number(values[i]);
      data[i] = dtype === "bool" ? Number(value !== 0) : value;
      if (dtype === "int32" && data[i] !== value)
        throw new ParameterError(`tensor: values[${i}]=${String(values[i])} does not fit in int32. Pass dtype: "float64".`); // prettier-ignore
    }
  return fromTypedArray(data, options.shape, { ...options, dtype });
}

function refuseValue(value: unknown): never {
  const fix = value instanceof Tensor ? "Copy it with .clone(), join several with stack([…])" : "Convert it first"; // prettier-ignore
  throw new ParameterError(
    `tensor: a value is ${nameValue(value)}, but must be a number, a boolean or an array of them. ${fix}.`,
  );
}

/**
 * A tensor with a copy of `values`: a number, nested arrays, or a typed array.
 * Numbers become float32 and booleans bool unless `dtype` says otherwise (PyTorch would make int64 of integers). Typed
 * arrays keep their element type where there is such a dtype; other integers become int32.
 *
 * @throws ShapeError  rows of different length
 * @throws ParameterError  64-bit or unsigned integers that int32 does not hold
 * @example tensor([[1, 2], [3, 4]])
 */
export function tensor(values: NestedValues | AnyTypedArray, options: TensorOptions & { shape?: Shape } = {}): Tensor {
  if (ArrayBuffer.isView(values)) return fromArray(values, options);
  const shape: number[] = [];
  for (let v: NestedValues = values; Array.isArray(v); v = v[0] as NestedValues) {
    shape.push(v.length);
    if (v.length === 0) break;
  }
  const flat: (number | boolean)[] = [];
  const walk = (v: NestedValues, depth: number): void => {
    if (!Array.isArray(v)) {
      if (depth !== shape.length) ragged(depth);
      if (typeof v !== "number" && typeof v !== "boolean") refuseValue(v);
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

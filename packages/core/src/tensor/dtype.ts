// Element types, how they lie in memory, and PyTorch's promotion rules.
import { BackendError, DTypeError } from "../errors/index.js";

export type DType = "float32" | "float64" | "int32" | "uint8" | "bool" | "complex64" | "complex128";

export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

export const DTYPES: readonly DType[] = ["float32", "float64", "int32", "uint8", "bool", "complex64", "complex128"];

export const isComplex = (dtype: DType): boolean => dtype === "complex64" || dtype === "complex128";
export const isFloatingPoint = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";
export const isIntegral = (dtype: DType): boolean => dtype === "int32" || dtype === "uint8" || dtype === "bool";
/** Dtypes that only the CPU stores. */
export const isDouble = (dtype: DType): boolean => dtype === "float64" || dtype === "complex128";

/** Array slots per element: complex numbers lie as interleaved (re, im) pairs. */
export const slotsOf = (dtype: DType): 1 | 2 => (isComplex(dtype) ? 2 : 1);

/** The real dtype of a complex number's parts; other dtypes are returned as they are. */
export function toRealDType(dtype: DType): DType {
  if (dtype === "complex64") return "float32";
  if (dtype === "complex128") return "float64";
  return dtype;
}

/** The complex dtype that holds values of `dtype`. */
export const toComplexDType = (dtype: DType): DType => (isDouble(dtype) ? "complex128" : "complex64");

/** A zeroed array for `length` elements of `dtype` (two slots per complex element). @throws BackendError  no room for it */
export function makeArray(dtype: DType, length: number): TypedArray {
  try {
    return newArray(dtype, length);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BackendError(`allocate: length=${length} elements of ${dtype} do not fit in memory. Use a smaller shape.`, { cause: error }); // prettier-ignore
  }
}

function newArray(dtype: DType, length: number): TypedArray {
  switch (dtype) {
    case "float32":
      return new Float32Array(length);
    case "complex64":
      return new Float32Array(2 * length);
    case "float64":
      return new Float64Array(length);
    case "complex128":
      return new Float64Array(2 * length);
    case "int32":
      return new Int32Array(length);
    case "uint8":
    case "bool":
      return new Uint8Array(length);
    default:
      throw new DTypeError(`dtype="${String(dtype)}" is not known. Use one of ${DTYPES.join(", ")}.`);
  }
}

const CATEGORY: Record<DType, number> = {
  bool: 0,
  uint8: 1,
  int32: 1,
  float32: 2,
  float64: 2,
  complex64: 3,
  complex128: 3,
};

/** The dtype of an operation between two tensors, as `torch.promote_types`. */
export function promoteTypes(a: DType, b: DType): DType {
  if (a === b) return a;
  const low = CATEGORY[a] <= CATEGORY[b] ? a : b;
  const high = low === a ? b : a;
  if (CATEGORY[low] === CATEGORY[high]) {
    if (CATEGORY[low] === 1) return "int32";
    return CATEGORY[low] === 2 ? "float64" : "complex128";
  }
  if (CATEGORY[high] === 3 && low === "float64") return "complex128";
  return high;
}

/**
 * The dtype of an operation between values of which `low` may only lift the category of `high` (bool, integer,
 * floating, complex), never widen it: tensors without dimensions beside tensors with some, and numbers beside both.
 */
export function liftCategory(high: DType, low: DType): DType {
  if (CATEGORY[low] <= CATEGORY[high]) return high;
  return CATEGORY[low] === 3 && CATEGORY[high] === 2 ? toComplexDType(high) : promoteTypes(high, low);
}

/** The dtype that a JavaScript value counts as: whole numbers that int32 holds are integers, all others float32. */
export function dtypeOfNumber(value: number | boolean): DType {
  if (typeof value === "boolean") return "bool";
  return (value | 0) === value ? "int32" : "float32";
}

/**
 * The dtype of an operation between a tensor and a JavaScript number: the number only lifts the tensor to a
 * higher category (an integer tensor times 0.5 is float32), never to a wider one.
 */
export const promoteWithNumber = (dtype: DType, value: number | boolean): DType =>
  liftCategory(dtype, dtypeOfNumber(value));

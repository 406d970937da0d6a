// safetensors bytes as arrays of our dtypes.
import { fromTypedArray, type DType, type Tensor, type TypedArray } from "@sonograd/core";
import { bfloatToFloat, checkInt32, copyArray, halfToFloat, readInt64, readUint64 } from "../bytes/index.js";
import { parseSafetensorsHeader, type SafetensorsEntry } from "./header.js";

export interface Safetensors {
  /** In the file header's order. */
  readonly tensors: Map<string, Tensor>;
  readonly metadata: Record<string, string>;
}

export interface ReadSafetensorsOptions {
  /** What errors call the bytes (default "safetensors bytes"). */
  readonly name?: string;
  /**
   * What to do with a 64-bit or unsigned tensor that int32 does not hold: refuse the file, or return that tensor as float64,
   * which is exact up to 2^53 (default "error").
   */
  readonly wideIntegers?: "error" | "float64";
}

/**
 * All tensors of a safetensors file, copied out of `bytes`.
 *
 * F32, F64, I32, U8 and BOOL keep their type, C64 becomes complex64, F16 and BF16 become float32 (exactly), other integers
 * become int32 (each value is checked, see `wideIntegers`).
 *
 * @throws FormatError  a damaged or truncated file, an unknown dtype, or an integer that int32 does not hold
 */
export function readSafetensors(
  bytes: Uint8Array,
  { name = "safetensors bytes", wideIntegers = "error" }: ReadSafetensorsOptions = {},
): Safetensors {
  const { entries, metadata } = parseSafetensorsHeader(bytes, name);
  const tensors = new Map<string, Tensor>();
  for (const entry of entries) {
    const { dtype, data } = readEntry(bytes, entry, name, wideIntegers);
    tensors.set(entry.name, fromTypedArray(data, entry.shape, { dtype }));
  }
  return { tensors, metadata };
}

interface EntryData {
  readonly dtype: DType;
  readonly data: TypedArray;
}

function readEntry(
  bytes: Uint8Array,
  entry: SafetensorsEntry,
  source: string,
  wideIntegers: "error" | "float64",
): EntryData {
  const view = new DataView(bytes.buffer, bytes.byteOffset + entry.start, entry.end - entry.start);
  const context = `readSafetensors: source="${source}" tensor "${entry.name}"`;
  const floats = (width: number, read: (at: number) => number): Float32Array =>
    Float32Array.from({ length: view.byteLength / width }, (_, i) => read(i * width));
  const ints = (width: number, read: (at: number) => number): Int32Array =>
    Int32Array.from({ length: view.byteLength / width }, (_, i) => read(i * width));
  const wide = (width: number, read: (at: number) => number): EntryData => {
    const values = Float64Array.from({ length: view.byteLength / width }, (_, i) => read(i * width));
    if (wideIntegers === "float64" && values.some((v) => v !== (v | 0)) && values.every(Number.isSafeInteger))
      return { dtype: "float64", data: values };
    const fix = 'Pass wideIntegers: "float64" (exact up to 2^53).';
    return { dtype: "int32", data: Int32Array.from(values, (v, i) => checkInt32(context, v, i, fix)) };
  };
  switch (entry.dtype) {
    case "F32":
      return { dtype: "float32", data: copyArray(Float32Array, bytes, entry.start, entry.end) };
    case "F16":
      return { dtype: "float32", data: floats(2, (at) => halfToFloat(view.getUint16(at, true))) };
    case "BF16":
      return { dtype: "float32", data: floats(2, (at) => bfloatToFloat(view.getUint16(at, true))) };
    case "C64":
      return { dtype: "complex64", data: copyArray(Float32Array, bytes, entry.start, entry.end) };
    case "F64":
      return { dtype: "float64", data: copyArray(Float64Array, bytes, entry.start, entry.end) };
    case "I32":
      return { dtype: "int32", data: copyArray(Int32Array, bytes, entry.start, entry.end) };
    case "U8":
      return { dtype: "uint8", data: copyArray(Uint8Array, bytes, entry.start, entry.end) };
    case "BOOL":
      return {
        dtype: "bool",
        data: copyArray(Uint8Array, bytes, entry.start, entry.end).map((b) => (b === 0 ? 0 : 1)),
      };
    case "I8":
      return { dtype: "int32", data: ints(1, (at) => view.getInt8(at)) };
    case "I16":
      return { dtype: "int32", data: ints(2, (at) => view.getInt16(at, true)) };
    case "U16":
      return { dtype: "int32", data: ints(2, (at) => view.getUint16(at, true)) };
    case "U32":
      return wide(4, (at) => view.getUint32(at, true));
    case "I64":
      return wide(8, (at) => readInt64(view, at));
    default:
      return wide(8, (at) => readUint64(view, at)); // U64, the last of ITEM_BYTES
  }
}

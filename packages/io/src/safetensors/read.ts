// safetensors bytes as arrays of our dtypes.
import { fromTypedArray, type DType, type Tensor, type TypedArray } from "@sonograd/core";
import { bfloatToFloat, checkInt32, halfToFloat, readInt64, readUint64 } from "../bytes/index.js";
import { parseSafetensorsHeader, type SafetensorsEntry } from "./header.js";

export interface Safetensors {
  /** In the file header's order. */
  readonly tensors: Map<string, Tensor>;
  readonly metadata: Record<string, string>;
}

export interface ReadSafetensorsOptions {
  /** What errors call the bytes (default "safetensors bytes"). */
  readonly name?: string;
}

/**
 * All tensors of a safetensors file, copied out of `bytes`.
 *
 * F32, F64, I32, U8 and BOOL keep their type, C64 becomes complex64, F16 and BF16 become float32 (exactly), other integers
 * become int32 (each value is checked).
 *
 * @throws FormatError  a damaged or truncated file, an unknown dtype, or an integer that int32 does not hold
 */
export function readSafetensors(
  bytes: Uint8Array,
  { name = "safetensors bytes" }: ReadSafetensorsOptions = {},
): Safetensors {
  const { entries, metadata } = parseSafetensorsHeader(bytes, name);
  const tensors = new Map<string, Tensor>();
  for (const entry of entries) {
    const { dtype, data } = readEntry(bytes, entry, name);
    tensors.set(entry.name, fromTypedArray(data, entry.shape, { dtype }));
  }
  return { tensors, metadata };
}

function readEntry(bytes: Uint8Array, entry: SafetensorsEntry, source: string): { dtype: DType; data: TypedArray } {
  const view = new DataView(bytes.buffer, bytes.byteOffset + entry.start, entry.end - entry.start);
  const context = `readSafetensors: source="${source}" tensor "${entry.name}"`;
  const floats = (width: number, read: (at: number) => number): Float32Array =>
    Float32Array.from({ length: view.byteLength / width }, (_, i) => read(i * width));
  const ints = (width: number, read: (at: number) => number): Int32Array =>
    Int32Array.from({ length: view.byteLength / width }, (_, i) => checkInt32(context, read(i * width), i));
  switch (entry.dtype) {
    case "F32":
      return { dtype: "float32", data: floats(4, (at) => view.getFloat32(at, true)) };
    case "F16":
      return { dtype: "float32", data: floats(2, (at) => halfToFloat(view.getUint16(at, true))) };
    case "BF16":
      return { dtype: "float32", data: floats(2, (at) => bfloatToFloat(view.getUint16(at, true))) };
    case "C64":
      return { dtype: "complex64", data: floats(4, (at) => view.getFloat32(at, true)) };
    case "F64":
      return {
        dtype: "float64",
        data: Float64Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(8 * i, true)),
      };
    case "U8":
      return { dtype: "uint8", data: bytes.slice(entry.start, entry.end) };
    case "BOOL":
      return { dtype: "bool", data: bytes.slice(entry.start, entry.end).map((b) => (b === 0 ? 0 : 1)) };
    case "I8":
      return { dtype: "int32", data: ints(1, (at) => view.getInt8(at)) };
    case "I16":
      return { dtype: "int32", data: ints(2, (at) => view.getInt16(at, true)) };
    case "U16":
      return { dtype: "int32", data: ints(2, (at) => view.getUint16(at, true)) };
    case "I32":
      return { dtype: "int32", data: ints(4, (at) => view.getInt32(at, true)) };
    case "U32":
      return { dtype: "int32", data: ints(4, (at) => view.getUint32(at, true)) };
    case "I64":
      return { dtype: "int32", data: ints(8, (at) => readInt64(view, at)) };
    default:
      return { dtype: "int32", data: ints(8, (at) => readUint64(view, at)) }; // U64, the last of ITEM_BYTES
  }
}

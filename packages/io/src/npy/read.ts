// npy bytes as arrays of our dtypes. 64-bit and unsigned integers are narrowed to int32, and only where they fit.
import { FormatError, type DType, type TypedArray } from "@sonograd/core";
import { checkInt32, copyArray, halfToFloat, readInt64, readUint64 } from "../bytes/index.js";
import { parseNpyHeader, type NpyHeader } from "./header.js";

/** An npy file of numbers or bools. */
export interface NpyNumbers {
  readonly dtype: DType;
  readonly shape: number[];
  /** Row by row (C order); complex elements as interleaved (re, im), bools as 0 and 1. */
  readonly data: TypedArray;
}

/** An npy file of unicode strings. */
export interface NpyStrings {
  readonly dtype: "string";
  readonly shape: number[];
  readonly data: string[];
}

export type NpyArray = NpyNumbers | NpyStrings;

export interface ReadNpyOptions {
  /** What errors call the bytes (default "npy bytes"). */
  readonly name?: string;
}

/**
 * The array in an npy file: versions 1 to 3, both byte orders, C and Fortran order.
 *
 * bool → bool, uint8 → uint8, other integers → int32 (each value is checked), float16 and float32 → float32,
 * float64, complex64 and complex128 stay, unicode → strings. Rank 0 gives shape [].
 *
 * @throws FormatError  no npy file, truncated, an unsupported dtype, or an integer that int32 does not hold
 */
export function readNpy(bytes: Uint8Array, { name = "npy bytes" }: ReadNpyOptions = {}): NpyArray {
  const header = parseNpyHeader(bytes, name);
  const { shape, dataStart, kind, width } = header;
  const count = shape.reduce((product, n) => product * n, 1);
  const needed = count * width * (kind === "U" ? 4 : 1);
  if (bytes.length - dataStart < needed)
    throw new FormatError(
      `readNpy: source="${name}" is truncated: shape [${shape.join(", ")}] needs ${needed} bytes of data, ` +
        `${bytes.length - dataStart} are present.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataStart, needed);
  if (kind === "U") return { dtype: "string", shape, data: reorder(readStrings(view, count, header), 1, header) };
  const [dtype, read] = elementReader(header, name);
  const slots = kind === "c" ? 2 : 1;
  const direct = header.littleEndian ? DIRECT[kind + width] : undefined;
  const flat = direct
    ? copyArray(direct, bytes, dataStart, dataStart + needed)
    : readEach(makeNpyArray(dtype, count * slots), view, width / slots, read);
  return { dtype, shape, data: reorder(flat, slots, header) };
}

/** Element types that lie in the file as they lie in memory. */
const DIRECT: Record<string, typeof Float32Array | typeof Float64Array | typeof Int32Array | undefined> = {
  f4: Float32Array,
  c8: Float32Array,
  f8: Float64Array,
  c16: Float64Array,
  i4: Int32Array,
};

function readEach(flat: TypedArray, view: DataView, step: number, read: Read): TypedArray {
  for (let i = 0; i < flat.length; i++) flat[i] = read(view, i * step, i);
  return flat;
}

type Read = (view: DataView, at: number, index: number) => number;

function elementReader({ kind, width, littleEndian: le }: NpyHeader, name: string): [DType, Read] {
  const checked = (read: Read): Read => {
    const context = `readNpy: source="${name}"`;
    return (view, at, index) => checkInt32(context, read(view, at, index), index);
  };
  switch (kind + width) {
    case "b1":
      return ["bool", (view, at) => (view.getUint8(at) === 0 ? 0 : 1)];
    case "u1":
      return ["uint8", (view, at) => view.getUint8(at)];
    case "i1":
      return ["int32", (view, at) => view.getInt8(at)];
    case "u2":
      return ["int32", (view, at) => view.getUint16(at, le)];
    case "i2":
      return ["int32", (view, at) => view.getInt16(at, le)];
    case "i4":
      return ["int32", (view, at) => view.getInt32(at, le)];
    case "u4":
      return ["int32", checked((view, at) => view.getUint32(at, le))];
    case "i8":
      return ["int32", checked((view, at) => readInt64(view, at, le))];
    case "u8":
      return ["int32", checked((view, at) => readUint64(view, at, le))];
    case "f2":
      return ["float32", (view, at) => halfToFloat(view.getUint16(at, le))];
    case "f4":
      return ["float32", (view, at) => view.getFloat32(at, le)];
    case "f8":
      return ["float64", (view, at) => view.getFloat64(at, le)];
    case "c8":
      return ["complex64", (view, at) => view.getFloat32(at, le)];
    case "c16":
      return ["complex128", (view, at) => view.getFloat64(at, le)];
    default:
      throw new FormatError(`readNpy: source="${name}" has dtype '${kind}${width}', which is not supported.`);
  }
}

function makeNpyArray(dtype: DType, length: number): TypedArray {
  if (dtype === "float64" || dtype === "complex128") return new Float64Array(length);
  if (dtype === "float32" || dtype === "complex64") return new Float32Array(length);
  return dtype === "int32" ? new Int32Array(length) : new Uint8Array(length);
}

/** Fixed-width UTF-32 without the trailing NULs that pad it. */
function readStrings(view: DataView, count: number, { width, littleEndian }: NpyHeader): string[] {
  return Array.from({ length: count }, (_, i) => {
    let text = "";
    for (let c = 0; c < width; c++) text += String.fromCodePoint(view.getUint32(4 * (i * width + c), littleEndian));
    return text.replace(/\0+$/, "");
  });
}

/** Fortran order to C order; `slots` neighbours travel together. */
function reorder<T extends TypedArray | string[]>(flat: T, slots: number, { shape, fortranOrder }: NpyHeader): T {
  if (!fortranOrder || shape.length < 2) return flat;
  const out = flat.slice() as T;
  const index = shape.map(() => 0);
  for (let to = 0; to < flat.length / slots; to++) {
    let from = 0;
    for (let dim = shape.length - 1; dim >= 0; dim--) from = from * shape[dim] + index[dim];
    for (let s = 0; s < slots; s++) out[to * slots + s] = flat[from * slots + s];
    for (let dim = shape.length - 1; dim >= 0 && ++index[dim] === shape[dim]; dim--) index[dim] = 0;
  }
  return out;
}

// Between files, tensors and what the comparison reads.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fromTypedArray, isComplex, isDouble, isFloatingPoint, Tensor, type Device, type DType } from "@sonograd/core";
import { readNpy } from "@sonograd/io";
import type { ArrayEntry, GoldenValue, HostArray } from "./adapter.js";
import type { HostValue, Kind } from "./compare.js";

const INTEGER_DTYPES = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];

function kindOf(dtype: string): Kind {
  if (dtype === "string" || dtype === "bool") return dtype;
  if (dtype.startsWith("complex")) return "complex";
  return INTEGER_DTYPES.includes(dtype) ? "integer" : "float";
}

/** The dtype that `readNpy` narrows a NumPy dtype to. */
const narrowed = (dtype: string): string => (kindOf(dtype) === "integer" && dtype !== "uint8" ? "int32" : dtype);

/** An array of the manifest as it is in its file; the file must be what the manifest says. */
export async function readValue(directory: string, entry: ArrayEntry): Promise<HostValue> {
  const bytes = new Uint8Array(await readFile(path.join(directory, entry.file)));
  if (entry.dtype === "string") {
    const data = JSON.parse(new TextDecoder().decode(bytes)) as string[];
    return { kind: "string", shape: [data.length], data };
  }
  if (entry.dtype === "int64") return { kind: "integer", shape: entry.shape, data: readInt64(bytes, entry) };
  const { dtype, shape, data } = readNpy(bytes, { name: entry.file });
  if (dtype !== narrowed(entry.dtype) || shape.join() !== entry.shape.join())
    throw new Error(
      `${entry.file} holds ${dtype} [${shape.join(", ")}], the manifest says ${entry.dtype} [${entry.shape.join(", ")}]`,
    );
  return { kind: kindOf(dtype), shape, data };
}

/** int64 as doubles: `readNpy` narrows to int32, which some expected values exceed. */
function readInt64(bytes: Uint8Array, { file, shape }: ArrayEntry): Float64Array {
  const start = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  const header = new TextDecoder("latin1").decode(bytes.subarray(10, start));
  const inFile = /'shape': \(([^)]*)\)/.exec(header)?.[1].match(/\d+/g) ?? [];
  if (
    bytes[6] !== 1 ||
    !header.includes("'<i8'") ||
    !header.includes("'fortran_order': False") ||
    inFile.join() !== shape.join()
  )
    throw new Error(`${file} is not the little-endian int64 array in C order that the manifest says: ${header.trim()}`);
  return Float64Array.from(new BigInt64Array(bytes.slice(start).buffer), (value) => {
    const number = Number(value);
    // Beyond 2⁵³ the comparison would be between rounded doubles.
    if (!Number.isSafeInteger(number)) throw new Error(`${file} holds ${value}, which a double does not hold exactly`);
    return number;
  });
}

const FLOAT_DTYPES: Readonly<Record<string, DType>> = {
  float32: "float32",
  float64: "float64",
  complex64: "complex64",
  complex128: "complex128",
  bool: "bool",
  uint8: "uint8",
};
const SINGLE: Partial<Record<DType, DType>> = { float64: "float32", complex128: "complex64" };

/** An input array as a tensor; other integers become int32, doubles become single where the device has no doubles. */
export async function readTensor(directory: string, entry: ArrayEntry, device: Device): Promise<Tensor> {
  const { shape, data } = await readValue(directory, entry);
  const wide = FLOAT_DTYPES[entry.dtype] ?? "int32";
  const dtype = device === "cpu" ? wide : (SINGLE[wide] ?? wide);
  const values = data as ArrayLike<number>;
  if (dtype === "int32" && Array.from(values).some((v) => v !== (v | 0)))
    throw new Error(`${entry.file} does not fit int32`);
  const array =
    isDouble(dtype) ? Float64Array.from(values)
    : isFloatingPoint(dtype) || isComplex(dtype) ? Float32Array.from(values)
    : dtype === "int32" ? Int32Array.from(values)
    : Uint8Array.from(values); // prettier-ignore
  return fromTypedArray(array, shape, { dtype, device });
}

const isHostArray = (value: GoldenValue): value is HostArray =>
  typeof value === "object" && "shape" in value && !(value instanceof Tensor);

/**
 * A result on the host. JavaScript numbers have no dtype: they count as integers where integers are expected and
 * all of them are integers.
 */
export async function toHostValue(value: GoldenValue, expected: Kind): Promise<HostValue> {
  if (value instanceof Tensor) return { kind: kindOf(value.dtype), shape: value.shape, data: await value.data() };
  if (typeof value === "boolean") return { kind: "bool", shape: [], data: [Number(value)] };
  if (typeof value === "number") return { kind: numberKind([value], expected), shape: [], data: [value] };
  if (isHostArray(value)) return { kind: numberKind(value.data, expected), shape: value.shape, data: value.data };
  const first: unknown = value[0];
  if (typeof first === "string") return { kind: "string", shape: [value.length], data: value as readonly string[] };
  if (typeof first === "boolean")
    return { kind: "bool", shape: [value.length], data: Array.from(value as readonly boolean[], Number) };
  const numbers = value as ArrayLike<number>;
  return { kind: numberKind(numbers, expected), shape: [numbers.length], data: numbers };
}

function numberKind(data: ArrayLike<number>, expected: Kind): Kind {
  if (expected !== "integer" && expected !== "bool") return "float";
  return Array.from(data).every(Number.isInteger) ? "integer" : "float";
}

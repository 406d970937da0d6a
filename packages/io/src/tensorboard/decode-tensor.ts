// TensorProto back as arrays.
import { halfToFloat, type HostArray } from "../bytes/index.js";
import type { LoggedValue } from "./decode-value.js";
import { bytesAt, fieldTable, numberAt, repeated } from "./field-values.js";
import { readFields, type Field } from "./protobuf.js";
import { DATA_TYPES, SHAPE, TENSOR } from "./tensor-proto.js";

/** Arrays of the dtypes tensors have; half becomes float32, int64 float64. Undefined for other element types. */
export function decodeTensor(payload: Uint8Array): LoggedValue | undefined {
  const fields = readFields(payload);
  const dataType = numberAt(fieldTable(payload), TENSOR.dtype);
  const shape = messages(fields, TENSOR.shape)
    .flatMap((message) => messages(readFields(message), SHAPE.dim))
    .map((dim) => numberAt(fieldTable(dim), SHAPE.size));
  if (dataType === DATA_TYPES.string) {
    const strings = messages(fields, TENSOR.string).map((value) => new TextDecoder().decode(value));
    return { kind: "strings", shape, strings };
  }
  const numbers = decodeNumbers(fields, dataType, bytesAt(fieldTable(payload), TENSOR.content));
  if (!numbers) return undefined;
  const size = shape.reduce((product, length) => product * length, numbers.dtype.startsWith("complex") ? 2 : 1);
  return { kind: "tensor", dtype: numbers.dtype, shape, data: repeatedTo(size, numbers.data) };
}

const messages = (fields: readonly Field[], number: number): Uint8Array[] =>
  fields.flatMap((field) => (field.number === number && field.type === "bytes" ? [field.value] : []));

/** A single value stands for a whole array of it. */
function repeatedTo<T extends HostArray["data"]>(size: number, data: T): T {
  if (data.length !== 1 || size <= 1) return data;
  return new (data.constructor as new (length: number) => T)(size).fill(data[0]) as T;
}

function decodeNumbers(
  fields: readonly Field[],
  dataType: number,
  content: Uint8Array,
): Omit<HostArray, "shape"> | undefined {
  const isPlain = content.length > 0; // the elements as they lie in memory
  const { buffer } = content.slice();
  const floats = (field: number): Float32Array =>
    isPlain ? new Float32Array(buffer) : Float32Array.from(repeated(fields, field, 4));
  const doubles = (field: number): Float64Array =>
    isPlain ? new Float64Array(buffer) : Float64Array.from(repeated(fields, field, 8));
  const bytes = (field: number): Uint8Array =>
    isPlain ? new Uint8Array(buffer) : Uint8Array.from(repeated(fields, field, 0));
  switch (dataType) {
    case DATA_TYPES.float32:
      return { dtype: "float32", data: floats(TENSOR.float) };
    case DATA_TYPES.float64:
      return { dtype: "float64", data: doubles(TENSOR.double) };
    case DATA_TYPES.int32:
      return {
        dtype: "int32",
        data: isPlain ? new Int32Array(buffer) : Int32Array.from(repeated(fields, TENSOR.int, 0)),
      };
    case DATA_TYPES.uint8:
      return { dtype: "uint8", data: bytes(TENSOR.int) };
    case DATA_TYPES.bool:
      return { dtype: "bool", data: bytes(TENSOR.bool) };
    case DATA_TYPES.complex64:
      return { dtype: "complex64", data: floats(TENSOR.complex64) };
    case DATA_TYPES.complex128:
      return { dtype: "complex128", data: doubles(TENSOR.complex128) };
    case DATA_TYPES.int64:
      return {
        dtype: "float64",
        data: Float64Array.from(
          isPlain ? Array.from(new BigInt64Array(buffer), Number) : repeated(fields, TENSOR.int64, 0),
        ),
      };
    case DATA_TYPES.float16:
      return {
        dtype: "float32",
        data: Float32Array.from(isPlain ? new Uint16Array(buffer) : repeated(fields, TENSOR.half, 0), (bits) =>
          halfToFloat(bits),
        ),
      };
    default:
      return undefined;
  }
}

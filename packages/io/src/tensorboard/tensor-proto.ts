// TensorProto and TensorShapeProto, TensorFlow's arrays: field numbers of tensorboard/compat/proto/{tensor,tensor_shape,types}.proto.
import type { DType } from "@sonograd/core";
import type { HostArray } from "../bytes/index.js";
import { MessageWriter } from "./protobuf.js";

export const TENSOR = {
  dtype: 1,
  shape: 2,
  content: 4,
  float: 5,
  double: 6,
  int: 7,
  string: 8,
  complex64: 9,
  int64: 10,
  bool: 11,
  complex128: 12,
  half: 13,
} as const;
export const SHAPE = { dim: 2, size: 1 } as const;

/** TensorFlow's numbers of the element types used here. */
export const DATA_TYPES = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  complex128: 18,
  float16: 19,
} as const;

/** The field that carries the values of a dtype, and how. */
const VALUE_FIELDS: Readonly<Record<DType, readonly [field: number, packing: "fixed" | "varint"]>> = {
  float32: [TENSOR.float, "fixed"],
  float64: [TENSOR.double, "fixed"],
  int32: [TENSOR.int, "varint"],
  uint8: [TENSOR.int, "varint"],
  bool: [TENSOR.bool, "varint"],
  complex64: [TENSOR.complex64, "fixed"],
  complex128: [TENSOR.complex128, "fixed"],
};

/** A shape; sizes of zero are written too small to see, as proto3 does. */
export function shapeProto(shape: readonly number[]): MessageWriter {
  const message = new MessageWriter();
  for (const size of shape) message.message(SHAPE.dim, new MessageWriter().optionalVarint(SHAPE.size, size));
  return message;
}

/** An array of numbers in the field of its dtype. */
export function tensorProto({ dtype, shape, data }: HostArray): MessageWriter {
  const [field, packing] = VALUE_FIELDS[dtype];
  const message = new MessageWriter().varint(TENSOR.dtype, DATA_TYPES[dtype]).message(TENSOR.shape, shapeProto(shape));
  if (packing === "varint") return message.packedVarints(field, data);
  return message.packed(field, data as Float32Array | Float64Array);
}

/** An array of strings, or of messages packed as strings. */
export function stringTensorProto(values: readonly (string | Uint8Array)[], shape: readonly number[]): MessageWriter {
  const message = new MessageWriter().varint(TENSOR.dtype, DATA_TYPES.string).message(TENSOR.shape, shapeProto(shape));
  for (const value of values)
    if (typeof value === "string") message.string(TENSOR.string, value);
    else message.bytes(TENSOR.string, value);
  return message;
}

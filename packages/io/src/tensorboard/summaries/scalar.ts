// Scalars, in the old form (one float) and in the new one (a tensor with the plugin's name).
import { MessageWriter } from "../protobuf.js";
import { DATA_TYPES, TENSOR } from "../tensor-proto.js";
import { summaryValue, VALUE } from "./value.js";

export interface ScalarStyle {
  /** Write a tensor with the plugin "scalars", which newer TensorBoards load faster (default false). */
  readonly newStyle?: boolean;
  /** With `newStyle`: store float64 instead of float32 (default false). */
  readonly doublePrecision?: boolean;
}

export function scalarValue(
  tag: string,
  scalar: number,
  { newStyle = false, doublePrecision = false }: ScalarStyle = {},
): MessageWriter {
  if (!newStyle) return new MessageWriter().optionalString(VALUE.tag, tag).float(VALUE.simpleValue, scalar);
  const tensor = doublePrecision
    ? new MessageWriter().varint(TENSOR.dtype, DATA_TYPES.float64).packed(TENSOR.double, Float64Array.of(scalar))
    : new MessageWriter().varint(TENSOR.dtype, DATA_TYPES.float32).packed(TENSOR.float, Float32Array.of(scalar));
  return summaryValue(tag, "tensor", tensor, { pluginName: "scalars" });
}

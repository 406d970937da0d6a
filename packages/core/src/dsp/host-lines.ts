// For what no kernel can do, because each value waits for the one before or the result's shape depends on values: the lines
// along the last axis on the host, in double precision, and the way back.
import { data, fromTypedArray } from "../ops/index.js";
import { isDouble, isIntegral, type Device, type DType, type Shape, type Tensor } from "../tensor/index.js";

/** The lines of a real tensor along its last axis, row by row, from whatever device holds them. Cuts the history. */
export async function readLines(x: Tensor): Promise<Float64Array[]> {
  const values = Float64Array.from((await data(x.detach())) as ArrayLike<number>);
  const length = x.shape.at(-1)!;
  return Array.from({ length: length === 0 ? 0 : values.length / length }, (_, i) =>
    values.subarray(i * length, (i + 1) * length),
  );
}

/** Where lines go back to: the dtype and device of a tensor. */
export interface LinesLike {
  readonly dtype: DType;
  readonly device: Device;
}

/** Lines of equal length as a tensor [...batch, length] of the precision and on the device of `like`. */
export function writeLines(lines: readonly ArrayLike<number>[], batch: Shape, length: number, like: LinesLike): Tensor {
  const double = isDouble(like.dtype) && !isIntegral(like.dtype);
  const values = double ? new Float64Array(lines.length * length) : new Float32Array(lines.length * length);
  lines.forEach((line, i) => values.set(line, i * length));
  return fromTypedArray(values, [...batch, length], { dtype: double ? "float64" : "float32", device: like.device });
}

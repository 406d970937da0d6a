// Tables that are computed on the host in double precision: windows, filter banks, frequency axes.
import { fromTypedArray } from "../ops/index.js";
import { isDouble, type Device, type DType, type Tensor } from "../tensor/index.js";

/** `values` as a tensor in the real precision of `dtype` (float64 for the doubles, else float32) on `device`. */
export function constant(values: Float64Array, shape: readonly number[], dtype: DType, device: Device): Tensor {
  return isDouble(dtype)
    ? fromTypedArray(values, shape, { dtype: "float64", device })
    : fromTypedArray(Float32Array.from(values), shape, { dtype: "float32", device });
}

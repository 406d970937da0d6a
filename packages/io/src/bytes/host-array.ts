// A tensor's elements as a host array, from any device or at once from the CPU.
import { BackendError, type DType, type Shape, type Tensor, type TypedArray } from "@sonograd/core";

/** A tensor's contents in host memory: what file writers take. */
export interface HostArray {
  readonly dtype: DType;
  readonly shape: Shape;
  /** Row by row; complex elements as interleaved (re, im). */
  readonly data: TypedArray;
}

/** The elements of `x` from any device. */
export async function toHost(x: Tensor): Promise<HostArray> {
  return { dtype: x.dtype, shape: x.shape, data: await x.data() };
}

/**
 * The elements of a CPU tensor.
 *
 * @throws BackendError  the tensor lies on another device
 */
export function toHostSync(op: string, x: Tensor, asynchronous: string): HostArray {
  if (x.device !== "cpu")
    throw new BackendError(
      `${op}: device="${x.device}" cannot be read at once. Use ${asynchronous}, or move it to "cpu".`,
    );
  return { dtype: x.dtype, shape: x.shape, data: x.dataSync() };
}

// What add… methods take: tensors of any device, and arrays as they lie in memory.
import { ParameterError, Tensor, type DType } from "@sonograd/core";
import { toHost, toHostSync, type HostArray } from "../bytes/index.js";

/** A tensor, an array with its shape, or a list of numbers. */
export type LogArray = Tensor | HostArray | Float32Array | Float64Array | Int32Array | Uint8Array | readonly number[];

/** Whether any of the arrays has to be waited for. */
export const isOnGpu = (arrays: readonly LogArray[]): boolean =>
  arrays.some((x) => x instanceof Tensor && x.device !== "cpu");

/** The elements of arrays from any device. The reads are under way when this returns. */
export const readArrays = (op: string, arrays: readonly LogArray[]): Promise<HostArray[]> =>
  Promise.all(arrays.map((x) => (x instanceof Tensor && x.device !== "cpu" ? toHost(x) : hostArray(op, x))));

/** The elements of an array in host memory. */
export function hostArray(op: string, x: LogArray): HostArray {
  if (x instanceof Tensor) return toHostSync(op, x, "await x.data()");
  if (isPlain(x)) return { dtype: dtypeOf(x), shape: [x.length], data: Array.isArray(x) ? Float64Array.from(x) : x };
  if (x !== null && typeof x === "object" && "dtype" in x && "shape" in x && "data" in x) return x as HostArray;
  throw new ParameterError(`${op}: ${String(x)} is no tensor, typed array or list of numbers.`);
}

/** The shape of an array on any device. */
export const shapeOf = (x: LogArray): readonly number[] => (isPlain(x) ? [x.length] : (x as Tensor | HostArray).shape);

type Plain = (Float32Array | Float64Array | Int32Array | Uint8Array) & readonly number[];

const isPlain = (x: LogArray): x is Plain => Array.isArray(x) || ArrayBuffer.isView(x);

function dtypeOf(x: Plain): DType {
  if (x instanceof Float32Array) return "float32";
  if (x instanceof Int32Array) return "int32";
  return x instanceof Uint8Array ? "uint8" : "float64";
}

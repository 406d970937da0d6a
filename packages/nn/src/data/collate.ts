// Turning a list of samples into one batch.
import { formatShape, fromTypedArray, pad, ParameterError, sameShape, ShapeError, stack, Tensor } from "@sonograd/core";

/** The type of a batch of `T`: numbers and tensors become tensors, records and tuples keep their form. */
export type Collated<T> = T extends Tensor | number | boolean | Float32Array
  ? Tensor
  : T extends string
    ? string[]
    : T extends NotARecord
      ? T[]
      : T extends object
        ? { [K in keyof T]: Collated<T[K]> }
        : T[];

/** Objects that are listed as they are. */
type NotARecord = ArrayBufferView | ArrayBuffer | Date | Blob | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>;

export type Collate<T, B> = (samples: readonly T[]) => B;

function stackTensors(tensors: readonly Tensor[]): Tensor {
  const odd = tensors.findIndex((t) => !sameShape(t.shape, tensors[0].shape));
  if (odd >= 0)
    throw new ShapeError(
      `collate: sample ${odd} has shape ${formatShape(tensors[odd].shape)}, the first ${formatShape(tensors[0].shape)}. ` +
        "Cut or pad in the dataset, or use collate: padCollate().",
    );
  return stack([...tensors], 0);
}

function collateWith(samples: readonly unknown[], join: (tensors: readonly Tensor[]) => Tensor): unknown {
  const [first] = samples;
  if (first instanceof Tensor) return join(samples as readonly Tensor[]);
  if (first instanceof Float32Array) return join((samples as readonly Float32Array[]).map((s) => fromTypedArray(s)));
  if (typeof first === "number") {
    const numbers = samples as readonly number[];
    return fromTypedArray(numbers.every(Number.isInteger) ? Int32Array.from(numbers) : Float32Array.from(numbers));
  }
  if (typeof first === "boolean")
    return fromTypedArray(Uint8Array.from(samples as readonly boolean[], Number), [samples.length], { dtype: "bool" });
  if (Array.isArray(first))
    return first.map((_, k) =>
      collateWith(
        samples.map((s) => (s as unknown[])[k]),
        join,
      ),
    );
  if (typeof first === "object" && first !== null && Object.getPrototypeOf(first) === Object.prototype) {
    const records = samples as readonly Record<string, unknown>[];
    return Object.fromEntries(
      Object.keys(first).map((key) => [
        key,
        collateWith(
          records.map((r) => r[key]),
          join,
        ),
      ]),
    );
  }
  return [...samples];
}

/**
 * The default: tensors are stacked, records and tuples collated field by field, strings and other values listed.
 * Numbers become one int32 tensor when all are integers, else float32; a field that may hold either should be a tensor.
 *
 * @throws ShapeError  tensors of one field differ in shape
 */
export function defaultCollate<T>(samples: readonly T[]): Collated<T> {
  if (samples.length === 0) throw new ParameterError("collate: samples is empty. A batch needs at least one.");
  return collateWith(samples, stackTensors) as Collated<T>;
}

export interface PadCollateOptions {
  /** What is filled in (default 0). */
  value?: number;
  /** Length of the last axis, integer ≥ 1: longer tensors are cut at the end, shorter ones padded (default: the longest). */
  length?: number;
}

/**
 * A collate function that first pads the tensors of a field at the end of each axis to the largest, and with `length` cuts or
 * pads the last axis to that. Keep a sample's own length beside it where it is needed later.
 *
 * @throws ParameterError  length is no integer ≥ 1; (when called) no samples
 * @throws ShapeError      (when called) tensors of one field differ in their number of dimensions
 */
export function padCollate<T>({ value = 0, length }: PadCollateOptions = {}): Collate<T, Collated<T>> {
  if (length !== undefined && (!Number.isInteger(length) || length < 1))
    throw new ParameterError(`padCollate: length=${length} must be an integer ≥ 1.`);
  const join = (given: readonly Tensor[]): Tensor => {
    const rank = given[0].ndim;
    const odd = given.findIndex((t) => t.ndim !== rank);
    if (odd >= 0)
      throw new ShapeError(`padCollate: sample ${odd} has ${given[odd].ndim} dimensions, the first ${rank}.`);
    const cut = (t: Tensor): Tensor =>
      length !== undefined && rank > 0 && t.shape[rank - 1] > length ? t.narrow(-1, 0, length) : t;
    const tensors = given.map(cut);
    const largest = tensors[0].shape.map((_, axis) => Math.max(...tensors.map((t) => t.shape[axis])));
    if (length !== undefined && rank > 0) largest[rank - 1] = length;
    return stackTensors(
      tensors.map((t) => {
        const widths = largest
          .map((n, axis) => [0, n - t.shape[axis]])
          .reverse()
          .flat();
        return widths.some((w) => w > 0) ? pad(t, widths, { mode: "constant", value }) : t;
      }),
    );
  };
  return (samples) => {
    if (samples.length === 0) throw new ParameterError("padCollate: samples is empty. A batch needs at least one.");
    return collateWith(samples, join) as Collated<T>;
  };
}

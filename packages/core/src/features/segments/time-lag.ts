import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { formatShape, needFunction, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";

export interface TimeLagOptions {
  /** Dimension of time: columns (default -1), or rows (0). */
  readonly dim?: number;
}
export interface RecurrenceToLagOptions extends TimeLagOptions {
  /** Room for all lags, so that later and earlier frames do not meet (default true). */
  readonly pad?: boolean;
}

/** Column i rolled down by `factor` · i. x: [n, t] */
function sheared(x: Tensor, factor: 1 | -1): Tensor {
  const [n, t] = x.shape;
  const from = Int32Array.from({ length: n * t }, (_, at) => {
    const row = (Math.floor(at / t) - factor * (at % t)) % n;
    return row < 0 ? row + n : row;
  });
  return x.gather(0, fromTypedArray(from, [n, t], { device: x.device }));
}

function timeAcross(op: string, name: string, x: Tensor, dim: number): { columns: Tensor; isTurned: boolean } {
  needTensor(op, x, name);
  if (x.ndim !== 2 || x.shape.includes(0))
    throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} must be a matrix with at least one frame.`);
  const isTurned = normalizeDim(op, dim, 2) === 0;
  return { columns: isTurned ? x.transpose(0, 1) : x, isTurned };
}

/**
 * Recurrence as a function of time and lag: repetitions, which are diagonals, become horizontal lines.
 *
 * @param rec          recurrence, [frames, frames]
 * @param options.pad  room for all lags: negative ones are then in the second half (default true)
 * @param options.dim  dimension of time: columns (default -1) or rows (0)
 * @returns [2 · frames, frames], or [frames, frames] without pad; turned with dim 0. Unit of rec
 * @throws ShapeError  rec that is not square
 * @source librosa.segment.recurrence_to_lag
 * @example recurrenceToLag(tensor([[1, 0], [0, 1]])) // [[1, 1], [0, 0], [0, 0], [0, 0]]
 */
export function recurrenceToLag(rec: Tensor, { pad = true, dim = -1 }: RecurrenceToLagOptions = {}): Tensor {
  const { columns, isTurned } = timeAcross("recurrenceToLag", "rec", rec, dim);
  const [n, t] = columns.shape;
  if (n !== t) throw new ShapeError(`recurrenceToLag: rec ${formatShape(rec.shape)} must be square.`);
  const lag = sheared(pad ? columns.pad([0, 0, 0, t]) : columns, -1);
  return isTurned ? lag.transpose(0, 1) : lag;
}

/**
 * Recurrence as a function of two times from one of time and lag: `recurrenceToLag` undone.
 *
 * @param lag          [2 · frames, frames] or [frames, frames]; turned with dim 0
 * @param options.dim  dimension of time: columns (default -1) or rows (0)
 * @returns [frames, frames], unit of lag
 * @throws ShapeError  lag of another shape
 * @source librosa.segment.lag_to_recurrence
 * @example lagToRecurrence(tensor([[1, 1], [0, 0], [0, 0], [0, 0]])) // [[1, 0], [0, 1]]
 */
export function lagToRecurrence(lag: Tensor, { dim = -1 }: TimeLagOptions = {}): Tensor {
  const { columns, isTurned } = timeAcross("lagToRecurrence", "lag", lag, dim);
  const [n, t] = columns.shape;
  if (n !== t && n !== 2 * t)
    throw new ShapeError(
      `lagToRecurrence: lag ${formatShape(lag.shape)} must be [frames, frames] or [2 · frames, frames] with time along dim=${dim}.`,
    );
  const rec = sheared(columns, 1).narrow(0, 0, t);
  return isTurned ? rec.transpose(0, 1) : rec;
}

export interface TimelagFilterOptions {
  /** Room for all lags (default true). */
  readonly pad?: boolean;
  /** Which argument of the filter is the recurrence (default 0). */
  readonly index?: number;
}

/**
 * Turns a filter of images into a filter of recurrences along time and lag, e.g. a median filter along repetitions.
 *
 * @param filter         a function that takes and gives [lags, frames], or a promise of it
 * @param options.pad    room for all lags (default true)
 * @param options.index  which argument of the filter is the recurrence, integer ≥ 0 (default 0)
 * @returns a function of the same arguments that takes and gives [frames, frames]
 * @throws ParameterError  no function, or no argument of that index
 * @source librosa.segment.timelag_filter
 * @example timelagFilter((lag) => lag.mul(2))(eye(2)) // [[2, 0], [0, 2]]
 */
export function timelagFilter<A extends unknown[], R extends Tensor | Promise<Tensor>>(
  filter: (...args: A) => R,
  { pad = true, index = 0 }: TimelagFilterOptions = {},
): (...args: A) => R {
  needFunction("timelagFilter", filter, "filter");
  if (!Number.isInteger(index) || index < 0)
    throw new ParameterError(
      `timelagFilter: index=${index} must be an integer ≥ 0. It counts the arguments of filter.`,
    );
  return (...args) => {
    const inLags = args.map((arg, i) => (i === index ? recurrenceToLag(arg as Tensor, { pad }) : arg)) as A;
    const result = filter(...inLags);
    return (result instanceof Promise ? result.then((lag) => lagToRecurrence(lag)) : lagToRecurrence(result)) as R;
  };
}

import { ParameterError } from "../../errors/index.js";
import { stack } from "../../ops/index.js";
import { nameValue, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";

/** Frames from `start` on, before `end`. */
export type Span = readonly [start: number, end: number];

/** How frames, or bands, become one. */
export type Aggregate = keyof typeof AGGREGATES | ((part: Tensor, dim: number) => Tensor);

export interface SyncOptions {
  /** How the frames of a segment become one (default "mean"). */
  readonly aggregate?: Aggregate;
  /** Segments also before the first boundary and after the last (default true). */
  readonly pad?: boolean;
  /** Dimension of the frames (default -1). */
  readonly dim?: number;
}

const AGGREGATES = {
  mean: (x: Tensor, dim: number) => x.mean(dim),
  median: (x: Tensor, dim: number) => x.quantile(0.5, { dim }),
  max: (x: Tensor, dim: number) => x.amax(dim),
  min: (x: Tensor, dim: number) => x.amin(dim),
  sum: (x: Tensor, dim: number) => x.sum(dim),
  std: (x: Tensor, dim: number) => x.std(dim, { correction: 0 }),
};

/** The function of an aggregate, which takes `dim` away, counted from the end. */
export function aggregateOf(op: string, aggregate: Aggregate): (part: Tensor, dim: number) => Tensor {
  if (typeof aggregate !== "function" && !(typeof aggregate === "string" && Object.hasOwn(AGGREGATES, aggregate)))
    throw new ParameterError(
      `${op}: aggregate=${nameValue(aggregate)} must be a function or one of ${Object.keys(AGGREGATES).join(", ")}.`,
    );
  const reduce = typeof aggregate === "function" ? aggregate : AGGREGATES[aggregate];
  return (part, dim) => {
    const result = reduce(part, dim);
    return result.ndim === part.ndim ? result.squeeze(dim) : result;
  };
}

/** Spans of boundaries or spans, inside of `length` frames. */
export function spansOf(
  op: string,
  name: string,
  idx: ArrayLike<number> | readonly Span[],
  length: number,
  pad: boolean,
): Span[] {
  const list: unknown[] =
    Array.isArray(idx) || ArrayBuffer.isView(idx) ? Array.from(idx as unknown as ArrayLike<unknown>) : [undefined];
  const isFrame = (n: unknown): n is number => Number.isInteger(n) && (n as number) >= 0;
  const isSpan = (span: unknown): span is Span =>
    Array.isArray(span) && span.length === 2 && span.every(isFrame) && span[0] < span[1] && span[1] <= length;
  if (list.length > 0 && list.every(isSpan)) return list;
  if (!list.every(isFrame))
    throw new ParameterError(
      `${op}: ${name}=${JSON.stringify(list.slice(0, 8))} must be a list of frames ≥ 0, or of [start, end] within ${length} frames.`,
    );
  const bounds = new Set(pad ? [0, length, ...list.map((n) => Math.min(n, length))] : list.filter((n) => n <= length));
  const sorted = [...bounds].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => [sorted[i], end]);
}

/**
 * One value for each segment between boundaries, e.g. features for each beat.
 *
 * @param data  any shape
 * @param idx   boundaries, frames in any order; or segments [start, end]
 * @param options.aggregate  "mean", "median", "max", "min", "sum", "std" or a function of a segment and its dimension (default "mean")
 * @param options.pad        segments also before the first boundary and after the last (default true)
 * @param options.dim        dimension of the frames (default -1)
 * @returns shape and unit of data, with a frame for each segment
 * @throws ParameterError  frames out of range, no segment, unknown aggregate
 * @source librosa.util.sync
 * @example sync(tensor([1, 2, 3, 4, 5]), [2, 4]) // [1.5, 3.5, 5]
 */
export function sync(
  data: Tensor,
  idx: ArrayLike<number> | readonly Span[],
  { aggregate = "mean", pad = true, dim = -1 }: SyncOptions = {},
): Tensor {
  needTensor("sync", data, "data");
  const d = normalizeDim("sync", dim, data.ndim) - data.ndim;
  const reduce = aggregateOf("sync", aggregate);
  const spans = spansOf("sync", "idx", idx, data.shape.at(d)!, pad);
  if (spans.length === 0)
    throw new ParameterError("sync: idx holds no segment. Give two boundaries, or leave out pad: false.");
  return stack(
    spans.map(([start, end]) => reduce(data.narrow(d, start, end - start), d)),
    d,
  );
}

// Histograms: field numbers of tensorboard/compat/proto/histogram.proto.
import { ParameterError } from "@sonograd/core";
import { MessageWriter } from "../protobuf.js";
import { binEdges, countBins, type HistogramBins } from "./histogram-bins.js";
import { summaryValue } from "./value.js";

/** A histogram as it is stored. Bucket i holds the values above `bucketLimits[i − 1]` up to `bucketLimits[i]`. */
export interface HistogramNumbers {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly bucketLimits: ArrayLike<number>;
  readonly bucketCounts: ArrayLike<number>;
}

const HISTOGRAM = { min: 1, max: 2, num: 3, sum: 4, sumSquares: 5, bucketLimits: 6, buckets: 7 } as const;

export function histogramValue(tag: string, numbers: HistogramNumbers): MessageWriter {
  const message = new MessageWriter()
    .optionalDouble(HISTOGRAM.min, numbers.min)
    .optionalDouble(HISTOGRAM.max, numbers.max)
    .optionalDouble(HISTOGRAM.num, numbers.num)
    .optionalDouble(HISTOGRAM.sum, numbers.sum)
    .optionalDouble(HISTOGRAM.sumSquares, numbers.sumSquares)
    .packed(HISTOGRAM.bucketLimits, Float64Array.from(numbers.bucketLimits))
    .packed(HISTOGRAM.buckets, Float64Array.from(numbers.bucketCounts));
  return summaryValue(tag, "histogram", message);
}

/**
 * The histogram of values, cut to the bins in use, with one empty bin before them: TensorBoard knows right limits only.
 *
 * @source torch.utils.tensorboard.summary.make_histogram
 */
export function makeHistogram(values: Float64Array, bins: HistogramBins, maxBins?: number): HistogramNumbers {
  if (values.length === 0) throw new ParameterError("addHistogram: values are empty. Give at least one.");
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) throw new ParameterError(`addHistogram: values[${odd}]=${values[odd]} must be finite. Filter it out.`);
  const { edges, uniform } = binEdges(values, bins);
  let limits = edges;
  let counts = countBins(values, edges, uniform);
  if (maxBins !== undefined && counts.length > maxBins) ({ counts, limits } = subsample(counts, limits, maxBins));
  const start = counts.findIndex((count) => count > 0);
  if (start < 0)
    throw new ParameterError(`addHistogram: bins=${limits[0]}…${limits.at(-1)} hold none of the values. Widen them.`);
  const end = counts.findLastIndex((count) => count > 0) + 1;
  let [min, max, sum, sumSquares] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    sumSquares += value * value;
  }
  return {
    min,
    max,
    num: values.length,
    sum,
    sumSquares,
    bucketLimits: limits.slice(start, end + 1),
    bucketCounts: Float64Array.of(0, ...counts.slice(start, end)),
  };
}

/** Neighbouring bins joined until there are about `maxBins`; a ragged end is joined with empty bins. */
function subsample(
  counts: Float64Array,
  limits: Float64Array,
  maxBins: number,
): { counts: Float64Array; limits: Float64Array } {
  const size = Math.floor(counts.length / maxBins);
  const joined = new Float64Array(Math.ceil(counts.length / size));
  counts.forEach((count, i) => (joined[Math.floor(i / size)] += count));
  return {
    counts: joined,
    limits: Float64Array.from({ length: joined.length + 1 }, (_, i) => limits[Math.min(i * size, limits.length - 1)]),
  };
}

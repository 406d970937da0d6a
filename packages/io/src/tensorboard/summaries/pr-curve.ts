// Precision and recall over thresholds: field numbers of tensorboard/plugins/pr_curve/plugin_data.proto.
import { ParameterError, ShapeError } from "@sonograd/core";
import { MessageWriter } from "../protobuf.js";
import { tensorProto } from "../tensor-proto.js";
import { summaryValue } from "./value.js";

/** Counts and rates per threshold, lowest threshold first. */
export interface PrCurveRows {
  readonly truePositiveCounts: ArrayLike<number>;
  readonly falsePositiveCounts: ArrayLike<number>;
  readonly trueNegativeCounts: ArrayLike<number>;
  readonly falseNegativeCounts: ArrayLike<number>;
  readonly precision: ArrayLike<number>;
  readonly recall: ArrayLike<number>;
}

const PLUGIN_DATA = { numThresholds: 2 } as const;
/** torch writes no more than this: larger numbers once broke its encoding, and readers were only ever given fewer. */
const MOST_THRESHOLDS = 127;
const SMALLEST_COUNT = 1e-7;

export const thresholdsOf = (op: string, numThresholds: number): number => {
  if (!Number.isInteger(numThresholds) || numThresholds < 2)
    throw new ParameterError(`${op}: numThresholds=${numThresholds} must be an integer ≥ 2.`);
  return Math.min(numThresholds, MOST_THRESHOLDS);
};

export function prCurveValue(op: string, tag: string, rows: PrCurveRows, numThresholds: number): MessageWriter {
  const { truePositiveCounts, falsePositiveCounts, trueNegativeCounts, falseNegativeCounts, precision, recall } = rows;
  const table = [truePositiveCounts, falsePositiveCounts, trueNegativeCounts, falseNegativeCounts, precision, recall];
  const length = table[0].length;
  const odd = table.find((row) => row.length !== length);
  if (odd) throw new ShapeError(`${op}: rows of ${length} and ${odd.length} values; all six need one per threshold.`);
  const data = new Float32Array(6 * length);
  table.forEach((row, i) => data.set(row, i * length));
  return summaryValue(tag, "tensor", tensorProto({ dtype: "float32", shape: [6, length], data }), {
    pluginName: "pr_curves",
    content: new MessageWriter().varint(PLUGIN_DATA.numThresholds, numThresholds),
  });
}

/**
 * Counts of predictions at or above each of `numThresholds` evenly spaced thresholds 0…1.
 *
 * @source torch.utils.tensorboard.summary.compute_curve: predictions outside 0…1 are not counted
 */
export function computeCurve(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  numThresholds: number,
  weights: ArrayLike<number> | number,
): PrCurveRows {
  const truePositives = new Float64Array(numThresholds);
  const falsePositives = new Float64Array(numThresholds);
  for (let i = 0; i < predictions.length; i++) {
    const bucket = Math.floor(predictions[i] * (numThresholds - 1));
    if (!(bucket >= 0 && bucket < numThresholds)) continue;
    const weight = typeof weights === "number" ? weights : weights[i];
    truePositives[bucket] += labels[i] * weight;
    falsePositives[bucket] += (1 - labels[i]) * weight;
  }
  for (const counts of [truePositives, falsePositives])
    for (let t = numThresholds - 2; t >= 0; t--) counts[t] += counts[t + 1];
  const falseNegatives = truePositives.map((count) => truePositives[0] - count);
  return {
    truePositiveCounts: truePositives,
    falsePositiveCounts: falsePositives,
    trueNegativeCounts: falsePositives.map((count) => falsePositives[0] - count),
    falseNegativeCounts: falseNegatives,
    precision: truePositives.map((count, t) => count / Math.max(SMALLEST_COUNT, count + falsePositives[t])),
    recall: truePositives.map((count, t) => count / Math.max(SMALLEST_COUNT, count + falseNegatives[t])),
  };
}

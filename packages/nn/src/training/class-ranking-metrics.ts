// Scores of rankings over several classes: each class against the rest, and averaged. Host arithmetic only.
import { ParameterError } from "@sonograd/core";
import type { Average, Averaged } from "./precision-recall.js";
import { averagePrecision, rocAuc } from "./ranking-metrics.js";

export interface ClassRankingOptions<A extends Average = Average> {
  /** How the values of the classes become one (default "macro"). "micro" ranks the scores of all classes together. */
  average?: A;
  /**
   * A class that cannot be ranked, because it is in no sample (or for ROC AUC in all): "error" (default) throws, "skip" leaves it
   * out of the mean, NaN where classes stay apart.
   */
  absent?: "error" | "skip";
}

/** A class number, or for each class whether the sample has it. */
export type ClassTruth = ArrayLike<number> | readonly ArrayLike<number | boolean>[];

interface Columns {
  /** For each class, whether each sample has it. */
  readonly truth: readonly (readonly boolean[])[];
  readonly scores: readonly (readonly number[])[];
}

/** @throws ParameterError  rows that do not fit each other, no rows, a class number without a column */
function columnsOf(op: string, truth: ClassTruth, scores: readonly ArrayLike<number>[]): Columns {
  if (truth.length !== scores.length || scores.length === 0)
    throw new ParameterError(
      `${op}: truth has ${truth.length} entries, scores ${scores.length} rows. Both need as many, at least one.`,
    );
  const count = scores[0].length;
  const checkRow = (name: string, row: ArrayLike<unknown>, i: number): void => {
    if (row.length !== count)
      throw new ParameterError(`${op}: ${name} row ${i} has ${row.length} entries, scores row 0 ${count}. All need as many.`); // prettier-ignore
  };
  const classes = Array.from({ length: count }, (_, c) => c);
  const rows = Array.from(truth as ArrayLike<number | ArrayLike<number | boolean>>, (own, i) => {
    checkRow("scores", scores[i], i);
    if (typeof own !== "number") {
      checkRow("truth", own, i);
      return Array.from(own, Boolean);
    }
    if (!classes.includes(own))
      throw new ParameterError(`${op}: truth[${i}]=${own} must be a class number, 0…${count - 1}.`);
    return classes.map((c) => c === own);
  });
  return { truth: classes.map((c) => rows.map((row) => row[c])), scores: classes.map((c) => scores.map((row) => row[c])) }; // prettier-ignore
}

/** `metric` of each class against the rest, brought to one value. */
function overClasses<A extends Average>(
  op: string,
  { truth, scores }: Columns,
  metric: (truth: readonly boolean[], scores: readonly number[]) => number,
  isRankable: (positives: number, samples: number) => boolean,
  { average = "macro" as A, absent = "error" }: ClassRankingOptions<A>,
): Averaged<A> {
  if (average === "micro") return metric(truth.flat(), scores.flat()) as Averaged<A>;
  const supports = truth.map((column) => column.filter(Boolean).length);
  const rankable = supports.map((support, c) => isRankable(support, truth[c].length));
  const missing = rankable.indexOf(false);
  if (absent === "error" && missing >= 0)
    throw new ParameterError(
      `${op}: class ${missing} has ${supports[missing]} of ${truth[missing].length} samples and cannot be ranked. Add samples, or pass absent: "skip".`,
    );
  const values = truth.map((column, c) => (rankable[c] ? metric(column, scores[c]) : Number.NaN));
  if (average === null) return values as Averaged<A>;
  if (average !== "macro" && average !== "weighted")
    throw new ParameterError(`${op}: average=${String(average)} must be "macro", "micro", "weighted" or null.`);
  const weights = supports.map((support, c) => (rankable[c] ? (average === "weighted" ? support : 1) : 0));
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) throw new ParameterError(`${op}: no class can be ranked. Add samples of at least two classes.`);
  return (values.reduce((s, v, c) => (rankable[c] ? s + v * weights[c] : s), 0) / sum) as Averaged<A>;
}

/**
 * Mean average precision (mAP): the average precision of each class against the rest, averaged over the classes, 0…1.
 *
 * @param truth   one class number per sample; or, where a sample may have several classes or none, one row of 0 and 1 (or booleans) per
 *   sample
 * @param scores  one row of class scores per sample, larger is more certain
 * @returns a number, or with `average: null` one per class
 * @throws ParameterError  rows do not fit each other, a class is in no sample (see `absent`), an unknown average
 * @source sklearn.metrics.average_precision_score of label-indicator rows; a class in no sample is an error here, 0 there
 * @example meanAveragePrecision([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]) // 1
 */
export function meanAveragePrecision<A extends Average = "macro">(
  truth: ClassTruth,
  scores: readonly ArrayLike<number>[],
  options: ClassRankingOptions<A> = {},
): Averaged<A> {
  const op = "meanAveragePrecision";
  return overClasses<A>(op, columnsOf(op, truth, scores), averagePrecision, (positives) => positives > 0, options);
}

/**
 * Area under the ROC curve of each class against the rest, averaged over the classes, 0…1. Parameters and result as
 * {@link meanAveragePrecision}.
 *
 * @throws ParameterError  rows do not fit each other, a class is in no sample or in all (see `absent`), an unknown average
 * @source sklearn.metrics.roc_auc_score with multi_class="ovr"; scores need not sum to 1 here
 */
export function meanRocAuc<A extends Average = "macro">(
  truth: ClassTruth,
  scores: readonly ArrayLike<number>[],
  options: ClassRankingOptions<A> = {},
): Averaged<A> {
  const op = "meanRocAuc";
  const isRankable = (positives: number, samples: number): boolean => positives > 0 && positives < samples;
  return overClasses<A>(op, columnsOf(op, truth, scores), rocAuc, isRankable, options);
}

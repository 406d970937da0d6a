// How well scores put what is there before what is not. Host arithmetic only.
import { ParameterError } from "@sonograd/core";

interface Counts {
  /** Items with at least this score, one entry per distinct score, falling. */
  readonly hits: readonly number[];
  readonly falseAlarms: readonly number[];
}

/** Counts after each distinct score, the largest first. @throws ParameterError for lengths that differ or a needed side without items */
function countsByScore(
  op: string,
  truth: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  needs: "both" | "positives" = "both",
): Counts {
  if (truth.length !== scores.length)
    throw new ParameterError(`${op}: truth has ${truth.length} entries, scores ${scores.length}. Both need as many.`);
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const hits: number[] = [];
  const falseAlarms: number[] = [];
  let [right, wrong] = [0, 0];
  order.forEach((item, i) => {
    if (truth[item]) right++;
    else wrong++;
    if (i + 1 < order.length && scores[order[i + 1]] === scores[item]) return; // equal scores are one step
    hits.push(right);
    falseAlarms.push(wrong);
  });
  if (right === 0 || (needs === "both" && wrong === 0))
    throw new ParameterError(
      `${op}: truth has ${right} positives and ${wrong} negatives. ${needs === "both" ? "Both" : "Positives"} are needed.`,
    );
  return { hits, falseAlarms };
}

/**
 * Area under the ROC curve: the chance that a positive has a larger score than a negative, 0…1; ties count half.
 *
 * @param truth   0 or 1 (or booleans), one per score
 * @param scores  larger is more certain
 * @throws ParameterError  lengths differ, or one of both sides is empty
 * @source sklearn.metrics.roc_auc_score, of two classes
 */
export function rocAuc(truth: ArrayLike<number | boolean>, scores: ArrayLike<number>): number {
  const { hits, falseAlarms } = countsByScore("rocAuc", truth, scores);
  const area = hits.reduce((sum, hit, i) => sum + ((falseAlarms[i] - (falseAlarms[i - 1] ?? 0)) * (hit + (hits[i - 1] ?? 0))) / 2, 0); // prettier-ignore
  return area / (hits.at(-1)! * falseAlarms.at(-1)!);
}

/**
 * Mean of the precision over the steps of recall, without interpolation, 0…1; 1 without negatives. Parameters as
 * {@link rocAuc}.
 *
 * @throws ParameterError  lengths differ, or there are no positives
 * @source sklearn.metrics.average_precision_score
 */
export function averagePrecision(truth: ArrayLike<number | boolean>, scores: ArrayLike<number>): number {
  const { hits, falseAlarms } = countsByScore("averagePrecision", truth, scores, "positives");
  const sum = hits.reduce((total, hit, i) => total + ((hit - (hits[i - 1] ?? 0)) * hit) / (hit + falseAlarms[i]), 0);
  return sum / hits.at(-1)!;
}

/**
 * Where as many positives are missed as negatives are let in, 0…1, on the straight lines between the scores. Parameters and errors
 * as {@link rocAuc}.
 */
export function equalErrorRate(truth: ArrayLike<number | boolean>, scores: ArrayLike<number>): number {
  const { hits, falseAlarms } = countsByScore("equalErrorRate", truth, scores);
  let [alarmBefore, missBefore] = [0, 1];
  for (let i = 0; i < hits.length; i++) {
    const [alarm, miss] = [falseAlarms[i] / falseAlarms.at(-1)!, 1 - hits[i] / hits.at(-1)!];
    if (alarm >= miss) {
      const gap = missBefore - alarmBefore;
      return alarmBefore + ((alarm - alarmBefore) * gap) / (gap + alarm - miss);
    }
    [alarmBefore, missBefore] = [alarm, miss];
  }
  return 1;
}

/**
 * Share of rows whose true class is among the `k` largest scores; a tie with the k-th counts as inside only by its place.
 *
 * @param truth   class numbers, one per row
 * @param scores  one row of class scores per item
 * @throws ParameterError  lengths differ, or k is out of 1…classes
 */
export function topKAccuracy(truth: ArrayLike<number>, scores: readonly ArrayLike<number>[], k: number): number {
  if (truth.length !== scores.length)
    throw new ParameterError(
      `topKAccuracy: truth has ${truth.length} entries, scores ${scores.length} rows. Both need as many.`,
    );
  const classes = scores[0]?.length ?? 0;
  if (!(Number.isInteger(k) && k >= 1 && k <= Math.max(1, classes)))
    throw new ParameterError(`topKAccuracy: k=${k} must be an integer in 1…${classes}.`);
  const right = scores.filter((row, i) => {
    const own = row[truth[i]];
    return Array.from(row).filter((v, c) => v > own || (v === own && c < truth[i])).length < k;
  });
  return scores.length > 0 ? right.length / scores.length : 0;
}

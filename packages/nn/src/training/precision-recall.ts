// Scores of decisions: how many were right of those made, and of those there were. Host arithmetic only.
import { ParameterError } from "@sonograd/core";

/**
 * How the values of the classes become one: "macro" is their mean, "weighted" their mean weighted by how often each class is
 * there, "micro" counts all classes together, and null leaves them apart.
 */
export type Average = "macro" | "micro" | "weighted" | null;

export interface ClassScoreOptions<A extends Average = Average> {
  /** Default "macro" (scikit-learn's is "binary", the value of class 1: `average: null, labels: [1]`). */
  average?: A;
  /** The classes that count, in this order (default: those in truth or predicted, ascending). */
  labels?: readonly number[];
  /** The value where there is nothing to divide by: no such prediction, or no such sample (default 0). */
  zeroDivision?: 0 | 1;
}

export interface FbetaOptions<A extends Average = Average> extends ClassScoreOptions<A> {
  /** Recall counts beta times as much as precision, ≥ 0 (default 1); infinity is recall alone. */
  beta?: number;
}

/** One number, or one per class where they are left apart. */
export type Averaged<A extends Average> = A extends null ? number[] : number;

interface Tally {
  readonly hits: number;
  readonly predicted: number;
  readonly support: number;
}

/** @throws ParameterError  lengths differ, nothing to count, a class that is no integer */
function talliesOf(
  op: string,
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  labels?: readonly number[],
): Tally[] {
  if (truth.length !== predicted.length)
    throw new ParameterError(
      `${op}: truth has ${truth.length} entries, predicted ${predicted.length}. Both need as many.`,
    );
  if (truth.length === 0) throw new ParameterError(`${op}: truth is empty. Give at least one sample.`);
  const seen = [...Array.from(truth), ...Array.from(predicted)];
  const odd = [...seen, ...(labels ?? [])].find((c) => !Number.isInteger(c));
  if (odd !== undefined) throw new ParameterError(`${op}: class ${odd} must be an integer. Give class numbers.`);
  if (labels?.length === 0) throw new ParameterError(`${op}: labels is empty. Name at least one class.`);
  const classes = labels ?? [...new Set(seen)].sort((a, b) => a - b);
  const counts = new Map(classes.map((c) => [c, { hits: 0, predicted: 0, support: 0 }]));
  for (let i = 0; i < truth.length; i++) {
    const [there, said] = [counts.get(truth[i]), counts.get(predicted[i])];
    if (there) there.support++;
    if (said) said.predicted++;
    if (there && there === said) there.hits++;
  }
  return classes.map((c) => counts.get(c)!);
}

const total = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((a, b) => ({
    hits: a.hits + b.hits,
    predicted: a.predicted + b.predicted,
    support: a.support + b.support,
  }));

/** The value of each class, or of all together, brought to one. */
function average<A extends Average>(
  op: string,
  tallies: readonly Tally[],
  value: (tally: Tally) => number,
  mode: Average,
): Averaged<A> {
  if (mode === "micro") return value(total(tallies)) as Averaged<A>;
  const values = tallies.map(value);
  if (mode === null) return values as Averaged<A>;
  if (mode !== "macro" && mode !== "weighted")
    throw new ParameterError(`${op}: average=${String(mode)} must be "macro", "micro", "weighted" or null.`);
  const weights = tallies.map(({ support }) => (mode === "weighted" ? support : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  // None of the classes is there: weights say nothing, so all of them together do.
  if (sum === 0) return value(total(tallies)) as Averaged<A>;
  return (values.reduce((s, v, i) => s + v * weights[i], 0) / sum) as Averaged<A>;
}

const ratio = (part: number, whole: number, zeroDivision: number): number => (whole > 0 ? part / whole : zeroDivision);
const precisionOf = ({ hits, predicted }: Tally, zero: number): number => ratio(hits, predicted, zero);
const recallOf = ({ hits, support }: Tally, zero: number): number => ratio(hits, support, zero);

/**
 * Share of right answers among those that named the class, 0…1.
 *
 * @param truth      class numbers, one per sample
 * @param predicted  class numbers, as many
 * @returns a number, or with `average: null` one per class
 * @throws ParameterError  lengths differ, no samples, a class that is no integer, an unknown average
 * @source sklearn.metrics.precision_score (its rules for what cannot be divided); the default average differs
 * @example precisionScore([0, 1, 1, 2], [0, 1, 2, 2]) // (1 + 1 + 1/2) / 3
 */
export function precisionScore<A extends Average = "macro">(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { average: mode = "macro" as A, labels, zeroDivision = 0 }: ClassScoreOptions<A> = {},
): Averaged<A> {
  const op = "precisionScore";
  return average<A>(op, talliesOf(op, truth, predicted, labels), (tally) => precisionOf(tally, zeroDivision), mode);
}

/**
 * Share of the samples of a class that were found, 0…1. Parameters, result and errors as {@link precisionScore}.
 *
 * @source sklearn.metrics.recall_score; the default average differs
 */
export function recallScore<A extends Average = "macro">(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { average: mode = "macro" as A, labels, zeroDivision = 0 }: ClassScoreOptions<A> = {},
): Averaged<A> {
  const op = "recallScore";
  return average<A>(op, talliesOf(op, truth, predicted, labels), (tally) => recallOf(tally, zeroDivision), mode);
}

/**
 * Weighted harmonic mean of precision p and recall r, (1 + β²) p r / (β² p + r), 0…1: of each class, and then averaged. It is
 * `zeroDivision` where a class is neither there nor predicted. Parameters, result and errors as {@link precisionScore}.
 *
 * @throws ParameterError  also for beta < 0
 * @source sklearn.metrics.fbeta_score; the default average differs
 */
export function fbetaScore<A extends Average = "macro">(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  { average: mode = "macro" as A, labels, zeroDivision = 0, beta = 1 }: FbetaOptions<A> = {},
): Averaged<A> {
  const op = "fbetaScore";
  if (!(beta >= 0)) throw new ParameterError(`${op}: beta=${beta} must be ≥ 0.`);
  const value = (tally: Tally): number => {
    const [p, r] = [precisionOf(tally, zeroDivision), recallOf(tally, zeroDivision)];
    if (beta === Number.POSITIVE_INFINITY) return r;
    return ratio((1 + beta ** 2) * p * r, beta ** 2 * p + r, 0);
  };
  return average<A>(op, talliesOf(op, truth, predicted, labels), value, mode);
}

/**
 * Harmonic mean of precision and recall, 0…1: {@link fbetaScore} with beta 1.
 *
 * @source sklearn.metrics.f1_score; the default average differs
 */
export function f1Score<A extends Average = "macro">(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  options: ClassScoreOptions<A> = {},
): Averaged<A> {
  return fbetaScore(truth, predicted, { ...options, beta: 1 });
}

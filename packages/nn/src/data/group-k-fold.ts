// Folds of whole groups: no speaker or source recording is learnt from and tested on in one round.
import { ParameterError } from "@sonograd/core";
import { permutation, type Dataset } from "./dataset.js";
import { checkEnough, checkKeys, openOptions, roundsOf, type Fold, type KFoldOptions } from "./fold-assignment.js";
import { membersOf } from "./grouped-samplers.js";

/** Groups as strings or numbers, so that they have an order. */
export type GroupKey = string | number;

/** Samples of each group in the ascending order of their keys. */
function groupsOf(groups: readonly GroupKey[]): number[][] {
  const entries = [...membersOf(groups)];
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.map(([, members]) => members);
}

/**
 * Rounds of a cross-validation over `nSplits` folds of which no two share a group: the largest groups first, each into the fold that has the
 * fewest samples.
 *
 * @param groups  the group of each sample, such as its speaker or source recording
 * @returns one `{ train, test }` per fold; every sample is in one `test`
 * @throws ParameterError  nSplits < 2 or more than there are groups; groups and dataset differ in length; a seed without shuffle
 * @source sklearn.model_selection.GroupKFold; `shuffle` puts groups of one size in random order
 */
export function groupKFold<T>(dataset: Dataset<T>, groups: readonly GroupKey[], options: KFoldOptions = {}): Fold<T>[] {
  const op = "groupKFold";
  const { nSplits, generator } = openOptions(op, options);
  checkKeys(op, "groups", groups, dataset);
  const ordered = groupsOf(groups);
  checkEnough(op, nSplits, ordered.length, "groups");
  const list = generator ? permutation(ordered.length, generator).map((i) => ordered[i]) : ordered.reverse();
  list.sort((a, b) => b.length - a.length); // stable: groups of one size stay in order
  const sizes = Array.from({ length: nSplits }, () => 0);
  const folds = new Int32Array(dataset.length);
  for (const members of list) {
    const fold = sizes.indexOf(Math.min(...sizes));
    sizes[fold] += members.length;
    for (const sample of members) folds[sample] = fold;
  }
  return roundsOf(dataset, folds, nSplits);
}

const deviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
};

/** Differences of unevenness below this are none. */
const EQUAL = { relative: 1e-5, absolute: 1e-8 };

/**
 * {@link groupKFold} in which every fold holds each class in about its share, as near as whole groups allow: the groups with the most uneven
 * classes first, each into the fold where the classes end up spread most evenly over the folds.
 *
 * @param labels  the class of each sample
 * @param groups  the group of each sample
 * @throws ParameterError  as groupKFold; labels and dataset differ in length; every class has fewer samples than nSplits
 * @source sklearn.model_selection.StratifiedGroupKFold; the draws of shuffle differ
 */
export function stratifiedGroupKFold<T>(
  dataset: Dataset<T>,
  labels: readonly unknown[],
  groups: readonly GroupKey[],
  options: KFoldOptions = {},
): Fold<T>[] {
  const op = "stratifiedGroupKFold";
  const { nSplits, generator } = openOptions(op, options);
  checkKeys(op, "labels", labels, dataset);
  checkKeys(op, "groups", groups, dataset);
  const classes = [...membersOf(labels).values()];
  checkEnough(op, nSplits, Math.max(0, ...classes.map((members) => members.length)), "samples of the largest class");
  const ordered = groupsOf(groups);
  checkEnough(op, nSplits, ordered.length, "groups");
  const classOf = new Int32Array(dataset.length);
  classes.forEach((members, k) => members.forEach((sample) => (classOf[sample] = k)));
  const list = (generator ? permutation(ordered.length, generator).map((i) => ordered[i]) : ordered).map((members) => {
    const counts = classes.map(() => 0);
    for (const sample of members) counts[classOf[sample]]++;
    return { members, counts, unevenness: deviation(counts) };
  });
  list.sort((a, b) => b.unevenness - a.unevenness);
  const filled = Array.from({ length: nSplits }, () => classes.map(() => 0));
  const folds = new Int32Array(dataset.length);
  for (const { members, counts } of list) {
    const fold = bestFold(filled, counts, classes.map((own) => own.length)); // prettier-ignore
    counts.forEach((count, k) => (filled[fold][k] += count));
    for (const sample of members) folds[sample] = fold;
  }
  if (filled.some((counts) => counts.every((count) => count === 0)))
    throw new ParameterError(`${op}: nSplits=${nSplits} leaves a fold without samples, so uneven are the groups. Use fewer folds.`); // prettier-ignore
  return roundsOf(dataset, folds, nSplits);
}

/** Where a group with these `counts` of each class leaves the classes most evenly spread; of equals, the fold with the fewest samples. */
function bestFold(
  filled: readonly (readonly number[])[],
  counts: readonly number[],
  totals: readonly number[],
): number {
  // prettier-ignore
  let best = { fold: 0, unevenness: Number.POSITIVE_INFINITY, samples: Number.POSITIVE_INFINITY };
  filled.forEach((own, fold) => {
    const shares = totals.map((total, k) => filled.map((row, f) => (row[k] + (f === fold ? counts[k] : 0)) / total));
    const unevenness = shares.reduce((sum, column) => sum + deviation(column), 0) / totals.length;
    const samples = own.reduce((sum, n) => sum + n, 0);
    const isEqual = Math.abs(unevenness - best.unevenness) <= EQUAL.absolute + EQUAL.relative * best.unevenness;
    if (unevenness < best.unevenness || (isEqual && samples < best.samples)) best = { fold, unevenness, samples };
  });
  return best.fold;
}

// Folds of single samples: each sample is tested on once.
import { permutation, type Dataset } from "./dataset.js";
import { checkEnough, checkKeys, openOptions, roundsOf, type Fold, type KFoldOptions } from "./fold-assignment.js";
import { membersOf } from "./grouped-samplers.js";

/**
 * Rounds of a cross-validation over `nSplits` folds of nearly equal size: consecutive samples, or with `shuffle` random ones. The first
 * folds have one sample more where the number does not divide.
 *
 * @returns one `{ train, test }` per fold; every sample is in one `test`
 * @throws ParameterError  nSplits < 2 or more than there are samples, or a seed without shuffle
 * @source sklearn.model_selection.KFold; the draws of shuffle differ
 * @example for (const { train, test } of kFold(dataset, { shuffle: true, seed: 0 })) scores.push(await fit(train, test));
 */
export function kFold<T>(dataset: Dataset<T>, options: KFoldOptions = {}): Fold<T>[] {
  const { nSplits, generator } = openOptions("kFold", options);
  const count = dataset.length;
  checkEnough("kFold", nSplits, count, "samples");
  const order = generator ? permutation(count, generator) : Array.from({ length: count }, (_, i) => i);
  const larger = count % nSplits;
  const size = Math.floor(count / nSplits);
  const folds = new Int32Array(count);
  order.forEach((sample, place) => {
    const inLarger = place < larger * (size + 1);
    folds[sample] = inLarger ? Math.floor(place / (size + 1)) : Math.floor((place - larger) / size);
  });
  return roundsOf(dataset, folds, nSplits);
}

/**
 * {@link kFold} in which every fold holds each class in about its share of the whole. A class with fewer samples than folds is missing in
 * some.
 *
 * @param labels  the class of each sample
 * @throws ParameterError  as kFold; labels and dataset differ in length; every class has fewer samples than nSplits
 * @source sklearn.model_selection.StratifiedKFold; the draws of shuffle differ
 */
export function stratifiedKFold<T>(
  dataset: Dataset<T>,
  labels: readonly unknown[],
  options: KFoldOptions = {},
): Fold<T>[] {
  const op = "stratifiedKFold";
  const { nSplits, generator } = openOptions(op, options);
  checkKeys(op, "labels", labels, dataset);
  const classes = [...membersOf(labels).values()];
  checkEnough(op, nSplits, Math.max(0, ...classes.map((members) => members.length)), "samples of the largest class");
  const folds = new Int32Array(dataset.length);
  // Dealt out in turn over all classes one after the other, so that what does not divide is spread over the folds; within a class
  // the folds are blocks in order.
  let dealt = 0;
  for (const members of classes) {
    const own = members.map((_, i) => (dealt + i) % nSplits).sort((a, b) => a - b);
    const order = generator ? permutation(own.length, generator) : own.map((_, i) => i);
    members.forEach((sample, i) => (folds[sample] = own[order[i]]));
    dealt += members.length;
  }
  return roundsOf(dataset, folds, nSplits);
}

// What the splitters into folds share: their options, their checks, and subsets from a fold for each sample.
import { ParameterError, type Generator } from "@sonograd/core";
import { Subset, type Dataset } from "./dataset.js";
import { generatorOf, type ChanceOptions } from "./random-samplers.js";

export interface KFoldOptions extends ChanceOptions {
  /** How many folds, ≥ 2 (default 5). */
  nSplits?: number;
  /** Draw at random which samples go together (default false: by their order). */
  shuffle?: boolean;
}

/** One round of a cross-validation: everything but one fold to learn from, that fold to test on. */
export interface Fold<T> {
  readonly train: Subset<T>;
  readonly test: Subset<T>;
}

/** The options with their defaults; the generator is null where nothing is drawn. */
export function openOptions(
  op: string,
  { nSplits = 5, shuffle = false, ...chance }: KFoldOptions,
): { nSplits: number; generator: Generator | null } {
  if (!Number.isInteger(nSplits) || nSplits < 2)
    throw new ParameterError(`${op}: nSplits=${nSplits} must be an integer ≥ 2.`);
  if (!shuffle && (chance.seed !== undefined || chance.generator))
    throw new ParameterError(`${op}: seed has no effect with shuffle=false. Pass shuffle: true, or leave it out.`);
  return { nSplits, generator: shuffle ? generatorOf(chance) : null };
}

/** @throws ParameterError  not one key per sample */
export function checkKeys(op: string, name: string, keys: readonly unknown[], dataset: Dataset<unknown>): void {
  if (keys.length !== dataset.length)
    throw new ParameterError(
      `${op}: ${name} has ${keys.length} entries, the dataset ${dataset.length} samples. Give one for each.`,
    );
}

/** @throws ParameterError  `count` of what goes around is less than the folds */
export function checkEnough(op: string, nSplits: number, count: number, what: string): void {
  if (nSplits > count)
    throw new ParameterError(`${op}: nSplits=${nSplits} must be at most ${count}, the number of ${what}. Use fewer folds.`); // prettier-ignore
}

/** The rounds, where `folds` has the fold of each sample; samples keep their order. */
export function roundsOf<T>(dataset: Dataset<T>, folds: ArrayLike<number>, nSplits: number): Fold<T>[] {
  const all = Array.from(folds, (_, i) => i);
  return Array.from({ length: nSplits }, (_, fold) => ({
    train: new Subset(
      dataset,
      all.filter((i) => folds[i] !== fold),
    ),
    test: new Subset(
      dataset,
      all.filter((i) => folds[i] === fold),
    ),
  }));
}

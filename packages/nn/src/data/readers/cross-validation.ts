// Cross-validation over the folds that a set was published with.
import path from "node:path";
import { ParameterError } from "@sonograd/core";
import type { AudioDataset, AudioItem } from "./audio-item.js";

/** What the published folds are: how many there are, their sizes in the whole set, and the fold that a file's path tells. */
interface OfficialFolds {
  readonly sizes: readonly number[];
  foldOf(file: string): number;
}

const escFold = (file: string): number => Number(/^(\d+)-/.exec(path.basename(file))?.[1]);

const OFFICIAL: Partial<Record<AudioDataset["layout"], OfficialFolds>> = {
  urbansound8k: {
    sizes: [873, 888, 925, 990, 936, 823, 838, 806, 816, 837],
    foldOf: (file) => Number(/^fold(\d+)$/.exec(path.basename(path.dirname(file)))?.[1]),
  },
  esc50: { sizes: [400, 400, 400, 400, 400], foldOf: escFold },
  esc10: { sizes: [80, 80, 80, 80, 80], foldOf: escFold },
};

/** One round: everything but one fold to learn from, that fold to test on. */
export interface FoldRound {
  /** The fold that is tested on, from 1. */
  readonly fold: number;
  readonly train: readonly AudioItem[];
  readonly test: readonly AudioItem[];
}

export interface CrossValidation {
  readonly scores: readonly { readonly fold: number; readonly score: number }[];
  /** Mean over the folds. */
  readonly mean: number;
  /** Deviation over the folds (n − 1). */
  readonly std: number;
}

/**
 * Throws unless the items have the folds that their set was published with: all folds there, each file in the fold that its
 * path tells, no source recording in two folds, and in a whole set the published number in each. Clips of one recording are
 * much alike: results on reshuffled folds are too good, and cannot be compared with anyone's.
 *
 * @throws ParameterError  the folds are not the published ones, or the set has none
 */
export function checkOfficialFolds({ layout, items, directory }: AudioDataset): void {
  const op = "checkOfficialFolds";
  const rule = "Do not reshuffle: use the folds that the set comes with.";
  const official = OFFICIAL[layout];
  if (!official)
    throw new ParameterError(
      `${op}: layout="${layout}" must be one of ${Object.keys(OFFICIAL).join(", ")}: others have no official folds.`,
    );
  const foldOfGroup = new Map<string, number>();
  const sizes = official.sizes.map(() => 0);
  for (const { path: file, fold, group } of items) {
    if (fold === undefined || fold !== official.foldOf(file) || !(fold >= 1 && fold <= sizes.length))
      throw new ParameterError(
        `${op}: fold=${fold} of "${file}" must be ${official.foldOf(file)}, as its path says. ${rule}`,
      );
    const other = group === undefined ? fold : (foldOfGroup.get(group) ?? fold);
    if (other !== fold)
      throw new ParameterError(`${op}: clips of recording ${group} are in fold ${other} and in fold ${fold}. ${rule}`);
    if (group !== undefined) foldOfGroup.set(group, fold);
    sizes[fold - 1]++;
  }
  const empty = sizes.indexOf(0);
  if (empty >= 0)
    throw new ParameterError(
      `${op}: fold ${empty + 1} of ${sizes.length} has no recordings in "${directory}". All folds are needed.`,
    );
  const whole = items.length === official.sizes.reduce((sum, n) => sum + n, 0);
  const odd = sizes.findIndex((n, k) => n !== official.sizes[k]);
  if (whole && odd >= 0)
    throw new ParameterError(
      `${op}: fold ${odd + 1} holds ${sizes[odd]} recordings, published are ${official.sizes[odd]}. ${rule}`,
    );
}

/**
 * The official cross-validation of UrbanSound8K (ten folds), ESC-50 or ESC-10 (five): in each round one fold is tested on by a model that
 * learnt from the others; what counts is the mean over the rounds.
 *
 * @param run             trains on `train`, and returns the score on `test`, such as the accuracy 0…1
 * @param options.folds   only these rounds, to spread them over machines (default all)
 * @throws ParameterError  the folds are not the published ones, or a score is not finite
 * @source Salamon, Jacoby and Bello, "A dataset and taxonomy for urban sound research" (2014); Piczak, "ESC" (2015)
 * @example const { mean, std } = await crossValidate(await openUrbanSound8K(directory), ({ train, test }) => accuracyOf(train, test));
 */
export async function crossValidate(
  dataset: AudioDataset,
  run: (round: FoldRound) => number | Promise<number>,
  { folds, signal }: { folds?: readonly number[]; signal?: AbortSignal } = {},
): Promise<CrossValidation> {
  checkOfficialFolds(dataset);
  const count = OFFICIAL[dataset.layout]!.sizes.length;
  const rounds = folds ?? Array.from({ length: count }, (_, i) => i + 1);
  const odd = rounds.find((fold) => !Number.isInteger(fold) || fold < 1 || fold > count);
  if (rounds.length === 0 || odd !== undefined)
    throw new ParameterError(`crossValidate: folds=[${rounds.join(", ")}] must be numbers in 1…${count}.`);
  const scores: { fold: number; score: number }[] = [];
  for (const fold of rounds) {
    signal?.throwIfAborted();
    const test = dataset.items.filter((item) => item.fold === fold);
    const score = await run({ fold, train: dataset.items.filter((item) => item.fold !== fold), test });
    if (!Number.isFinite(score))
      throw new ParameterError(`crossValidate: score=${score} of fold ${fold} must be finite. Check what run returns.`);
    scores.push({ fold, score });
  }
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, { score }) => sum + (score - mean) ** 2, 0);
  return { scores, mean, std: Math.sqrt(squares / Math.max(1, scores.length - 1)) };
}

// Which clips a model learns from and which it is tested on.
import { Generator, ParameterError } from "@sonograd/core";
import { ArrayDataset, permutation } from "../data/dataset.js";
import { stratifiedGroupKFold } from "../data/group-k-fold.js";
import { stratifiedKFold } from "../data/k-fold.js";
import type { AudioDataset, AudioItem } from "../data/readers/index.js";

/** How a dataset is divided; saved with a checkpoint so that it can be evaluated on the same clips. */
export type SplitRule =
  /** FSDD: takes ending in 4 are for testing; training on the takes ending in 5 (quick) or on all others. */
  | { readonly kind: "takes"; readonly training: "quick" | "full" }
  /** One fold is for testing. */
  | { readonly kind: "fold"; readonly fold: number }
  /** One of `folds` folds, from 1, drawn by seed: classes in proportion, no group in two of them. For sets without folds of their own. */
  | { readonly kind: "drawn-fold"; readonly fold: number; readonly folds: number; readonly seed: number }
  /** A share of each class, drawn by seed. */
  | { readonly kind: "random"; readonly share: number; readonly seed: number };

export interface Split {
  readonly rule: SplitRule;
  readonly train: readonly AudioItem[];
  readonly test: readonly AudioItem[];
}

const TEST_DIGIT = 4;
const QUICK_DIGIT = 5;
const TEST_SHARE = 0.2;

/** The rule that suits a dataset: by take for FSDD, the last fold where there are folds, else a fifth of each class. */
export function defaultSplitRule(
  dataset: AudioDataset,
  { seed = 0, training = "quick" as "quick" | "full" } = {},
): SplitRule {
  const { items } = dataset;
  const takes = new Set(items.map(({ take }) => (take === undefined ? undefined : take % 10)));
  if (takes.has(TEST_DIGIT) && takes.has(QUICK_DIGIT)) return { kind: "takes", training };
  const folds = [...new Set(items.map(({ fold }) => fold))];
  if (folds.length > 1 && folds.every((fold) => fold !== undefined)) return { kind: "fold", fold: Math.max(...folds) };
  return { kind: "random", share: TEST_SHARE, seed };
}

/** Divides the items by a rule. @throws ParameterError when a side is empty */
export function splitDataset(dataset: AudioDataset, rule: SplitRule): Split {
  const isTest = testPredicate(dataset, rule);
  const test = dataset.items.filter(isTest);
  const quick = rule.kind === "takes" && rule.training === "quick";
  const train = dataset.items.filter((item) => !isTest(item) && (!quick || item.take! % 10 === QUICK_DIGIT));
  if (train.length === 0 || test.length === 0)
    throw new ParameterError(
      `splitDataset: kind=${rule.kind} leaves ${train.length} recordings for training and ${test.length} for testing, of ${dataset.items.length} in "${dataset.directory}". ` +
        "Add recordings (at least two of each class), or choose another rule.",
    );
  return { rule, train, test };
}

function testPredicate(dataset: AudioDataset, rule: SplitRule): (item: AudioItem) => boolean {
  if (rule.kind === "takes") return ({ take }) => take !== undefined && take % 10 === TEST_DIGIT;
  if (rule.kind === "fold") return ({ fold }) => fold === rule.fold;
  if (rule.kind === "drawn-fold") {
    const test = new Set(drawnFold(dataset, rule));
    return (item) => test.has(item);
  }
  const generator = new Generator(rule.seed);
  const chosen = new Set<AudioItem>();
  for (let label = 0; label < dataset.classes.length; label++) {
    const members = dataset.items.filter((item) => item.label === label);
    const order = permutation(members.length, generator);
    const count = members.length > 1 ? Math.max(1, Math.round(rule.share * members.length)) : 0;
    for (const i of order.slice(0, count)) chosen.add(members[i]);
  }
  return (item) => chosen.has(item);
}

/** The items of a drawn fold; an item without a group is one of its own. */
function drawnFold(
  { items, directory }: AudioDataset,
  { fold, folds, seed }: Extract<SplitRule, { kind: "drawn-fold" }>,
): AudioItem[] {
  if (items.some((item) => item.fold !== undefined))
    throw new ParameterError(
      `splitDataset: kind=drawn-fold is for recordings without folds, and those in "${directory}" have some. Do not reshuffle: use the folds that the set comes with.`,
    );
  if (!Number.isInteger(fold) || fold < 1 || fold > folds)
    throw new ParameterError(`splitDataset: fold=${fold} must be an integer in 1…${folds}.`);
  const data = new ArrayDataset(items);
  const labels = items.map(({ label }) => label);
  const options = { nSplits: folds, shuffle: true, seed };
  const hasGroups = items.some(({ group }) => group !== undefined);
  const groups = items.map(({ group, path }) => (group === undefined ? `file ${path}` : `group ${group}`));
  const rounds = hasGroups
    ? stratifiedGroupKFold(data, labels, groups, options)
    : stratifiedKFold(data, labels, options);
  return rounds[fold - 1].test.indices.map((i) => items[i]);
}

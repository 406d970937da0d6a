// Which clips a model learns from and which it is tested on.
import { Generator, ParameterError } from "@sonograd/core";
import { permutation } from "../data/dataset.js";
import type { AudioDataset, AudioItem } from "../data/readers/index.js";

/** How a dataset is divided; saved with a checkpoint so that it can be evaluated on the same clips. */
export type SplitRule =
  /** FSDD: takes ending in 4 are for testing; training on the takes ending in 5 (quick) or on all others. */
  | { readonly kind: "takes"; readonly training: "quick" | "full" }
  /** One fold is for testing. */
  | { readonly kind: "fold"; readonly fold: number }
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

import type { AudioDataset, Split, SplitRule } from "@sonograd/nn/node";

/** Which recordings a model was tested on, for people. */
export function describeSplit(rule: SplitRule): string {
  if (rule.kind === "fold") return `fold ${rule.fold}`;
  if (rule.kind === "drawn-fold") return `fold ${rule.fold} of ${rule.folds}, drawn by seed ${rule.seed}`;
  if (rule.kind === "takes") return "takes ending in 4";
  return `${Math.round(100 * rule.share)} % of each class, drawn by seed ${rule.seed}`;
}

/** The numbers of all folds, ascending. */
export const foldsOf = (items: AudioDataset["items"]): number[] =>
  [...new Set(items.flatMap((item) => (item.fold === undefined ? [] : [item.fold])))].sort((a, b) => a - b);

/** How many recordings are on both sides. */
export const recordingsOf = ({ train, test }: Split): number => train.length + test.length;

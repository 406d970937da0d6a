import type { SplitRule } from "@sonograd/nn/node";

/** Which recordings a model was tested on, for people. */
export function describeSplit(rule: SplitRule): string {
  if (rule.kind === "fold") return `fold ${rule.fold}`;
  if (rule.kind === "takes") return "takes ending in 4";
  return `${Math.round(100 * rule.share)} % of each class, drawn by seed ${rule.seed}`;
}

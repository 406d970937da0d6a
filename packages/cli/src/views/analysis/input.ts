// Keys of the analysis view.
import type { Key } from "ink";
import { TABS, type AnalysisAction } from "./state.js";

const PAGE = 10;

/** What a key does; undefined where it means nothing. */
export function analysisKey(input: string, key: Partial<Key>): AnalysisAction | "quit" | "interrupt" | undefined {
  if (key.ctrl) return input === "c" ? "interrupt" : undefined;
  if (input === "q" || key.escape) return "quit";
  if (key.tab) return { type: "shiftTab", by: key.shift ? -1 : 1 };
  if (key.rightArrow || input === "l") return { type: "shiftTab", by: 1 };
  if (key.leftArrow || input === "h") return { type: "shiftTab", by: -1 };
  if (key.downArrow || input === "j") return { type: "moveSelection", by: 1 };
  if (key.upArrow || input === "k") return { type: "moveSelection", by: -1 };
  if (key.pageDown) return { type: "moveSelection", by: PAGE };
  if (key.pageUp) return { type: "moveSelection", by: -PAGE };
  if (key.home || input === "g") return { type: "moveSelection", by: Number.NEGATIVE_INFINITY };
  if (key.end || input === "G") return { type: "moveSelection", by: Number.POSITIVE_INFINITY };
  const tab = TABS[Number(input) - 1];
  return tab === undefined ? undefined : { type: "showTab", tab };
}

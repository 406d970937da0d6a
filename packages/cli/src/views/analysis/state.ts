// What the analysis view shows: which recording, which side of it, and how far the work is.
import type { AudioAnalysis } from "../../analysis/audio-analysis.js";

export const TABS = ["summary", "waveform", "spectrogram", "curves"] as const;
export type Tab = (typeof TABS)[number];

export type EntryStatus =
  | { readonly kind: "waiting" }
  | { readonly kind: "working"; readonly share: number }
  | { readonly kind: "done"; readonly analysis: AudioAnalysis }
  | { readonly kind: "failed"; readonly message: string };

export interface Entry {
  readonly name: string;
  readonly status: EntryStatus;
}

export interface AnalysisState {
  readonly tab: Tab;
  readonly selected: number;
  readonly entries: readonly Entry[];
}

export type AnalysisAction =
  | { readonly type: "showTab"; readonly tab: Tab }
  /** Round about. */
  | { readonly type: "shiftTab"; readonly by: number }
  /** Up to the ends. */
  | { readonly type: "moveSelection"; readonly by: number }
  | { readonly type: "status"; readonly index: number; readonly status: EntryStatus };

export const initialAnalysisState = (names: readonly string[]): AnalysisState => ({
  tab: "summary",
  selected: 0,
  entries: names.map((name) => ({ name, status: { kind: "waiting" } })),
});

export function analysisReducer(state: AnalysisState, action: AnalysisAction): AnalysisState {
  switch (action.type) {
    case "showTab":
      return action.tab === state.tab ? state : { ...state, tab: action.tab };
    case "shiftTab": {
      const at = TABS.indexOf(state.tab) + action.by;
      return { ...state, tab: TABS[((at % TABS.length) + TABS.length) % TABS.length] };
    }
    case "moveSelection": {
      const selected = Math.min(state.entries.length - 1, Math.max(0, state.selected + action.by));
      return selected === state.selected ? state : { ...state, selected };
    }
    case "status": {
      const { index, status } = action;
      if (!(index in state.entries)) return state;
      return { ...state, entries: state.entries.map((entry, i) => (i === index ? { ...entry, status } : entry)) };
    }
  }
}

import { useInput } from "ink";
import { useMemo, useSyncExternalStore, type ReactElement } from "react";
import type { Store } from "../../terminal/store.js";
import { Lines } from "../lines.js";
import { forTerminal, type Look } from "../look.js";
import { useFrameSize } from "../use-frame-size.js";
import { analysisFrame } from "./frame.js";
import { analysisKey } from "./input.js";
import type { AnalysisAction, AnalysisState } from "./state.js";

export interface AnalysisViewProps {
  readonly store: Store<AnalysisState, AnalysisAction>;
  readonly look: Look;
  readonly onQuit: () => void;
  /** Ctrl-C, which a terminal that is read key by key does not turn into a signal. */
  readonly onInterrupt: () => void;
}

export function AnalysisView({ store, look, onQuit, onInterrupt }: AnalysisViewProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const size = useFrameSize();
  useInput((input, key) => {
    const action = analysisKey(input, key);
    if (action === "quit") onQuit();
    else if (action === "interrupt") onInterrupt();
    else if (action) store.dispatch(action);
  });
  const lines = useMemo(() => analysisFrame(state, size, look), [state, size, look]);
  return <Lines lines={forTerminal(lines, look)} />;
}

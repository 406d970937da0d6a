import { useInput } from "ink";
import { useMemo, useSyncExternalStore, type ReactElement } from "react";
import type { Store } from "../../terminal/store.js";
import { Lines } from "../lines.js";
import { forTerminal, type Look } from "../look.js";
import { useFrameSize } from "../use-frame-size.js";
import { trainingFrame } from "./frame.js";
import { isStopKey } from "./input.js";
import type { TrainingAction, TrainingState } from "./state.js";

export interface TrainingViewProps {
  readonly store: Store<TrainingState, TrainingAction>;
  readonly look: Look;
  /** Whether standard input is a terminal whose keys can be read. */
  readonly hasKeys: boolean;
  readonly onStop: () => void;
}

export function TrainingView({ store, look, hasKeys, onStop }: TrainingViewProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const size = useFrameSize();
  useInput((input, key) => void (isStopKey(input, key) && onStop()), { isActive: hasKeys });
  const lines = useMemo(() => trainingFrame(state, size, look), [state, size, look]);
  return <Lines lines={forTerminal(lines, look)} />;
}

// Who watches a training: lines or a view.
import type { TrainingEvent } from "@sonograd/nn";

export interface TrainingReporter {
  readonly onEvent: (event: TrainingEvent) => void;
  /** The user asked to stop; what is held is being saved. */
  readonly onStopping: () => void;
  /** After the last event; resolves when the screen is free. */
  readonly close: () => Promise<void>;
}

// What the training view shows, built from the trainer's events alone.
import type { BatchEvent, Evaluation, StartEvent, TrainingEvent } from "@sonograd/nn";

/** A curve over epochs. */
export interface Series {
  readonly epoch: readonly number[];
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export interface TrainingState {
  readonly title: string;
  readonly phase: "waiting" | "preparing" | "training" | "done" | "stopped";
  /** The user asked to stop. */
  readonly isStopping: boolean;
  readonly preparation: { readonly what: string; readonly done: number; readonly total: number } | null;
  readonly start: StartEvent | null;
  readonly last: BatchEvent | null;
  readonly train: Series;
  readonly test: Series;
  readonly evaluation: Evaluation | null;
  readonly bestAccuracy: number | null;
}

export type TrainingAction = TrainingEvent | { readonly type: "stopping" };

const EMPTY: Series = { epoch: [], loss: [], accuracy: [] };

export const initialTrainingState = (title: string): TrainingState => ({
  title,
  phase: "waiting",
  isStopping: false,
  preparation: null,
  start: null,
  last: null,
  train: EMPTY,
  test: EMPTY,
  evaluation: null,
  bestAccuracy: null,
});

export function trainingReducer(state: TrainingState, action: TrainingAction): TrainingState {
  switch (action.type) {
    case "prepare": {
      const { what, done, total } = action;
      return { ...state, phase: "preparing", preparation: { what, done, total } };
    }
    case "start":
      return { ...state, phase: "training", start: action };
    case "batch": {
      const { epoch, batch, batches, loss, accuracy } = action;
      return { ...state, last: action, train: extended(state.train, epoch - 1 + batch / batches, loss, accuracy) };
    }
    case "evaluation": {
      const { epoch, evaluation, bestAccuracy } = action;
      return {
        ...state,
        evaluation,
        bestAccuracy,
        test: extended(state.test, epoch, evaluation.loss, evaluation.accuracy),
      };
    }
    case "stopping":
      return state.isStopping ? state : { ...state, isStopping: true };
    case "end":
      return { ...state, phase: action.aborted ? "stopped" : "done" };
    case "epoch":
    case "checkpoint":
      return state;
  }
}

function extended({ epoch, loss, accuracy }: Series, at: number, newLoss: number, newAccuracy: number): Series {
  return { epoch: [...epoch, at], loss: [...loss, newLoss], accuracy: [...accuracy, newAccuracy] };
}

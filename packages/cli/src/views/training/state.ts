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
      return { ...state, last: action, train: advanced(state.train, epoch, batch / batches, loss, accuracy) };
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
    case "restored":
      return state;
  }
}

/** One point per finished epoch, and one that moves along with the running means of the present epoch. */
function advanced(series: Series, epoch: number, share: number, loss: number, accuracy: number): Series {
  const last = series.epoch.at(-1);
  // The first point of all stays, so that the first epoch is a line too.
  const moves = last !== undefined && last > epoch - 1 && series.epoch.length > 1;
  return extended(moves ? withoutLast(series) : series, epoch - 1 + share, loss, accuracy);
}

const withoutLast = ({ epoch, loss, accuracy }: Series): Series => ({
  epoch: epoch.slice(0, -1),
  loss: loss.slice(0, -1),
  accuracy: accuracy.slice(0, -1),
});

function extended({ epoch, loss, accuracy }: Series, at: number, newLoss: number, newAccuracy: number): Series {
  return { epoch: [...epoch, at], loss: [...loss, newLoss], accuracy: [...accuracy, newAccuracy] };
}

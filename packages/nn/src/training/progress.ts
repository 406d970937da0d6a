// Where a run is.
import type { Evaluation } from "./metrics.js";
import type { EarlyStopping } from "./trainer-options.js";

export interface EpochSums {
  loss: number;
  right: number;
  samples: number;
}

export class Progress {
  epoch = 1;
  step = 0;
  /** Batches of the epoch that are done. */
  batch = 0;
  /** Over these batches. */
  sums: EpochSums = { loss: 0, right: 0, samples: 0 };
  last: Evaluation | null = null;
  best = Number.NEGATIVE_INFINITY;
  /** Best value of what early stopping watches, larger is better, and evaluations since. */
  watched = Number.NEGATIVE_INFINITY;
  sinceBest = 0;
  /** Epochs that are done. */
  finished = 0;

  nextEpoch(): void {
    this.finished = this.epoch++;
    this.batch = 0;
    this.sums = { loss: 0, right: 0, samples: 0 };
  }

  /** Takes an evaluation in; true where it is the most accurate so far. */
  judge(evaluation: Evaluation, { monitor = "accuracy", minDelta = 0 }: Partial<EarlyStopping> = {}): boolean {
    const value = monitor === "loss" ? -evaluation.loss : evaluation.accuracy;
    if (value > this.watched + minDelta) Object.assign(this, { watched: value, sinceBest: 0 });
    else this.sinceBest++;
    const isBest = evaluation.accuracy > this.best;
    this.best = Math.max(this.best, evaluation.accuracy);
    this.last = evaluation;
    return isBest;
  }

  /** Back to the end of the epoch before. */
  restartEpoch(stepsPerEpoch: number): void {
    this.epoch = this.finished + 1;
    this.step = this.finished * stepsPerEpoch;
    this.batch = 0;
    this.sums = { loss: 0, right: 0, samples: 0 };
  }

  /** For JSON, which has no infinities. */
  toValues(): Record<string, unknown> {
    const { best, watched, ...rest } = structuredClone({ ...this }); // the run goes on, what is returned does not
    return {
      ...rest,
      best: Number.isFinite(best) ? best : null,
      watched: Number.isFinite(watched) ? watched : null,
    };
  }

  static fromValues(values: Readonly<Record<string, unknown>>): Progress {
    const { best, watched, ...rest } = structuredClone(values);
    const progress = Object.assign(new Progress(), rest);
    progress.best = (best as number | null) ?? Number.NEGATIVE_INFINITY;
    progress.watched = (watched as number | null) ?? Number.NEGATIVE_INFINITY;
    return progress;
  }
}

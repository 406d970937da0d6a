// Where a run is.
import type { Evaluation } from "./metrics.js";

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

  /** Back to the end of the epoch before. */
  restartEpoch(batchesPerEpoch: number): void {
    this.epoch = this.finished + 1;
    this.step = this.finished * batchesPerEpoch;
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

// Where a loader gets its samples: from a dataset in this thread, or from a worker that holds one.
import { Dataset, type IterableDataset } from "../dataset.js";

export interface SampleSource<T> {
  /** Starts an epoch; an iterable dataset starts from its first sample. */
  begin(epoch: number): Promise<void>;
  /** Samples by number. */
  get(indices: readonly number[]): Promise<T[]>;
  /** The next samples of an iterable dataset; fewer than asked for at its end. */
  take(count: number): Promise<T[]>;
}

/** A dataset in this thread. */
export class DatasetSource<T> implements SampleSource<T> {
  #walk: AsyncIterator<T> | null = null;
  /** Calls of `take` follow each other: an iterator answers one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(readonly dataset: Dataset<T> | IterableDataset<T>) {}

  async begin(epoch: number): Promise<void> {
    await this.stop();
    this.dataset.setEpoch?.(epoch);
    if (!(this.dataset instanceof Dataset)) this.#walk = this.dataset[Symbol.asyncIterator]();
  }

  async get(indices: readonly number[]): Promise<T[]> {
    const dataset = this.dataset as Dataset<T>;
    return Promise.all(indices.map((i) => dataset.get(i)));
  }

  take(count: number): Promise<T[]> {
    const taken = this.#turn.then(async () => {
      const samples: T[] = [];
      while (samples.length < count && this.#walk) {
        const { done, value } = await this.#walk.next();
        if (done) this.#walk = null;
        else samples.push(value);
      }
      return samples;
    });
    this.#turn = taken;
    return taken;
  }

  /** Leaves the walk through an iterable dataset. */
  async stop(): Promise<void> {
    await this.#turn.catch(() => undefined); // who took has the error
    this.#turn = Promise.resolve();
    const walk = this.#walk;
    this.#walk = null;
    await walk?.return?.();
  }
}

import { Generator, ParameterError } from "@sonograd/core";
import { defaultCollate, type Collate, type Collated } from "./collate.js";
import { Dataset, IterableDataset } from "./dataset.js";
import { BatchSampler, RandomSampler, SequentialSampler, type Sampler } from "./samplers.js";

export interface DataLoaderOptions<T, B> {
  /** Samples per batch, ≥ 1 (default 1). */
  batchSize?: number;
  /** A new random order each epoch (default false). */
  shuffle?: boolean;
  /** Leave out a last batch that is smaller (default false). */
  dropLast?: boolean;
  /** Fixes the order of shuffling: epoch k of two loaders with one seed is the same. */
  seed?: number;
  /** Where shuffling draws from; overrides `seed`. */
  generator?: Generator;
  /** The order itself; excludes `shuffle`. */
  sampler?: Sampler;
  /** Makes a batch of samples (default: stack, field by field). */
  collate?: Collate<T, B>;
}

/**
 * Batches of a dataset as an async iterable, as `torch.utils.data.DataLoader`; each `for await` is one epoch.
 * Samples of a batch are asked for at once, so a dataset that reads files reads them side by side.
 *
 * @example for await (const { x, y } of new DataLoader(dataset, { batchSize: 32, shuffle: true, seed: 1 })) …
 */
export class DataLoader<T, B = Collated<T>> implements AsyncIterable<B> {
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly #batches: BatchSampler | null;
  readonly #collate: Collate<T, B>;

  constructor(
    readonly dataset: Dataset<T> | IterableDataset<T>,
    options: DataLoaderOptions<T, B> = {},
  ) {
    const { batchSize = 1, shuffle = false, dropLast = false, seed, sampler } = options;
    const generator = options.generator ?? (seed === undefined ? undefined : new Generator(seed));
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ParameterError(`DataLoader: batchSize=${batchSize} must be an integer ≥ 1.`);
    if (shuffle && sampler)
      throw new ParameterError("DataLoader: shuffle=true and a sampler exclude each other. Shuffle in the sampler.");
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.#collate = options.collate ?? (defaultCollate as unknown as Collate<T, B>);
    if (dataset instanceof Dataset) {
      const order = shuffle
        ? new RandomSampler(dataset.length, generator ? { generator } : {})
        : (sampler ?? new SequentialSampler(dataset.length));
      this.#batches = new BatchSampler(order, batchSize, dropLast);
    } else {
      if (shuffle || sampler)
        throw new ParameterError("DataLoader: an IterableDataset has its own order. Leave out shuffle and sampler.");
      this.#batches = null;
    }
  }

  /** Number of batches in an epoch. @throws ParameterError for an IterableDataset, whose length is unknown */
  get length(): number {
    if (!this.#batches)
      throw new ParameterError("DataLoader: an IterableDataset has no length. Count the batches while reading.");
    return this.#batches.length;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    if (this.dataset instanceof Dataset) {
      const { dataset } = this;
      for (const indices of this.#batches!) yield this.#collate(await Promise.all(indices.map((i) => dataset.get(i))));
      return;
    }
    let samples: T[] = [];
    for await (const sample of this.dataset as AsyncIterable<T>) {
      samples.push(sample);
      if (samples.length < this.batchSize) continue;
      yield this.#collate(samples);
      samples = [];
    }
    if (samples.length > 0 && !this.dropLast) yield this.#collate(samples);
  }
}

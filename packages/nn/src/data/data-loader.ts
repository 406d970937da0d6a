import { Generator, ParameterError } from "@sonograd/core";
import { defaultCollate, type Collate, type Collated } from "./collate.js";
import { Dataset, IterableDataset } from "./dataset.js";
import { inOrder } from "./in-order.js";
import type { DataLoaderOptions, DataLoaderState } from "./loader-options.js";
import { RandomSampler } from "./random-samplers.js";
import { BatchSampler, SequentialSampler, type BatchOrder, type SamplerState } from "./samplers.js";
import { DatasetSource, type SampleSource } from "./workers/sample-source.js";
import { WorkerPool } from "./workers/worker-pool.js";

/**
 * Batches of a dataset as an async iterable, as `torch.utils.data.DataLoader`; each `for await` is one epoch.
 * Samples of a batch are asked for at once, so a dataset that reads files reads them side by side.
 *
 * With `numWorkers` the samples are made in worker threads (Node) or Web Workers, from the same dataset made there by a
 * module that calls `serveDataset`; the order of the batches and what is in them stay the same. An error in a worker is a
 * `WorkerError` here, with the worker's message and stack in `cause`; so is the end of a worker.
 *
 * `stateDict()` between two batches, loaded into a loader made the same way, goes on with the batch that would have come
 * next. Samples of an iterable dataset that were handed out before are read again and dropped.
 *
 * @throws ParameterError  options out of range or excluding each other
 * @example for await (const { x, y } of new DataLoader(dataset, { batchSize: 32, shuffle: true, seed: 1 })) …
 * @example new DataLoader(clips, { numWorkers: 4, worker: new URL("./clips.worker.js", import.meta.url) })
 */
export class DataLoader<T, B = Collated<T>> implements AsyncIterable<B> {
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly numWorkers: number;
  readonly #batches: BatchOrder | null;
  readonly #collate: Collate<T, B>;
  readonly #ahead: number;
  readonly #pool: WorkerPool<T> | null;
  /** The epoch in progress, or the next one. */
  #epoch = 0;
  #done = 0;
  /** What the epoch in progress was drawn from. */
  #order: SamplerState | null = null;
  #position: "between" | "within" | "resuming" = "between";

  constructor(
    readonly dataset: Dataset<T> | IterableDataset<T>,
    options: DataLoaderOptions<T, B> = {},
  ) {
    const { batchSize = 1, dropLast = false, numWorkers = 0 } = options;
    checkOptions(options);
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.numWorkers = numWorkers;
    this.#collate = options.collate ?? (defaultCollate as unknown as Collate<T, B>);
    this.#ahead = (options.prefetchFactor ?? (numWorkers > 0 ? 2 : 0)) * Math.max(1, numWorkers);
    this.#batches = batchOrder(dataset, options);
    const length = dataset instanceof Dataset ? dataset.length : null;
    this.#pool = numWorkers > 0 ? new WorkerPool(length, options) : null;
  }

  /** Number of batches in an epoch. @throws ParameterError for an IterableDataset, whose length is unknown */
  get length(): number {
    if (!this.#batches)
      throw new ParameterError("DataLoader: an IterableDataset has no length. Count the batches while reading.");
    return this.#batches.length;
  }

  /** Where the walk is: the epoch, the order it follows and how many of its batches were handed out. JSON keeps it. */
  stateDict(): DataLoaderState {
    const { batchSize, numWorkers } = this;
    const order = this.#position === "between" ? this.#nextOrder() : this.#order;
    return { epoch: this.#epoch, batches: this.#done, order, batchSize, numWorkers };
  }

  /** Makes the next walk go on where `stateDict` was taken. @throws ParameterError  the state does not fit this loader */
  loadStateDict(state: DataLoaderState): void {
    const { epoch, batches, order } = state;
    const op = "DataLoader.loadStateDict";
    if (![epoch, batches].every((n) => Number.isInteger(n) && n >= 0))
      throw new ParameterError(`${op}: epoch=${epoch}, batches=${batches} must be integers ≥ 0.`);
    if (this.#batches && batches > this.length)
      throw new ParameterError(`${op}: batches=${batches} must be ≤ ${this.length}, the batches of this loader.`);
    if (state.batchSize !== this.batchSize)
      throw new ParameterError(`${op}: batchSize=${state.batchSize} must be this loader's ${this.batchSize}.`);
    if (!this.#batches && state.numWorkers !== this.numWorkers)
      throw new ParameterError(
        `${op}: numWorkers=${state.numWorkers} must be this loader's ${this.numWorkers}: workers share out an IterableDataset.`,
      );
    if (order) this.#batches?.setState?.(order);
    this.#epoch = epoch;
    this.#done = batches;
    this.#order = order;
    this.#position = "resuming";
  }

  /** Ends persistent workers; the next walk starts new ones. */
  close(): void {
    this.#pool?.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    const skip = this.#startEpoch();
    const workers = (await this.#pool?.open()) ?? null;
    const local = new DatasetSource(this.dataset);
    const sources: readonly SampleSource<T>[] = workers ?? [local];
    try {
      await Promise.all(sources.map((source) => source.begin(this.#epoch)));
      for await (const samples of this.#batches ? this.#byNumber(sources, skip) : this.#inTurn(sources, skip)) {
        const batch = this.#collate(samples);
        this.#done++;
        yield batch;
      }
      this.#position = "between";
      this.#epoch++;
      this.#done = 0;
    } finally {
      if (workers) this.#pool!.release(workers);
      else await local.stop();
    }
  }

  #nextOrder(): SamplerState | null {
    return this.#batches?.getState?.() ?? null;
  }

  /** Returns how many batches of the epoch were handed out before. */
  #startEpoch(): number {
    if (this.#position === "resuming") {
      this.#position = "within";
      return this.#done;
    }
    if (this.#position === "within") this.#epoch++; // the last walk was left
    this.#position = "within";
    this.#done = 0;
    this.#order = this.#nextOrder();
    return 0;
  }

  #byNumber(sources: readonly SampleSource<T>[], skip: number): AsyncGenerator<T[]> {
    const batches = this.#batches!;
    function* tasks(): Iterable<() => Promise<T[]>> {
      let k = 0;
      for (const indices of batches) {
        const source = sources[k % sources.length];
        if (k++ >= skip) yield () => source.get(indices);
      }
    }
    return inOrder(tasks(), this.#ahead);
  }

  /** Batches of iterable datasets: from each worker in turn, until all have ended. */
  async *#inTurn(sources: readonly SampleSource<T>[], skip: number): AsyncGenerator<T[]> {
    const { batchSize, dropLast } = this;
    const left = new Set(sources);
    function* tasks(): Iterable<() => Promise<T[]>> {
      while (left.size > 0)
        for (const source of left)
          yield async () => {
            const samples = await source.take(batchSize);
            if (samples.length < batchSize) left.delete(source);
            return samples;
          };
    }
    let count = 0;
    for await (const samples of inOrder(tasks(), this.#ahead)) {
      const isBatch = samples.length === batchSize || (samples.length > 0 && !dropLast);
      if (isBatch && count++ >= skip) yield samples;
    }
  }
}

function checkOptions<T, B>(options: DataLoaderOptions<T, B>): void {
  const { batchSize = 1, shuffle = false, sampler, batchSampler, numWorkers = 0, prefetchFactor = 0 } = options;
  const { worker, timeoutSeconds = 1 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new ParameterError(`DataLoader: batchSize=${batchSize} must be an integer ≥ 1.`);
  if (shuffle && sampler)
    throw new ParameterError("DataLoader: shuffle=true and a sampler exclude each other. Shuffle in the sampler.");
  if (batchSampler && (shuffle || sampler || options.dropLast || options.batchSize !== undefined))
    throw new ParameterError("DataLoader: a batchSampler excludes batchSize, shuffle, sampler and dropLast.");
  for (const [name, n] of Object.entries({ numWorkers, prefetchFactor }))
    if (!Number.isInteger(n) || n < 0) throw new ParameterError(`DataLoader: ${name}=${n} must be an integer ≥ 0.`);
  if (numWorkers > 0 && worker === undefined)
    throw new ParameterError(
      `DataLoader: numWorkers=${numWorkers} needs worker, the address of a module that calls serveDataset.`,
    );
  if (!(timeoutSeconds > 0)) throw new ParameterError(`DataLoader: timeoutSeconds=${timeoutSeconds} must be > 0.`);
}

function batchOrder<T, B>(
  dataset: Dataset<T> | IterableDataset<T>,
  { batchSize = 1, shuffle = false, dropLast = false, ...options }: DataLoaderOptions<T, B>,
): BatchOrder | null {
  const { seed, sampler, batchSampler } = options;
  if (!(dataset instanceof Dataset)) {
    if (shuffle || sampler || batchSampler)
      throw new ParameterError("DataLoader: an IterableDataset has its own order. Leave out shuffle and samplers.");
    return null;
  }
  if (batchSampler) return batchSampler;
  const generator = options.generator ?? (seed === undefined ? undefined : new Generator(seed));
  const order = shuffle
    ? new RandomSampler(dataset.length, generator ? { generator } : {})
    : (sampler ?? new SequentialSampler(dataset.length));
  return new BatchSampler(order, batchSize, dropLast);
}

// What a DataLoader takes, and what it saves.
import type { Generator } from "@sonograd/core";
import type { Collate } from "./collate.js";
import type { BatchOrder, Sampler, SamplerState } from "./samplers.js";
import type { WorkerModule } from "./workers/thread.js";

export interface WorkerOptions {
  /** Workers that make samples, ≥ 0; 0 makes them in this thread (default 0). */
  numWorkers?: number;
  /** The module that calls `serveDataset`: its whole address, or a function that starts a worker of it. */
  worker?: WorkerModule;
  /** Given to the function that makes the dataset in a worker; a structured clone. */
  workerData?: unknown;
  /** Keep the workers between epochs, until `close()` (default false). */
  persistentWorkers?: boolean;
  /** How long a worker may take for a batch before it counts as lost, > 0, Infinity for ever (default 300). */
  timeoutSeconds?: number;
}

export interface DataLoaderOptions<T, B> extends WorkerOptions {
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
  /** The samples of each batch; excludes batchSize, shuffle, sampler and dropLast. */
  batchSampler?: BatchOrder;
  /** Makes a batch of samples, in this thread (default: stack, field by field). */
  collate?: Collate<T, B>;
  /** Batches made ahead of the one in use, per worker, ≥ 0 (default 2 with workers, 0 without). */
  prefetchFactor?: number;
}

/** A position in the walk through a loader's batches. */
export interface DataLoaderState {
  readonly epoch: number;
  /** Batches of the epoch that were handed out. */
  readonly batches: number;
  /** What the order of the epoch was drawn from; null where it is always the same. */
  readonly order: SamplerState | null;
  readonly batchSize: number;
  readonly numWorkers: number;
}

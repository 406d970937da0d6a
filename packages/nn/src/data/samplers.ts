// In which order a loader asks for samples. A sampler is an iterable of sample numbers; each walk is one epoch.
import { ParameterError } from "@sonograd/core";

/** What the next walk of a random order depends on. */
export interface SamplerState {
  readonly seed: number;
  readonly offset: number;
}

/** Something to walk through again and again. What has no state is the same each time. */
export interface Order<T> extends Iterable<T> {
  /** How many entries a walk has. */
  readonly length: number;
  /** Taken before a walk, it makes `setState` repeat that walk. */
  getState?(): SamplerState | null;
  setState?(state: SamplerState): void;
}

/** Numbers of samples. */
export type Sampler = Order<number>;
/** Numbers of the samples of each batch. */
export type BatchOrder = Order<readonly number[]>;

/** 0, 1, 2, … */
export class SequentialSampler implements Sampler {
  constructor(readonly length: number) {}
  *[Symbol.iterator](): globalThis.Generator<number> {
    for (let i = 0; i < this.length; i++) yield i;
  }
}

/** Groups the numbers of a sampler. */
export class BatchSampler implements Order<number[]> {
  constructor(
    readonly sampler: Sampler,
    readonly batchSize: number,
    readonly dropLast: boolean,
  ) {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ParameterError(`BatchSampler: batchSize=${batchSize} must be an integer ≥ 1.`);
  }
  get length(): number {
    const batches = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }
  getState(): SamplerState | null {
    return this.sampler.getState?.() ?? null;
  }
  setState(state: SamplerState): void {
    this.sampler.setState?.(state);
  }
  *[Symbol.iterator](): globalThis.Generator<number[]> {
    let batch: number[] = [];
    for (const index of this.sampler) {
      batch.push(index);
      if (batch.length < this.batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0 && !this.dropLast) yield batch;
  }
}

// In which order a loader asks for samples. A sampler is an iterable of sample numbers; each walk is one epoch.
import { ParameterError, type Generator } from "@sonograd/core";
import { permutation } from "./dataset.js";

export interface Sampler extends Iterable<number> {
  readonly length: number;
}

/** 0, 1, 2, … */
export class SequentialSampler implements Sampler {
  constructor(readonly length: number) {}
  *[Symbol.iterator](): globalThis.Generator<number> {
    for (let i = 0; i < this.length; i++) yield i;
  }
}

/** A new random order each epoch, from `generator` (default: the default generator). */
export class RandomSampler implements Sampler {
  readonly #generator: Generator | undefined;
  constructor(
    readonly length: number,
    { generator }: { generator?: Generator } = {},
  ) {
    this.#generator = generator;
  }
  *[Symbol.iterator](): globalThis.Generator<number> {
    yield* permutation(this.length, this.#generator);
  }
}

/** Groups the numbers of a sampler. */
export class BatchSampler implements Iterable<number[]> {
  readonly length: number;
  constructor(
    readonly sampler: Sampler,
    readonly batchSize: number,
    readonly dropLast: boolean,
  ) {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ParameterError(`BatchSampler: batchSize=${batchSize} must be an integer ≥ 1.`);
    this.length = dropLast ? Math.floor(sampler.length / batchSize) : Math.ceil(sampler.length / batchSize);
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

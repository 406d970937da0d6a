// Where samples come from: by number (Dataset), or one after the other (IterableDataset).
import { ParameterError, randperm, ShapeError, type Generator, type Tensor } from "@sonograd/core";

/** Samples by number, as `torch.utils.data.Dataset`. `get` may be asynchronous. */
export abstract class Dataset<T> {
  abstract readonly length: number;
  abstract get(index: number): T | Promise<T>;
  /** Told by a loader before each epoch, from 0: what draws at random can draw anew. */
  setEpoch?(epoch: number): void;

  *[Symbol.iterator](): globalThis.Generator<T | Promise<T>> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }
}

/** Samples that can only be read in order, as `torch.utils.data.IterableDataset`. */
export abstract class IterableDataset<T> {
  abstract [Symbol.asyncIterator](): AsyncIterator<T>;
  /** Told by a loader before each epoch, from 0. */
  setEpoch?(epoch: number): void;
}

/** Throws for an index that no sample has; returns it counted from the start. */
export function checkIndex(op: string, index: number, length: number): number {
  if (!Number.isInteger(index) || index < -length || index >= length)
    throw new ParameterError(
      `${op}: index=${index} must be an integer in ${-length}…${length - 1}. The dataset has ${length} samples.`,
    );
  return index < 0 ? index + length : index;
}

/** Samples held in an array. */
export class ArrayDataset<T> extends Dataset<T> {
  constructor(readonly items: readonly T[]) {
    super();
  }
  override get length(): number {
    return this.items.length;
  }
  override get(index: number): T {
    return this.items[checkIndex("ArrayDataset", index, this.length)];
  }
}

/** Rows of tensors with equal first dimension, as `torch.utils.data.TensorDataset`. A sample is one row of each. */
export class TensorDataset<T extends readonly Tensor[]> extends Dataset<{ [K in keyof T]: Tensor }> {
  readonly tensors: T;
  readonly length: number;
  constructor(...tensors: T) {
    super();
    const [first] = tensors;
    if (!first) throw new ParameterError("TensorDataset: tensors is empty. Pass at least one.");
    const odd = tensors.findIndex((t) => t.ndim === 0 || t.shape[0] !== first.shape[0]);
    if (odd >= 0)
      throw new ShapeError(
        `TensorDataset: tensor ${odd} has ${tensors[odd].shape[0] ?? "no"} rows, the first ${first.shape[0] ?? "none"}. All need as many.`,
      );
    this.tensors = tensors;
    this.length = first.shape[0];
  }
  override get(index: number): { [K in keyof T]: Tensor } {
    const i = checkIndex("TensorDataset", index, this.length);
    return this.tensors.map((t) => t.select(0, i)) as { [K in keyof T]: Tensor };
  }
}

/** Some samples of another dataset, by number. */
export class Subset<T> extends Dataset<T> {
  constructor(
    readonly dataset: Dataset<T>,
    readonly indices: readonly number[],
  ) {
    super();
    for (const index of indices) checkIndex("Subset", index, dataset.length);
  }
  override setEpoch(epoch: number): void {
    this.dataset.setEpoch?.(epoch);
  }
  override get length(): number {
    return this.indices.length;
  }
  override get(index: number): T | Promise<T> {
    return this.dataset.get(this.indices[checkIndex("Subset", index, this.length)]);
  }
}

/** Datasets one after the other. */
export class ConcatDataset<T> extends Dataset<T> {
  readonly length: number;
  constructor(readonly datasets: readonly Dataset<T>[]) {
    super();
    this.length = datasets.reduce((sum, d) => sum + d.length, 0);
  }
  override setEpoch(epoch: number): void {
    for (const dataset of this.datasets) dataset.setEpoch?.(epoch);
  }
  override get(index: number): T | Promise<T> {
    let rest = checkIndex("ConcatDataset", index, this.length);
    for (const dataset of this.datasets) {
      if (rest < dataset.length) return dataset.get(rest);
      rest -= dataset.length;
    }
    throw new ParameterError(`internal: ConcatDataset lost index ${index}.`);
  }
}

/** 0 … n−1 in random order, drawn on the host. */
export const permutation = (n: number, generator?: Generator): number[] =>
  Array.from(randperm(n, { device: "cpu", ...(generator ? { generator } : {}) }).dataSync());

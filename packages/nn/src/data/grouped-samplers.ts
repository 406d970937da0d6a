// Random orders that look at what the samples are: their class, or the group they belong to.
import { ParameterError } from "@sonograd/core";
import { RandomOrder, type ChanceOptions } from "./random-samplers.js";

/** Numbers of the samples by key, in the order in which the keys first come. */
export function membersOf<K>(keys: readonly K[]): Map<K, number[]> {
  const members = new Map<K, number[]>();
  for (const [i, key] of keys.entries()) {
    const list = members.get(key);
    if (list) list.push(i);
    else members.set(key, [i]);
  }
  return members;
}

/**
 * Every sample once, in a random order that spreads each class evenly: any stretch of it, and so every batch, holds the
 * classes in about the proportions of the whole (for each class within one sample per end of the stretch).
 *
 * @param labels  the class of each sample
 */
export class StratifiedSampler<K> extends RandomOrder {
  constructor(
    readonly labels: readonly K[],
    options: ChanceOptions = {},
  ) {
    super(options);
  }
  override get length(): number {
    return this.labels.length;
  }
  override *[Symbol.iterator](): globalThis.Generator<number> {
    // The j-th of n members has its place at (j + u) / n of the walk, with one u per class.
    const places = new Float64Array(this.length);
    const members = [...membersOf(this.labels).values()];
    const offsets = this.uniforms(members.length);
    for (const [k, list] of members.entries())
      for (const [j, index] of this.shuffled(list).entries()) places[index] = (j + offsets[k]) / list.length;
    yield* Array.from(places.keys()).sort((a, b) => places[a] - places[b]);
  }
}

/**
 * Every sample once, group by group: the groups in random order, and the samples of a group in random order.
 *
 * @param groups  the group of each sample, such as its speaker or source recording
 */
export class GroupSampler<K> extends RandomOrder {
  constructor(
    readonly groups: readonly K[],
    options: ChanceOptions = {},
  ) {
    super(options);
  }
  override get length(): number {
    return this.groups.length;
  }
  override *[Symbol.iterator](): globalThis.Generator<number> {
    for (const members of this.shuffled([...membersOf(this.groups).values()])) yield* this.shuffled(members);
  }
}

/**
 * Batches that never mix groups, in random order, such as clips of about one length, which need little padding.
 *
 * @param groups  the group of each sample
 * @throws ParameterError  batchSize is no integer ≥ 1
 */
export class GroupBatchSampler<K> extends RandomOrder<number[]> {
  readonly length: number;
  readonly #dropLast: boolean;

  constructor(
    readonly groups: readonly K[],
    readonly batchSize: number,
    { dropLast = false, ...chance }: ChanceOptions & { dropLast?: boolean } = {},
  ) {
    super(chance);
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ParameterError(`GroupBatchSampler: batchSize=${batchSize} must be an integer ≥ 1.`);
    const round = dropLast ? Math.floor : Math.ceil;
    this.length = [...membersOf(groups).values()].reduce((sum, list) => sum + round(list.length / batchSize), 0);
    this.#dropLast = dropLast;
  }
  override *[Symbol.iterator](): globalThis.Generator<number[]> {
    const batches: number[][] = [];
    for (const members of membersOf(this.groups).values()) {
      const order = this.shuffled(members);
      for (let from = 0; from < order.length; from += this.batchSize) {
        const batch = order.slice(from, from + this.batchSize);
        if (batch.length === this.batchSize || !this.#dropLast) batches.push(batch);
      }
    }
    yield* this.shuffled(batches);
  }
}

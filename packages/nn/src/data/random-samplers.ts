// Samplers that draw their order. Each walk is a new draw; equal seeds give equal walks.
import { defaultGenerator, Generator, ParameterError } from "@sonograd/core";
import { permutation } from "./dataset.js";
import type { Order, SamplerState } from "./samplers.js";

export interface ChanceOptions {
  /** Fixes the draws (default: drawn from the default generator). */
  seed?: number;
  /** Where the draws come from; overrides `seed`. */
  generator?: Generator;
}

export const generatorOf = ({ seed, generator }: ChanceOptions): Generator =>
  generator ?? new Generator(seed ?? defaultGenerator.bits(1)[0]);

/** What random samplers share: their generator, whose state fixes the next walk. */
export abstract class RandomOrder<T = number> implements Order<T> {
  abstract readonly length: number;
  protected readonly generator: Generator;

  constructor(options: ChanceOptions) {
    this.generator = generatorOf(options);
  }

  abstract [Symbol.iterator](): globalThis.Generator<T>;

  getState(): SamplerState {
    return this.generator.getState();
  }

  setState(state: SamplerState): void {
    this.generator.setState(state);
  }

  /** `count` numbers in (0, 1), neither end included. */
  protected uniforms(count: number): number[] {
    return Array.from(this.generator.bits(count), (bits) => (bits + 0.5) / 2 ** 32);
  }

  protected shuffled<I>(items: readonly I[]): I[] {
    return permutation(items.length, this.generator).map((i) => items[i]);
  }
}

const checkCount = (op: string, numSamples: number): void => {
  if (!Number.isInteger(numSamples) || numSamples < 0)
    throw new ParameterError(`${op}: numSamples=${numSamples} must be an integer ≥ 0.`);
};

export interface RandomSamplerOptions extends ChanceOptions {
  /** A sample may come again before all have come (default false). */
  replacement?: boolean;
  /** How many numbers a walk has (default: all once). More than there are, without replacement: order after order. */
  numSamples?: number;
}

/**
 * 0 … count−1 in a new random order each walk, as `torch.utils.data.RandomSampler`.
 *
 * @throws ParameterError  numSamples is no integer ≥ 0, or asks for samples of none
 */
export class RandomSampler extends RandomOrder {
  readonly length: number;
  readonly #count: number;
  readonly #replacement: boolean;

  constructor(count: number, options: RandomSamplerOptions = {}) {
    super(options);
    const { replacement = false, numSamples = count } = options;
    checkCount("RandomSampler", numSamples);
    if (count === 0 && numSamples > 0)
      throw new ParameterError(`RandomSampler: numSamples=${numSamples} cannot be drawn from 0 samples.`);
    this.length = numSamples;
    this.#count = count;
    this.#replacement = replacement;
  }

  override *[Symbol.iterator](): globalThis.Generator<number> {
    if (this.#replacement) {
      for (const u of this.uniforms(this.length)) yield Math.floor(u * this.#count);
      return;
    }
    for (let left = this.length; left > 0; left -= this.#count)
      yield* permutation(this.#count, this.generator).slice(0, left);
  }
}

/** The given numbers in a new random order each walk, as `torch.utils.data.SubsetRandomSampler`. */
export class SubsetRandomSampler extends RandomOrder {
  constructor(
    readonly indices: readonly number[],
    options: ChanceOptions = {},
  ) {
    super(options);
  }
  override get length(): number {
    return this.indices.length;
  }
  override *[Symbol.iterator](): globalThis.Generator<number> {
    yield* this.shuffled(this.indices);
  }
}

export interface WeightedRandomSamplerOptions extends ChanceOptions {
  /** A sample may come more than once (default true). */
  replacement?: boolean;
}

/**
 * Draws numbers with chances in proportion to `weights`, as `torch.utils.data.WeightedRandomSampler`.
 * Without replacement each draw is among those left, by the sizes of random keys.
 *
 * @param weights     one per sample, finite and ≥ 0, not all 0; they need not sum to 1
 * @param numSamples  how many a walk has
 * @throws ParameterError  a weight out of range, or more samples without replacement than have a weight above 0
 * @source Efraimidis and Spirakis, "Weighted random sampling with a reservoir" (2006), for the keys
 */
export class WeightedRandomSampler extends RandomOrder {
  readonly length: number;
  readonly #replacement: boolean;

  constructor(
    readonly weights: readonly number[],
    numSamples: number,
    options: WeightedRandomSamplerOptions = {},
  ) {
    super(options);
    const op = "WeightedRandomSampler";
    const { replacement = true } = options;
    checkCount(op, numSamples);
    const odd = weights.findIndex((w) => !Number.isFinite(w) || w < 0);
    if (odd >= 0) throw new ParameterError(`${op}: weights[${odd}]=${weights[odd]} must be finite and ≥ 0.`);
    const possible = weights.filter((w) => w > 0).length;
    if (numSamples > (replacement && possible > 0 ? Infinity : possible))
      throw new ParameterError(
        `${op}: numSamples=${numSamples} cannot be drawn: ${possible} of ${weights.length} weights are above 0. Draw fewer, or with replacement.`,
      );
    this.length = numSamples;
    this.#replacement = replacement;
  }

  override *[Symbol.iterator](): globalThis.Generator<number> {
    if (!this.#replacement) {
      const keys = this.uniforms(this.weights.length).map((u, i) => -Math.log(u) / this.weights[i]);
      const order = keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
      yield* order.slice(0, this.length);
      return;
    }
    let total = 0;
    const bounds = this.weights.map((w) => (total += w));
    for (const u of this.uniforms(this.length)) yield firstAbove(bounds, u * total);
  }
}

/** Number of the first bound above `value`, by halving. */
function firstAbove(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

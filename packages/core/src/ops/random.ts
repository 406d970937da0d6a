// Random numbers from a counter (Philox): the same seed gives the same bits on every backend.
import { dispatch, getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { sizeOf, type Shape, type Tensor } from "../tensor/index.js";
import { fromTypedArray, type TensorOptions } from "./create.js";

/** A stream of random numbers: seed and position. Two generators with equal seeds give equal numbers. */
export class Generator {
  #seed: number;
  #offset = 0;

  /** @param seed  integer in 0…2^53 − 1 */
  constructor(seed = 0) {
    this.#seed = Generator.#check(seed);
  }

  static #check(seed: number): number {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new ParameterError(`Generator: seed=${seed} must be an integer in 0…2^53 − 1.`);
    return seed;
  }

  get seed(): number {
    return this.#seed;
  }

  /** Blocks of four numbers drawn so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Starts the stream of `seed` anew. */
  manualSeed(seed: number): this {
    this.#seed = Generator.#check(seed);
    this.#offset = 0;
    return this;
  }

  /** The position, for checkpoints. */
  getState(): { seed: number; offset: number } {
    return { seed: this.#seed, offset: this.#offset };
  }

  setState(state: { seed: number; offset: number }): this {
    this.manualSeed(state.seed);
    this.#offset = state.offset;
    return this;
  }

  /** Reserves `count` numbers; returns the first block. */
  advance(count: number): number {
    const first = this.#offset;
    this.#offset += Math.ceil(count / 4);
    return first;
  }

  /** `count` raw 32-bit integers on the host. */
  bits(count: number): Uint32Array {
    const offset = this.advance(count);
    const [out] = dispatch(
      "random",
      [],
      [{ shape: [count], dtype: "int32" }],
      { kind: "bits", seed: this.#seed, offset },
      "cpu",
    );
    return new Uint32Array(out.dataSync().buffer as ArrayBuffer);
  }
}

/** The generator of calls that name none. */
export const defaultGenerator = new Generator(0);

/** Seeds the default generator, as `torch.manual_seed`. */
export const manualSeed = (seed: number): Generator => defaultGenerator.manualSeed(seed);

export interface RandomOptions extends TensorOptions {
  /** Default: the default generator. */
  readonly generator?: Generator;
}

function draw(kind: "uniform" | "normal", shape: Shape, options: RandomOptions): Tensor {
  const generator = options.generator ?? defaultGenerator;
  const attrs = { kind, seed: generator.seed, offset: generator.advance(sizeOf(shape)) };
  const spec = { shape, dtype: options.dtype ?? "float32" };
  const [out] = dispatch("random", [], [spec], attrs, options.device ?? getDefaultDevice());
  out.requiresGrad = options.requiresGrad ?? false;
  return out;
}

/** Uniform in [0, 1). */
export const rand = (shape: Shape, options: RandomOptions = {}): Tensor => draw("uniform", shape, options);

/** Normal with mean 0 and variance 1. */
export const randn = (shape: Shape, options: RandomOptions = {}): Tensor => draw("normal", shape, options);

/** Integers (int32) from `low` up to but not including `high`. */
export function randint(low: number, high: number, shape: Shape, options: RandomOptions = {}): Tensor {
  if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low || high - low > 2 ** 24)
    throw new ParameterError(`randint: low=${low}, high=${high} must be integers with 0 < high − low ≤ 2^24.`);
  const { dtype = "int32", ...rest } = options;
  return rand(shape, rest).mul(high - low).floor().add(low).to(dtype); // prettier-ignore
}

/** The numbers 0…n − 1 (int32) in random order. */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  if (!Number.isInteger(n) || n < 0) throw new ParameterError(`randperm: n=${n} must be an integer ≥ 0.`);
  const bits = (options.generator ?? defaultGenerator).bits(n);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((bits[i] / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return fromTypedArray(order, [n], { ...(options.device && { device: options.device }) });
}

/** 1 with the probability that stands in `p`, else 0. */
export const bernoulli = (p: Tensor, options: { generator?: Generator } = {}): Tensor =>
  rand(p.shape, { ...options, device: p.device })
    .lt(p)
    .to(p.dtype);

/**
 * Elements set to 0 with probability `p` and the others divided by 1 − p while training; `x` itself otherwise.
 *
 * @param options.p  probability, 0…1 (default 0.5)
 */
export function dropout(
  x: Tensor,
  { p = 0.5, training = true, generator }: { p?: number; training?: boolean; generator?: Generator } = {},
): Tensor {
  if (!(p >= 0 && p <= 1)) throw new ParameterError(`dropout: p=${p} must lie in 0…1.`);
  if (!training || p === 0) return x;
  const keep = rand(x.shape, { device: x.device, ...(generator && { generator }) }).ge(p).to(x.dtype); // prettier-ignore
  return x.mul(p === 1 ? keep.mul(0) : keep.div(1 - p));
}

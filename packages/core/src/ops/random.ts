// Random numbers from a counter (Philox): the same seed gives the same bits on every backend.
import { dispatch, getDefaultDevice, node, type Expr } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isComplex, isIntegral, needTensor, sizeOf, toRealDType, type Shape, type Tensor } from "../tensor/index.js";
import { checkShape, type TensorOptions } from "./create.js";
import { mapOperands } from "./operand.js";
import { isReadable } from "./positions.js";

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
    if (!Number.isSafeInteger(state.offset) || state.offset < 0)
      throw new ParameterError(`Generator: offset=${state.offset} must be an integer in 0…2^53 − 1.`);
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

export function draw(kind: "uniform" | "normal" | "bits", shape: Shape, options: RandomOptions): Tensor {
  const generator = options.generator ?? defaultGenerator;
  // Found anew in each run of a captured function, which draws on as one that runs as written does.
  const attrs = () => ({ kind, seed: generator.seed, offset: generator.advance(sizeOf(shape)) });
  const spec = { shape, dtype: options.dtype ?? "float32" };
  const [out] = dispatch("random", [], [spec], attrs, options.device ?? getDefaultDevice());
  out.requiresGrad = options.requiresGrad ?? false;
  return out;
}

/** Draws of a floating or, in two parts, complex dtype. */
function drawFractions(op: "rand" | "randn", shape: Shape, options: RandomOptions): Tensor {
  checkShape(op, shape);
  const { dtype = "float32", requiresGrad = false, ...rest } = options;
  if (isIntegral(dtype))
    throw new DTypeError(`${op}: dtype="${dtype}" has no fractions. Use randint, or a floating-point dtype.`);
  const kind = op === "rand" ? "uniform" : "normal";
  if (!isComplex(dtype)) return draw(kind, shape, { dtype, requiresGrad, ...rest });
  const pairs = draw(kind, [...shape, 2], { dtype: toRealDType(dtype), ...rest });
  const out = (op === "rand" ? pairs : pairs.mul(Math.SQRT1_2)).viewAsComplex();
  out.requiresGrad = requiresGrad;
  return out;
}

/** Uniform in [0, 1), in steps of 2^−24 (also in float64); complex: both parts. @throws DTypeError  integers */
export const rand = (shape: Shape, options: RandomOptions = {}): Tensor => drawFractions("rand", shape, options);

/** Normal with mean 0 and variance 1; complex: variance ½ in each part. @throws DTypeError  integers */
export const randn = (shape: Shape, options: RandomOptions = {}): Tensor => drawFractions("randn", shape, options);

const TWO_32 = 2 ** 32;

/** Raw 32-bit integers modulo `range`, 1…2^32, plus `low`; int32 arithmetic wraps, which is meant. */
function fold(bits: Tensor, low: number, range: number): Tensor {
  needTensor("fold", bits, "bits");
  return mapOperands("randint", [bits], "int32", ([u], number) => {
    const [whole, zero] = [number(range | 0), number(0)];
    const choose = (condition: Expr, a: Expr, b: Expr): Expr => node("where", "int32", condition, a, b);
    const plus = (a: Expr, b: Expr): Expr => node("add", "int32", a, b);
    if (range === TWO_32) return plus(u, number(low));
    if (range >= TWO_32 / 2) {
      // Unsigned, u is at most once too large: compare with the sign bits turned.
      const turned = node("bitXor", "int32", u, number(-(2 ** 31)));
      const isOver = node("ge", "bool", turned, number((range | 0) ^ -(2 ** 31)));
      return node("sub", "int32", plus(u, number(low)), choose(isOver, whole, zero));
    }
    // Unsigned, a negative u is 2^32 more.
    const more = number(range - (TWO_32 % range));
    const rest = node("remainder", "int32", u, whole);
    const shifted = node("sub", "int32", rest, choose(node("lt", "bool", u, zero), more, zero));
    return plus(choose(node("lt", "bool", shifted, zero), plus(shifted, whole), shifted), number(low));
  });
}

/**
 * Integers from `low` up to but not including `high`, all as likely as 32 random bits allow (as in PyTorch, the first
 * 2^32 mod (high − low) by (high − low) / 2^32 more).
 *
 * @param low, high  integers, −2^31…2^31
 * @param options.dtype  default int32
 * @throws ParameterError
 */
export function randint(low: number, high: number, shape: Shape, options: RandomOptions = {}): Tensor {
  const limit = 2 ** 31;
  if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low || low < -limit || high > limit)
    throw new ParameterError(`randint: low=${low}, high=${high} must be integers with −2^31 ≤ low < high ≤ 2^31.`);
  checkShape("randint", shape);
  const { dtype = "int32", requiresGrad = false, ...rest } = options;
  const out = fold(draw("bits", shape, { ...rest, dtype: "int32" }), low, high - low).to(dtype);
  if (requiresGrad) out.requiresGrad = true;
  return out;
}

/** The numbers 0…n − 1 (int32) in random order: the places that sort n random integers. */
export function randperm(n: number, options: RandomOptions = {}): Tensor {
  if (!Number.isInteger(n) || n < 0) throw new ParameterError(`randperm: n=${n} must be an integer ≥ 0.`);
  const { dtype = "int32", ...rest } = options;
  return draw("bits", [n], { ...rest, dtype: "int32", requiresGrad: false })
    .argsort()
    .to(dtype);
}

/** 1 with the probability that stands in `p`, else 0. */
export function bernoulli(p: Tensor, options: { generator?: Generator } = {}): Tensor {
  needTensor("bernoulli", p, "p");
  const bad = isReadable(p) ? p.dataSync().find((v) => !(v >= 0 && v <= 1)) : undefined;
  if (bad !== undefined) throw new ParameterError(`bernoulli: p holds ${bad}, but must lie in 0…1.`);
  return rand(p.shape, { ...options, device: p.device })
    .lt(p)
    .to(p.dtype);
}

/**
 * Elements set to 0 with probability `p` and the others divided by 1 − p while training; `x` itself otherwise.
 *
 * @param options.p  probability, 0…1 (default 0.5)
 */
export function dropout(
  x: Tensor,
  { p = 0.5, training = true, generator }: { p?: number; training?: boolean; generator?: Generator } = {},
): Tensor {
  needTensor("dropout", x);
  if (!(p >= 0 && p <= 1)) throw new ParameterError(`dropout: p=${p} must lie in 0…1.`);
  if (!training || p === 0) return x;
  const keep = rand(x.shape, { device: x.device, ...(generator && { generator }) }).ge(p).to(x.dtype); // prettier-ignore
  return x.mul(p === 1 ? keep.mul(0) : keep.div(1 - p));
}

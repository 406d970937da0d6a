// Examples mixed with others of their batch, and their labels with them.
import { fromTypedArray, isFloatingPoint, ParameterError, rand, randn, randperm, ShapeError, formatShape, where, arange, type Generator, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";

export interface MixupOptions {
  /** Of the beta distribution of the shares, > 0: the smaller, the purer the examples (default 0.4). */
  readonly alpha?: number;
  /** Probability that a batch is mixed, 0…1 (default 1). */
  readonly p?: number;
  /** Where the random numbers come from (default: the global generator). */
  readonly generator?: Generator;
}

/** What both mixtures share: which example goes with which, and how much of it stays. */
abstract class Mixture extends Module {
  readonly #options: MixupOptions;
  constructor(options: MixupOptions) {
    super();
    const { alpha = 0.4, p = 1 } = options;
    const op = this.constructor.name;
    if (!(alpha > 0 && alpha < Infinity))
      throw new ParameterError(`${op}: alpha=${alpha} must be a finite number > 0.`);
    if (!(p >= 0 && p <= 1)) throw new ParameterError(`${op}: p=${p} must lie in 0…1.`);
    this.#options = options;
  }
  /** x and other [batch, ...], shares [batch]. Returns the mixture, and the shares as they came out. */
  protected abstract mix(x: Tensor, other: Tensor, shares: Float64Array, draw: () => number): readonly [Tensor, Float64Array]; // prettier-ignore

  override forward(x: Tensor, labels: Tensor): readonly [Tensor, Tensor] {
    const op = this.constructor.name;
    if (x.ndim < 2 || x.shape[0] !== labels.shape[0])
      throw new ShapeError(
        `${op}: x ${formatShape(x.shape)} and labels ${formatShape(labels.shape)} must be [batch, ...] of equally many examples.`,
      );
    if (!isFloatingPoint(labels.dtype))
      throw new ParameterError(`${op}: labels.dtype="${labels.dtype}" cannot be mixed. Use oneHot(labels, classes).to("float32").`); // prettier-ignore
    const { alpha = 0.4, p = 1, generator } = this.#options;
    const from = { device: "cpu", ...(generator && { generator }) } as const;
    const draw = (): number => rand([1], from).itemSync();
    if (!this.training || draw() >= p) return [x, labels];
    const batch = x.shape[0];
    const shares = Float64Array.from({ length: batch }, () => beta(alpha, draw, () => randn([1], from).itemSync()));
    const order = randperm(batch, from);
    const of = (t: Tensor): Tensor => t.indexSelect(0, order.to({ device: t.device }));
    const [mixture, actual] = this.mix(x, of(x), shares, draw);
    return [mixture, blend(labels, of(labels), actual)];
  }
}

/** shares of a and the rest of b, example by example. */
function blend(a: Tensor, b: Tensor, shares: Float64Array): Tensor {
  const values = a.dtype === "float64" ? shares : Float32Array.from(shares);
  const share = fromTypedArray(values, [shares.length, ...a.shape.slice(1).fill(1)], { device: a.device });
  return b.add(a.sub(b).mul(share));
}

/** Beta(alpha, alpha) as a share of two gamma variates. */
function beta(alpha: number, uniform: () => number, normal: () => number): number {
  const [one, two] = [logGamma(alpha, uniform, normal), logGamma(alpha, uniform, normal)];
  return 1 / (1 + Math.exp(two - one));
}

/** Logarithm of a gamma variate. @source Marsaglia and Tsang, ACM Transactions on Mathematical Software 26 (2000) */
function logGamma(alpha: number, uniform: () => number, normal: () => number): number {
  // Steps of 2^-24: never the logarithm of 0.
  const fraction = (): number => uniform() + 2 ** -25;
  if (alpha < 1) return logGamma(alpha + 1, uniform, normal) + Math.log(fraction()) / alpha;
  const d = alpha - 1 / 3;
  for (;;) {
    const z = normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(fraction()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/**
 * Each example mixed with another one of its batch, and the labels by the same share.
 *
 * forward(x [batch, ...], labels real [batch, classes]) → the same shapes
 *
 * @throws ParameterError  alpha not > 0, labels that are class numbers; ShapeError: batches that differ
 * @source Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018
 * @example new augmentation.Mixup({ alpha: 0.2 })(waveforms, oneHot(classes, 10).to("float32"))
 */
export class Mixup extends Mixture {
  constructor(options: MixupOptions = {}) {
    super(options);
  }
  protected override mix(x: Tensor, other: Tensor, shares: Float64Array): readonly [Tensor, Float64Array] {
    return [blend(x, other, shares), shares];
  }
}

/**
 * In each example a stretch of time replaced by that of another one of its batch, and the labels mixed by what remains.
 *
 * forward(x [batch, ..., samples or frames], labels real [batch, classes]) → the same shapes
 *
 * @throws ParameterError  alpha not > 0, labels that are class numbers; ShapeError: batches that differ
 * @source Yun et al., "CutMix", ICCV 2019, along time
 * @example new augmentation.Cutmix({ alpha: 1 })(waveforms, oneHot(classes, 10).to("float32"))
 */
export class Cutmix extends Mixture {
  constructor(options: MixupOptions = {}) {
    super({ alpha: 1, ...options });
  }
  protected override mix(
    x: Tensor,
    other: Tensor,
    shares: Float64Array,
    draw: () => number,
  ): readonly [Tensor, Float64Array] {
    // prettier-ignore
    const n = x.shape.at(-1)!;
    const lengths = shares.map((share) => Math.round((1 - share) * n));
    const starts = lengths.map((length) => Math.floor(draw() * (n - length + 1)));
    const along = (values: Float64Array): Tensor =>
      fromTypedArray(Int32Array.from(values), [values.length, ...x.shape.slice(1).fill(1)], { device: x.device });
    const places = arange(n, { dtype: "int32", device: x.device });
    const start = along(starts);
    const isCut = places.ge(start).logicalAnd(places.lt(start.add(along(lengths))));
    return [where(isCut, other, x), lengths.map((length) => 1 - length / n)];
  }
}

// What all augmentations share: a coin for each example, and draws that are the same on every device.
import { arange, DTypeError, formatShape, isFloatingPoint, ParameterError, rand, randint, randn, ShapeError, where, type Generator, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "../modules/index.js";

export interface AugmentationOptions {
  /** Probability that an example is changed, 0…1 (default 0.5). */
  readonly p?: number;
  /** Where the random numbers come from (default: the global generator). Equal seeds give equal results, on every device. */
  readonly generator?: Generator;
}

/** Random numbers for a batch, one per example. */
export interface Draws {
  /** Uniform in low…high, [batch, 1, 1]. */
  uniform(low: number, high: number): Tensor;
  /** Uniform on a logarithmic scale, [batch, 1, 1]. */
  logUniform(low: number, high: number): Tensor;
  /** Integers 0…count − 1, int32, [batch]. */
  index(count: number): Tensor;
  /** Normal, of the shape of the batch. */
  normal(): Tensor;
}

/**
 * Base of augmentations of waveforms: forward([batch, channels, samples], or [channels, samples] or [samples] for one example) →
 * the same shape. Each example is changed with probability p, by numbers of its own. After `eval()` nothing is changed.
 */
export abstract class Augmentation extends Module {
  readonly p: number;
  readonly #generator: Generator | undefined;
  constructor({ p = 0.5, generator }: AugmentationOptions = {}) {
    super();
    checkRange(this.constructor.name, "p", [p, p], 0, 1);
    this.p = p;
    this.#generator = generator;
  }
  /** The whole batch changed, [batch, channels, samples]. */
  protected abstract change(x: Tensor, draws: Draws): Tensor;

  override forward(waveform: Tensor): Tensor {
    const op = this.constructor.name;
    if (!isFloatingPoint(waveform.dtype))
      throw new DTypeError(`${op}: waveform has dtype="${waveform.dtype}" but must be float32 or float64. Use .to("float32").`); // prettier-ignore
    if (waveform.ndim < 1 || waveform.ndim > 3 || waveform.shape.at(-1) === 0)
      throw new ShapeError(
        `${op}: waveform ${formatShape(waveform.shape)} must be [batch, channels, samples], [channels, samples] or [samples].`,
      );
    if (!this.training || this.p === 0) return waveform;
    const x = waveform.reshape([...[1, 1, 1].slice(waveform.ndim), ...waveform.shape]);
    const draws = this.#draws(x);
    const isChanged = draws.uniform(0, 1).lt(this.p);
    const changed = this.change(x, draws);
    return (this.p === 1 ? changed : where(isChanged, changed, x)).reshape(waveform.shape);
  }

  #draws(x: Tensor): Draws {
    const [batch] = x.shape;
    const options = { device: x.device, ...(this.#generator && { generator: this.#generator }) };
    const uniform = (low: number, high: number): Tensor =>
      rand([batch, 1, 1], options).to(x.dtype).mul(high - low).add(low); // prettier-ignore
    return {
      uniform,
      logUniform: (low, high) => uniform(Math.log(low), Math.log(high)).exp(),
      index: (count) => randint(0, count, [batch], options),
      normal: () => randn(x.shape, options).to(x.dtype),
    };
  }
}

/** Refuses two numbers that are no range within least…most. */
export function checkRange(
  op: string,
  name: string,
  [low, high]: readonly [number, number],
  least: number,
  most: number,
): void {
  // prettier-ignore
  if (!(low >= least && low <= high && high <= most))
    throw new ParameterError(
      `${op}: ${name}=${low === high ? low : `${low}…${high}`} must lie in ${least}…${most}, the smaller number first.`,
    );
}

/** Decibels to a factor of amplitudes. */
export const factorOf = (db: Tensor): Tensor => db.mul(Math.LN10 / 20).exp();

/** Samples at places of their own for each example: x [batch, channels, n], places int32 [batch, 1, length]. */
export const samplesAt = (x: Tensor, places: Tensor): Tensor =>
  x.gather(-1, places.expand(x.shape[0], x.shape[1], places.shape[2]));

/** 0…n − 1 as int32 [n]. */
export const counting = (n: number, like: Tensor): Tensor => arange(n, { dtype: "int32", device: like.device });

// Louder, softer, upside down, cut off.
import type { Tensor } from "@sonograd/core";
import { Augmentation, checkRange, factorOf, type AugmentationOptions, type Draws } from "./augmentation.js";

export interface GainOptions extends AugmentationOptions {
  /** dB (default -18). */
  readonly minGainDb?: number;
  /** dB (default 6). */
  readonly maxGainDb?: number;
}

/**
 * A gain drawn in decibels for each example.
 *
 * @throws ParameterError  minGainDb above maxGainDb, or p outside 0…1
 * @example new augmentation.Gain({ minGainDb: -12, maxGainDb: 0 })(waveform)
 */
export class Gain extends Augmentation {
  readonly #range: readonly [number, number];
  constructor({ minGainDb = -18, maxGainDb = 6, ...options }: GainOptions = {}) {
    super(options);
    checkRange("Gain", "gainDb", [minGainDb, maxGainDb], -1000, 1000);
    this.#range = [minGainDb, maxGainDb];
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    return x.mul(factorOf(draws.uniform(...this.#range)));
  }
}

/**
 * The waveform upside down.
 *
 * @throws ParameterError  p outside 0…1
 * @example new augmentation.PolarityInversion({ p: 0.5 })(waveform)
 */
export class PolarityInversion extends Augmentation {
  protected override change(x: Tensor): Tensor {
    return x.neg();
  }
}

export interface ClippingOptions extends AugmentationOptions {
  /** Share of the example's peak, 0…1 (default 0.3). */
  readonly minLevel?: number;
  /** Share of the example's peak, 0…1 (default 0.9). */
  readonly maxLevel?: number;
}

/**
 * What exceeds a share of each example's peak is cut off, as an overdriven input does.
 *
 * @throws ParameterError  levels outside 0…1, or p
 * @example new augmentation.Clipping({ minLevel: 0.5 })(waveform)
 */
export class Clipping extends Augmentation {
  readonly #range: readonly [number, number];
  constructor({ minLevel = 0.3, maxLevel = 0.9, ...options }: ClippingOptions = {}) {
    super(options);
    checkRange("Clipping", "level", [minLevel, maxLevel], 0, 1);
    this.#range = [minLevel, maxLevel];
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    const limit = x.detach().abs().amax([-2, -1], { keepdim: true }).mul(draws.uniform(...this.#range)); // prettier-ignore
    return x.minimum(limit).maximum(limit.neg());
  }
}

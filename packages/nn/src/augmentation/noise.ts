// Noise at a signal-to-noise ratio drawn for each example.
import { irfft, linspace, rfft, where, type Tensor } from "@sonograd/core";
import { Augmentation, checkRange, counting, factorOf, type AugmentationOptions, type Draws } from "./augmentation.js";
import { bankOf } from "./bank.js";

interface RatioOptions extends AugmentationOptions {
  /** Lowest signal-to-noise ratio, dB (default 3). */
  readonly minSnrDb?: number;
  /** Highest signal-to-noise ratio, dB (default 30). */
  readonly maxSnrDb?: number;
}

/** The mixture at a ratio; silent examples and silent noise stay as they are. */
function mixed(x: Tensor, noise: Tensor, snrDb: Tensor): Tensor {
  const power = (signal: Tensor): Tensor => signal.detach().square().mean([-2, -1], { keepdim: true });
  const [own, other] = [power(x), power(noise)];
  const ratio = where(other.gt(0), own.div(other), 0);
  return x.add(noise.mul(ratio.sqrt().div(factorOf(snrDb))));
}

abstract class Noise extends Augmentation {
  protected readonly snrDb: readonly [number, number];
  constructor({ minSnrDb = 3, maxSnrDb = 30, ...options }: RatioOptions) {
    super(options);
    checkRange(this.constructor.name, "snrDb", [minSnrDb, maxSnrDb], -1000, 1000);
    this.snrDb = [minSnrDb, maxSnrDb];
  }
}

export interface AddBackgroundNoiseOptions extends RatioOptions {
  /** Recordings, [recordings, samples] or a list of [samples] each; short ones are repeated. */
  readonly backgrounds: Tensor | readonly Tensor[];
}

/**
 * A place of one of several recordings added to each example.
 *
 * @throws ParameterError  no recordings, minSnrDb above maxSnrDb
 * @example new augmentation.AddBackgroundNoise({ backgrounds: [street, rain], minSnrDb: 5 })(waveform)
 */
export class AddBackgroundNoise extends Noise {
  readonly #bank: Tensor;
  constructor({ backgrounds, ...options }: AddBackgroundNoiseOptions) {
    super(options);
    this.#bank = bankOf("AddBackgroundNoise", "backgrounds", backgrounds, "repeat");
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    const [batch, , n] = x.shape;
    const [recordings, m] = this.#bank.shape;
    const bank = this.#bank.to({ dtype: x.dtype, device: x.device });
    const start = draws.index(m).reshape([batch, 1]);
    const places = counting(n, x).add(start).remainder(m); // [batch, n]
    const noise = bank.indexSelect(0, draws.index(recordings)).gather(-1, places).unsqueeze(1);
    return mixed(x, noise, draws.uniform(...this.snrDb));
  }
}

export interface AddColoredNoiseOptions extends RatioOptions {
  /** Least fall of the noise's spectrum: -2 violet, -1 blue, 0 white (default -2). */
  readonly minFDecay?: number;
  /** Largest fall: 1 pink, 2 brown (default 2). */
  readonly maxFDecay?: number;
}

/**
 * Noise of a colour drawn for each example: power as frequency to the power of -fDecay.
 *
 * @throws ParameterError  a range in the wrong order
 * @example new augmentation.AddColoredNoise({ minFDecay: 0, maxFDecay: 0 })(waveform)
 */
export class AddColoredNoise extends Noise {
  readonly #decay: readonly [number, number];
  constructor({ minFDecay = -2, maxFDecay = 2, ...options }: AddColoredNoiseOptions = {}) {
    super(options);
    checkRange("AddColoredNoise", "fDecay", [minFDecay, maxFDecay], -10, 10);
    this.#decay = [minFDecay, maxFDecay];
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    const n = x.shape.at(-1)!;
    const white = rfft(draws.normal());
    const bins = white.shape.at(-1)!;
    const frequency = linspace(1 / bins, 1, bins, { dtype: x.dtype as "float32", device: x.device });
    const shape = frequency.log().mul(draws.uniform(...this.#decay).mul(-0.5)).exp(); // prettier-ignore
    return mixed(x, irfft(white.mul(shape), { n }), draws.uniform(...this.snrDb));
  }
}

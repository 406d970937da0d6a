import {
  alphaDropout, dropout, dropout1d, dropout2d, dropout3d, featureAlphaDropout, ParameterError, type DropoutOptions, type Generator, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import type { InplaceOptions } from "./activation-bases.js";
import { Module } from "./module.js";
import { pythonBool, pythonFloat } from "./python-text.js";

abstract class DropoutBase extends Module {
  readonly inplace: boolean;
  readonly #generator: Generator | undefined;
  constructor(
    readonly p = 0.5,
    { generator, inplace = false }: { generator?: Generator } & InplaceOptions = {},
  ) {
    super();
    this.inplace = inplace;
    if (!(p >= 0 && p <= 1)) throw new ParameterError(`${this.constructor.name}: p=${p} must be a probability, 0…1.`);
    this.#generator = generator;
  }
  /** The op that this layer runs while training. */
  protected abstract drop(x: Tensor, options: DropoutOptions): Tensor;
  override forward(x: Tensor): Tensor {
    if (!this.training || this.p === 0) return x;
    return this.drop(x, { p: this.p, training: true, ...(this.#generator ? { generator: this.#generator } : {}) });
  }
  override extraRepr(): string {
    return `p=${pythonFloat(this.p)}, inplace=${pythonBool(this.inplace)}`;
  }
}

/**
 * Sets each value to zero with probability `p` while training and scales the others by 1 / (1 − p), as `torch.nn.Dropout`.
 *
 * @param p  0…1 (default 0.5)
 * @param options.generator  where the random numbers come from (default: the default generator)
 */
export class Dropout extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return dropout(x, options);
  }
}

/** {@link Dropout} of whole channels of [batch, channels, length], as `torch.nn.Dropout1d`. */
export class Dropout1d extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return dropout1d(x, options);
  }
}

/** {@link Dropout} of whole channels of [batch, channels, height, width], as `torch.nn.Dropout2d`. */
export class Dropout2d extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return dropout2d(x, options);
  }
}

/** {@link Dropout} of whole channels of [batch, channels, depth, height, width], as `torch.nn.Dropout3d`. */
export class Dropout3d extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return dropout3d(x, options);
  }
}

/** Dropout that keeps mean and variance, for SELU; as `torch.nn.AlphaDropout`. */
export class AlphaDropout extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return alphaDropout(x, options);
  }
}

/** {@link AlphaDropout} of whole channels, as `torch.nn.FeatureAlphaDropout`. */
export class FeatureAlphaDropout extends DropoutBase {
  protected override drop(x: Tensor, options: DropoutOptions): Tensor {
    return featureAlphaDropout(x, options);
  }
}

import { dropout, ParameterError, type Generator, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonFloat } from "./python-text.js";

/**
 * Sets each value to zero with probability `p` while training and scales the others by 1 / (1 − p), as `torch.nn.Dropout`.
 *
 * @param p  0…1 (default 0.5)
 * @param options.generator  where the random numbers come from (default: the default generator)
 */
export class Dropout extends Module {
  readonly #generator: Generator | undefined;
  constructor(
    readonly p = 0.5,
    { generator }: { generator?: Generator } = {},
  ) {
    super();
    if (!(p >= 0 && p <= 1)) throw new ParameterError(`Dropout: p=${p} must be a probability, 0…1.`);
    this.#generator = generator;
  }
  override forward(x: Tensor): Tensor {
    if (!this.training || this.p === 0) return x;
    return dropout(x, { p: this.p, training: true, ...(this.#generator ? { generator: this.#generator } : {}) });
  }
  override extraRepr(): string {
    return `p=${pythonFloat(this.p)}, inplace=False`;
  }
}

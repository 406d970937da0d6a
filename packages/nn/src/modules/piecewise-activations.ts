// Activations made of straight lines, with fixed, learned or random slopes.
import {
  full, hardshrink, hardsigmoid, hardswish, hardtanh, ParameterError, prelu, relu6, rrelu, softshrink, threshold,
  type Generator, type HardtanhOptions, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { InplaceActivation, type InplaceOptions } from "./activation-bases.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonFloat, pythonNumber } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

/** x limited to 0…6. */
export class ReLU6 extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return relu6(x);
  }
}

/** x limited to minVal…maxVal (default −1…1). */
export class Hardtanh extends InplaceActivation {
  readonly minVal: number;
  readonly maxVal: number;
  constructor({ minVal = -1, maxVal = 1, inplace = false }: HardtanhOptions & InplaceOptions = {}) {
    super({ inplace });
    if (!(minVal < maxVal)) throw new ParameterError(`Hardtanh: minVal=${minVal} must be less than maxVal=${maxVal}.`);
    this.minVal = minVal;
    this.maxVal = maxVal;
  }
  override forward(x: Tensor): Tensor {
    return hardtanh(x, { minVal: this.minVal, maxVal: this.maxVal });
  }
  protected override settings(): string {
    return `min_val=${pythonFloat(this.minVal)}, max_val=${pythonFloat(this.maxVal)}`;
  }
}

/** x · relu6(x + 3) / 6 */
export class Hardswish extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return hardswish(x);
  }
  /** PyTorch does not print it here. */
  override extraRepr(): string {
    return "";
  }
}

/** relu6(x + 3) / 6 */
export class Hardsigmoid extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return hardsigmoid(x);
  }
  /** PyTorch does not print it here. */
  override extraRepr(): string {
    return "";
  }
}

abstract class Shrinkage extends Module {
  readonly lambd: number;
  constructor({ lambd = 0.5 }: { lambd?: number } = {}) {
    super();
    this.lambd = lambd;
  }
  override extraRepr(): string {
    return pythonFloat(this.lambd);
  }
}

/** 0 where |x| ≤ lambd, x elsewhere (default lambd 0.5). */
export class Hardshrink extends Shrinkage {
  override forward(x: Tensor): Tensor {
    return hardshrink(x, { lambd: this.lambd });
  }
}

/** x moved towards 0 by lambd (default 0.5). */
export class Softshrink extends Shrinkage {
  override forward(x: Tensor): Tensor {
    return softshrink(x, { lambd: this.lambd });
  }
}

/** x where it exceeds `threshold`, `value` elsewhere. */
export class Threshold extends InplaceActivation {
  constructor(
    readonly threshold: number,
    readonly value: number,
    options: InplaceOptions = {},
  ) {
    super(options);
  }
  override forward(x: Tensor): Tensor {
    return threshold(x, this.threshold, this.value);
  }
  protected override settings(): string {
    return `threshold=${pythonNumber(this.threshold)}, value=${pythonNumber(this.value)}`;
  }
}

/**
 * x where x > 0, a learned weight times x elsewhere, as `torch.nn.PReLU`.
 *
 * @param options.numParameters  1, or the number of channels (default 1)
 * @param options.init           first value of the weights (default 0.25)
 */
export class PReLU extends Module {
  readonly weight: Parameter;
  constructor({ numParameters = 1, init = 0.25 }: { numParameters?: number; init?: number } = {}) {
    super();
    checkInteger("PReLU", "numParameters", numParameters, 1);
    this.weight = new Parameter(full([numParameters], init));
  }
  override forward(x: Tensor): Tensor {
    return prelu(x, this.weight);
  }
  override extraRepr(): string {
    return `num_parameters=${this.weight.numel}`;
  }
}

/** x where x > 0, slope · x elsewhere: a random slope in lower…upper while training, their mean after it. */
export class RReLU extends InplaceActivation {
  readonly lower: number;
  readonly upper: number;
  readonly #generator: Generator | undefined;
  constructor({
    lower = 1 / 8,
    upper = 1 / 3,
    generator,
    inplace = false,
  }: { lower?: number; upper?: number; generator?: Generator } & InplaceOptions = {}) {
    super({ inplace });
    if (!(lower <= upper)) throw new ParameterError(`RReLU: lower=${lower} must not exceed upper=${upper}.`);
    this.lower = lower;
    this.upper = upper;
    this.#generator = generator;
  }
  override forward(x: Tensor): Tensor {
    const { lower, upper, training } = this;
    return rrelu(x, { lower, upper, training, ...(this.#generator && { generator: this.#generator }) });
  }
  protected override settings(): string {
    return `lower=${pythonFloat(this.lower)}, upper=${pythonFloat(this.upper)}`;
  }
}

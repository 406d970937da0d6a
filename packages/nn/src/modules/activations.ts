// Smooth functions of each element, gates, and softmax along one axis. None of them has parameters.
import {
  celu, elu, gelu, glu, leakyRelu, logSigmoid, logSoftmax, mish, selu, ShapeError, silu, softmax, softmin, softplus, softsign, tanhshrink,
  formatShape, type GeluOptions, type SoftplusOptions, type Tensor,
} from "@sonograd/core"; // prettier-ignore
import { AxisActivation, InplaceActivation, type InplaceOptions } from "./activation-bases.js";
import { Module } from "./module.js";
import { pythonFloat, pythonNumber } from "./python-text.js";

/** max(x, 0) */
export class ReLU extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}

/** x for x ≥ 0, negativeSlope · x below. */
export class LeakyReLU extends InplaceActivation {
  constructor(
    readonly negativeSlope = 0.01,
    options: InplaceOptions = {},
  ) {
    super(options);
  }
  override forward(x: Tensor): Tensor {
    return leakyRelu(x, { negativeSlope: this.negativeSlope });
  }
  protected override settings(): string {
    return `negative_slope=${pythonFloat(this.negativeSlope)}`;
  }
}

/** 1 / (1 + e⁻ˣ) */
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return x.sigmoid();
  }
}

/** Hyperbolic tangent. */
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return x.tanh();
  }
}

/** x · sigmoid(x), also called swish. */
export class SiLU extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return silu(x);
  }
}

/** x · tanh(softplus(x)) */
export class Mish extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return mish(x);
  }
}

/** x · Φ(x) with the normal distribution function; `approximate: "tanh"` uses the tanh formula. */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";
  constructor({ approximate = "none" }: GeluOptions = {}) {
    super();
    this.approximate = approximate;
  }
  override forward(x: Tensor): Tensor {
    return gelu(x, { approximate: this.approximate });
  }
  override extraRepr(): string {
    return `approximate='${this.approximate}'`;
  }
}

abstract class ExponentialActivation extends InplaceActivation {
  readonly alpha: number;
  constructor({ alpha = 1, inplace = false }: { alpha?: number } & InplaceOptions = {}) {
    super({ inplace });
    this.alpha = alpha;
  }
  protected override settings(): string {
    return `alpha=${pythonFloat(this.alpha)}`;
  }
}

/** x for x > 0, alpha · (eˣ − 1) below (default alpha 1). */
export class ELU extends ExponentialActivation {
  override forward(x: Tensor): Tensor {
    return elu(x, { alpha: this.alpha });
  }
}

/** x for x > 0, alpha · (exp(x / alpha) − 1) below (default alpha 1). */
export class CELU extends ExponentialActivation {
  override forward(x: Tensor): Tensor {
    return celu(x, { alpha: this.alpha });
  }
}

/** The self-normalising ELU. */
export class SELU extends InplaceActivation {
  override forward(x: Tensor): Tensor {
    return selu(x);
  }
}

/** log(1 + exp(beta · x)) / beta, x itself where beta · x > threshold. */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;
  constructor({ beta = 1, threshold = 20 }: SoftplusOptions = {}) {
    super();
    this.beta = beta;
    this.threshold = threshold;
  }
  override forward(x: Tensor): Tensor {
    return softplus(x, { beta: this.beta, threshold: this.threshold });
  }
  override extraRepr(): string {
    return `beta=${pythonNumber(this.beta)}, threshold=${pythonNumber(this.threshold)}`;
  }
}

/** log(sigmoid(x)) */
export class LogSigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return logSigmoid(x);
  }
}

/** x / (1 + |x|) */
export class Softsign extends Module {
  override forward(x: Tensor): Tensor {
    return softsign(x);
  }
}

/** x − tanh(x) */
export class Tanhshrink extends Module {
  override forward(x: Tensor): Tensor {
    return tanhshrink(x);
  }
}

/** The first half along `dim` times the sigmoid of the second (default dim −1). */
export class GLU extends AxisActivation {
  constructor({ dim = -1 }: { dim?: number } = {}) {
    super({ dim });
  }
  override forward(x: Tensor): Tensor {
    return glu(x, { dim: this.dim });
  }
}

/** Exponentials along `dim`, divided by their sum. */
export class Softmax extends AxisActivation {
  override forward(x: Tensor): Tensor {
    return softmax(x, this.dim);
  }
}

/** Logarithm of softmax, computed without overflow. */
export class LogSoftmax extends AxisActivation {
  override forward(x: Tensor): Tensor {
    return logSoftmax(x, this.dim);
  }
}

/** Softmax of −x along `dim`. */
export class Softmin extends AxisActivation {
  override forward(x: Tensor): Tensor {
    return softmin(x, this.dim);
  }
}

/** Softmax over the channels of [batch, channels, height, width] or [channels, height, width]. */
export class Softmax2d extends Module {
  override forward(x: Tensor): Tensor {
    if (x.ndim !== 3 && x.ndim !== 4)
      throw new ShapeError(`Softmax2d: x ${formatShape(x.shape)} must have 4 dimensions, or 3 without batch.`);
    return softmax(x, -3);
  }
}

// Functions of each element, and softmax along one axis. None of them has parameters.
import { logSoftmax, maximum, minimum, softmax, type Tensor } from "@sonograd/core";
import { Module } from "./module.js";
import { pythonFloat } from "./python-text.js";

/** max(x, 0) */
export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}

/** x for x ≥ 0, negativeSlope · x below. */
export class LeakyReLU extends Module {
  constructor(readonly negativeSlope = 0.01) {
    super();
  }
  override forward(x: Tensor): Tensor {
    return maximum(x, 0).add(minimum(x, 0).mul(this.negativeSlope));
  }
  override extraRepr(): string {
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
export class SiLU extends Module {
  override forward(x: Tensor): Tensor {
    return x.mul(x.sigmoid());
  }
}

const SQRT_HALF = Math.SQRT1_2;
const TANH_SCALE = Math.sqrt(2 / Math.PI);

/** x · Φ(x) with the normal distribution function; `approximate: "tanh"` uses the tanh formula. */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";
  constructor({ approximate = "none" }: { approximate?: "none" | "tanh" } = {}) {
    super();
    this.approximate = approximate;
  }
  override forward(x: Tensor): Tensor {
    if (this.approximate === "none") return x.mul(0.5).mul(x.mul(SQRT_HALF).erf().add(1));
    const inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(TANH_SCALE);
    return x.mul(0.5).mul(inner.tanh().add(1));
  }
  override extraRepr(): string {
    return `approximate='${this.approximate}'`;
  }
}

/** Exponentials along `dim`, divided by their sum. */
export class Softmax extends Module {
  readonly dim: number;
  constructor({ dim }: { dim: number }) {
    super();
    this.dim = dim;
  }
  override forward(x: Tensor): Tensor {
    return softmax(x, this.dim);
  }
  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

/** Logarithm of softmax, computed without overflow. */
export class LogSoftmax extends Module {
  readonly dim: number;
  constructor({ dim }: { dim: number }) {
    super();
    this.dim = dim;
  }
  override forward(x: Tensor): Tensor {
    return logSoftmax(x, this.dim);
  }
  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

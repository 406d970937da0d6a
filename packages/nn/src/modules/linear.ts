import { bilinear, formatShape, ShapeError, type Tensor } from "@sonograd/core";
import { addBias, defaultWeights, uniformParameter } from "./initialization.js";
import { Module } from "./module.js";
import type { Parameter } from "./parameter.js";
import { pythonBool } from "./python-text.js";
import { checkInteger } from "./size-parameters.js";

/**
 * y = x Wᵀ + b over the last axis, as `torch.nn.Linear`: [..., inFeatures] → [..., outFeatures].
 *
 * @param options.bias  learn an offset (default true)
 */
export class Linear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  constructor(
    readonly inFeatures: number,
    readonly outFeatures: number,
    { bias = true }: { bias?: boolean } = {},
  ) {
    super();
    checkInteger("Linear", "inFeatures", inFeatures, 1);
    checkInteger("Linear", "outFeatures", outFeatures, 1);
    ({ weight: this.weight, bias: this.bias } = defaultWeights([outFeatures, inFeatures], bias));
  }

  override forward(x: Tensor): Tensor {
    if (x.shape.at(-1) !== this.inFeatures)
      throw new ShapeError(
        `Linear: x ${formatShape(x.shape)} must end in inFeatures=${this.inFeatures}. Flatten the input, or build the layer with its last size.`,
      );
    // [..., in] · [in, out]; leading axes are joined so that one matrix product does it
    const rows = x.ndim === 2 ? x : x.reshape([-1, this.inFeatures]);
    const y = addBias(rows.matmul(this.weight.t()), this.bias);
    return x.ndim === 2 ? y : y.reshape([...x.shape.slice(0, -1), this.outFeatures]);
  }

  override extraRepr(): string {
    return `in_features=${this.inFeatures}, out_features=${this.outFeatures}, bias=${pythonBool(this.bias !== null)}`;
  }
}

/** Hands its input on, as `torch.nn.Identity`. */
export class Identity extends Module {
  override forward(x: Tensor): Tensor {
    return x;
  }
}

/**
 * aᵀ W b + bias for two inputs, as `torch.nn.Bilinear`: [..., in1Features], [..., in2Features] → [..., outFeatures].
 *
 * @param options.bias  learn an offset (default true)
 */
export class Bilinear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  constructor(
    readonly in1Features: number,
    readonly in2Features: number,
    readonly outFeatures: number,
    { bias = true }: { bias?: boolean } = {},
  ) {
    super();
    checkInteger("Bilinear", "in1Features", in1Features, 1);
    checkInteger("Bilinear", "in2Features", in2Features, 1);
    checkInteger("Bilinear", "outFeatures", outFeatures, 1);
    const bound = 1 / Math.sqrt(in1Features);
    this.weight = uniformParameter([outFeatures, in1Features, in2Features], bound);
    this.bias = bias ? uniformParameter([outFeatures], bound) : null;
  }

  override forward(a: Tensor, b: Tensor): Tensor {
    return bilinear(a, b, this.weight, this.bias);
  }

  override extraRepr(): string {
    return (
      `in1_features=${this.in1Features}, in2_features=${this.in2Features}, out_features=${this.outFeatures}, ` +
      `bias=${pythonBool(this.bias !== null)}`
    );
  }
}

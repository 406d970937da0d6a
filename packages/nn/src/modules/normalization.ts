// Normalisation within each item: over its last axes, groups of channels, or neighbouring channels.
import { groupNorm, layerNorm, localResponseNorm, ones, ParameterError, rmsNorm, zeros, type LocalResponseNormOptions, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";
import { pythonBool, pythonFloat, pythonInts } from "./python-text.js";
import { checkInteger, type Size } from "./size-parameters.js";

export interface LayerNormOptions {
  /** Added to the variance (default 1e-5). */
  eps?: number;
  /** Learn scale and offset per element (default true). */
  elementwiseAffine?: boolean;
  /** With them, learn the offset (default true). */
  bias?: boolean;
}

const listOf = (op: string, shape: Size): number[] => {
  const list = typeof shape === "number" ? [shape] : [...shape];
  for (const n of list) checkInteger(op, "normalizedShape", n, 1);
  if (list.length === 0) throw new ParameterError(`${op}: normalizedShape=[] must name at least one axis.`);
  return list;
};

/** Normalisation over the last axes, as `torch.nn.LayerNorm`: [..., ...normalizedShape]. */
export class LayerNorm extends Module {
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  readonly elementwiseAffine: boolean;
  weight: Parameter | null = null;
  bias: Parameter | null = null;

  constructor(normalizedShape: Size, { eps = 1e-5, elementwiseAffine = true, bias = true }: LayerNormOptions = {}) {
    super();
    this.normalizedShape = listOf("LayerNorm", normalizedShape);
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    if (elementwiseAffine) this.weight = new Parameter(ones(this.normalizedShape));
    if (elementwiseAffine && bias) this.bias = new Parameter(zeros(this.normalizedShape));
  }

  override forward(x: Tensor): Tensor {
    return layerNorm(x, this.normalizedShape, { weight: this.weight, bias: this.bias, eps: this.eps });
  }

  override extraRepr(): string {
    return `${pythonInts(this.normalizedShape)}, eps=${pythonFloat(this.eps)}, elementwise_affine=${pythonBool(this.elementwiseAffine)}`;
  }
}

/** Division by the root mean square of the last axes, as `torch.nn.RMSNorm`. */
export class RMSNorm extends Module {
  readonly normalizedShape: readonly number[];
  readonly eps: number | null;
  readonly elementwiseAffine: boolean;
  weight: Parameter | null = null;

  constructor(
    normalizedShape: Size,
    { eps = null, elementwiseAffine = true }: { eps?: number | null; elementwiseAffine?: boolean } = {},
  ) {
    super();
    this.normalizedShape = listOf("RMSNorm", normalizedShape);
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    if (elementwiseAffine) this.weight = new Parameter(ones(this.normalizedShape));
  }

  override forward(x: Tensor): Tensor {
    return rmsNorm(x, this.normalizedShape, { weight: this.weight, eps: this.eps });
  }

  override extraRepr(): string {
    const eps = this.eps === null ? "None" : pythonFloat(this.eps);
    return `${pythonInts(this.normalizedShape)}, eps=${eps}, elementwise_affine=${pythonBool(this.elementwiseAffine)}`;
  }
}

/**
 * Normalisation over groups of channels, as `torch.nn.GroupNorm`: [batch, numChannels, …].
 *
 * @param options.eps     added to the variance (default 1e-5)
 * @param options.affine  learn scale and offset per channel (default true)
 */
export class GroupNorm extends Module {
  readonly eps: number;
  weight: Parameter | null = null;
  bias: Parameter | null = null;

  constructor(
    readonly numGroups: number,
    readonly numChannels: number,
    { eps = 1e-5, affine = true }: { eps?: number; affine?: boolean } = {},
  ) {
    super();
    checkInteger("GroupNorm", "numGroups", numGroups, 1);
    checkInteger("GroupNorm", "numChannels", numChannels, 1);
    if (numChannels % numGroups !== 0)
      throw new ParameterError(`GroupNorm: numGroups=${numGroups} must divide numChannels=${numChannels}.`);
    this.eps = eps;
    if (affine) {
      this.weight = new Parameter(ones([numChannels]));
      this.bias = new Parameter(zeros([numChannels]));
    }
  }

  override forward(x: Tensor): Tensor {
    return groupNorm(x, this.numGroups, { weight: this.weight, bias: this.bias, eps: this.eps });
  }

  override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, eps=${pythonFloat(this.eps)}, affine=${pythonBool(this.weight !== null)}`;
  }
}

/** Division by the mean square of `size` neighbouring channels, as `torch.nn.LocalResponseNorm`: [batch, channels, …]. */
export class LocalResponseNorm extends Module {
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;

  constructor(
    readonly size: number,
    { alpha = 1e-4, beta = 0.75, k = 1 }: LocalResponseNormOptions = {},
  ) {
    super();
    checkInteger("LocalResponseNorm", "size", size, 1);
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  override forward(x: Tensor): Tensor {
    return localResponseNorm(x, this.size, { alpha: this.alpha, beta: this.beta, k: this.k });
  }

  override extraRepr(): string {
    return `${this.size}, alpha=${pythonFloat(this.alpha)}, beta=${pythonFloat(this.beta)}, k=${pythonFloat(this.k)}`;
  }
}

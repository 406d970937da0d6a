// Similarity and distance as layers.
import { cosineSimilarity, pairwiseDistance, type CosineSimilarityOptions, type PairwiseDistanceOptions, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module } from "./module.js";

/** The cosine of the angle between two inputs along `dim`, as `torch.nn.CosineSimilarity`. */
export class CosineSimilarity extends Module {
  readonly dim: number;
  readonly eps: number;
  constructor({ dim = 1, eps = 1e-8 }: CosineSimilarityOptions = {}) {
    super();
    this.dim = dim;
    this.eps = eps;
  }
  override forward(a: Tensor, b: Tensor): Tensor {
    return cosineSimilarity(a, b, { dim: this.dim, eps: this.eps });
  }
}

/** The p-norm of the difference of two inputs along the last axis, as `torch.nn.PairwiseDistance`. */
export class PairwiseDistance extends Module {
  readonly p: number;
  readonly eps: number;
  readonly keepdim: boolean;
  constructor({ p = 2, eps = 1e-6, keepdim = false }: PairwiseDistanceOptions = {}) {
    super();
    this.p = p;
    this.eps = eps;
    this.keepdim = keepdim;
  }
  override forward(a: Tensor, b: Tensor): Tensor {
    return pairwiseDistance(a, b, { p: this.p, eps: this.eps, keepdim: this.keepdim });
  }
}

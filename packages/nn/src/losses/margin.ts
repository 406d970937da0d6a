// Losses that are zero once a score lies on its side of a margin. Targets are 1 and −1.
import { clamp, logSigmoid, where, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface MarginOptions {
  margin?: number;
  /** Default "mean". */
  reduction?: Reduction;
}

/**
 * max(0, −target · (input1 − input2) + margin): input1 should be larger where target is 1, smaller where it is −1; as
 * `torch.nn.functional.margin_ranking_loss`.
 *
 * @param options.margin  default 0
 */
export function marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, options: MarginOptions = {}): Tensor {
  const { margin = 0, reduction = "mean" } = options;
  const loss = clamp(target.neg().mul(input1.sub(input2)).add(margin), { min: 0 });
  return reduceLoss("marginRankingLoss", loss, reduction);
}

/** Module form of {@link marginRankingLoss}. */
export class MarginRankingLoss extends Module {
  readonly margin: number;
  readonly reduction: Reduction;
  constructor({ margin = 0, reduction = "mean" }: MarginOptions = {}) {
    super();
    this.margin = margin;
    this.reduction = reduction;
  }
  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return marginRankingLoss(input1, input2, target, { margin: this.margin, reduction: this.reduction });
  }
}

/**
 * input where target is 1, max(0, margin − input) where it is −1; as `torch.nn.functional.hinge_embedding_loss`.
 *
 * @param input  a distance
 * @param options.margin  default 1
 */
export function hingeEmbeddingLoss(input: Tensor, target: Tensor, options: MarginOptions = {}): Tensor {
  const { margin = 1, reduction = "mean" } = options;
  const apart = where(target.ne(1), clamp(input.neg().add(margin), { min: 0 }), 0);
  return reduceLoss("hingeEmbeddingLoss", apart.add(where(target.ne(-1), input, 0)), reduction);
}

/** Module form of {@link hingeEmbeddingLoss}. */
export class HingeEmbeddingLoss extends Module {
  readonly margin: number;
  readonly reduction: Reduction;
  constructor({ margin = 1, reduction = "mean" }: MarginOptions = {}) {
    super();
    this.margin = margin;
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return hingeEmbeddingLoss(input, target, { margin: this.margin, reduction: this.reduction });
  }
}

/** log(1 + exp(−target · input)) without overflow, as `torch.nn.functional.soft_margin_loss`. */
export function softMarginLoss(
  input: Tensor,
  target: Tensor,
  { reduction = "mean" }: { reduction?: Reduction } = {},
): Tensor {
  checkSameShape("softMarginLoss", input, target);
  return reduceLoss("softMarginLoss", logSigmoid(input.mul(target)).neg(), reduction);
}

/** Module form of {@link softMarginLoss}. */
export class SoftMarginLoss extends Module {
  readonly reduction: Reduction;
  constructor({ reduction = "mean" }: { reduction?: Reduction } = {}) {
    super();
    this.reduction = reduction;
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    return softMarginLoss(input, target, { reduction: this.reduction });
  }
}

// The second half of cross entropy, for inputs that are log probabilities already.
import type { Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { classIndices, classRows, itemWeights, type ClassLossOptions } from "./class-targets.js";
import { reduceLoss, type Reduction } from "./reduction.js";

export interface NLLOptions extends ClassLossOptions {
  /** Default "mean": over the weights of the items that count. */
  reduction?: Reduction;
}

/**
 * −input[target] per item, as `torch.nn.functional.nll_loss`.
 *
 * @param input   log probabilities, [classes], [batch, classes] or [batch, classes, d1, …]
 * @param target  class indices, the input's shape without the class axis
 */
export function nllLoss(input: Tensor, target: Tensor, options: NLLOptions = {}): Tensor {
  const { weight, ignoreIndex = -100, reduction = "mean" } = options;
  const { rows, itemShape } = classRows("nllLoss", input);
  const indices = classIndices("nllLoss", target, itemShape, rows.shape[1], ignoreIndex);
  const counts = itemWeights(indices, weight, ignoreIndex, rows);
  const safe = indices.maskedFill(indices.eq(ignoreIndex), 0);
  const loss = rows.gather(1, safe.unsqueeze(1)).squeeze(1).mul(counts).neg();
  if (reduction === "none") return loss.reshape(itemShape);
  return reduction === "mean" ? loss.sum().div(counts.sum()) : reduceLoss("nllLoss", loss, reduction);
}

/** Module form of {@link nllLoss}; `weight` is a buffer. */
export class NLLLoss extends Module {
  readonly weight: Tensor | null;
  readonly ignoreIndex: number;
  readonly reduction: Reduction;
  constructor({ weight = null, ignoreIndex = -100, reduction = "mean" }: NLLOptions = {}) {
    super();
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignoreIndex, reduction } = this;
    return nllLoss(input, target, { weight, ignoreIndex, reduction });
  }
}

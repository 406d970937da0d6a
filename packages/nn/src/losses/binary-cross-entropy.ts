// Losses for independent yes/no targets.
import type { Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

export interface BCEOptions {
  /** Factor per element, broadcast to the input. */
  weight?: Tensor | null;
  /** Factor on the positive term per class, broadcast to the input. */
  posWeight?: Tensor | null;
  /** Default "mean". */
  reduction?: Reduction;
}

/** log(1 + eˣ) without overflow: max(x, 0) + log(1 + e^−|x|). */
const softplus = (x: Tensor): Tensor => x.relu().add(x.abs().neg().exp().log1p());

/**
 * Binary cross entropy of sigmoid(input), computed from the logits without overflow, as
 * `torch.nn.functional.binary_cross_entropy_with_logits`.
 *
 * @param target  0…1, input's shape
 */
export function binaryCrossEntropyWithLogits(input: Tensor, target: Tensor, options: BCEOptions = {}): Tensor {
  const { weight, posWeight, reduction = "mean" } = options;
  checkSameShape("binaryCrossEntropyWithLogits", input, target);
  // −t·log σ(x) − (1−t)·log(1−σ(x)) = (1−t)·x + (1 + (p−1)·t)·softplus(−x)
  const slope = target.neg().add(1).mul(input);
  const positive = softplus(input.neg());
  const loss = slope.add(posWeight ? posWeight.sub(1).mul(target).add(1).mul(positive) : positive);
  return reduceLoss("binaryCrossEntropyWithLogits", weight ? loss.mul(weight) : loss, reduction);
}

/** Module form of {@link binaryCrossEntropyWithLogits}; `weight` and `posWeight` are buffers. */
export class BCEWithLogitsLoss extends Module {
  readonly weight: Tensor | null;
  readonly posWeight: Tensor | null;
  readonly reduction: Reduction;
  constructor({ weight = null, posWeight = null, reduction = "mean" }: BCEOptions = {}) {
    super();
    this.weight = weight;
    this.posWeight = posWeight;
    this.reduction = reduction;
    this.registerBuffer("weight");
    this.registerBuffer("posWeight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, posWeight, reduction } = this;
    return binaryCrossEntropyWithLogits(input, target, { weight, posWeight, reduction });
  }
}

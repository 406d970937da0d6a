// Losses in which easy examples count less.
import { ParameterError, type Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { binaryCrossEntropyWithLogits } from "./binary-cross-entropy.js";
import type { ClassLossOptions } from "./class-targets.js";
import { crossEntropy } from "./cross-entropy.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

function checkGamma(op: string, gamma: number): void {
  if (!(gamma >= 0)) throw new ParameterError(`${op}: gamma=${gamma} must be ≥ 0.`);
}

export interface SigmoidFocalOptions {
  /** Weight of positive examples, 0…1, its rest that of negative ones; negative: no weights (default 0.25). */
  alpha?: number;
  /** How much less easy examples count, ≥ 0 (default 2). */
  gamma?: number;
  /** Default "none". */
  reduction?: Reduction;
}

/**
 * (1 − p)^gamma · binary cross entropy, p the probability of the right answer, as `torchvision.ops.sigmoid_focal_loss`.
 *
 * @param input   logits, any shape
 * @param target  0…1, the same shape
 * @throws ParameterError, ShapeError
 * @source Lin et al., "Focal loss for dense object detection" (2017)
 */
export function sigmoidFocalLoss(input: Tensor, target: Tensor, options: SigmoidFocalOptions = {}): Tensor {
  const { alpha = 0.25, gamma = 2, reduction = "none" } = options;
  const op = "sigmoidFocalLoss";
  checkSameShape(op, input, target);
  checkGamma(op, gamma);
  if (!(alpha <= 1)) throw new ParameterError(`${op}: alpha=${alpha} must be at most 1.`);
  const entropy = binaryCrossEntropyWithLogits(input, target, { reduction: "none" });
  const p = input.sigmoid();
  // p + t − 2pt: the probability of the wrong answer
  const wrong = p.add(target).sub(p.mul(target).mul(2)); // prettier-ignore
  const loss = gamma === 0 ? entropy : entropy.mul(wrong.pow(gamma));
  const weighted = alpha < 0 ? loss : loss.mul(target.mul(2 * alpha - 1).add(1 - alpha));
  return reduceLoss(op, weighted, reduction);
}

export interface FocalOptions extends ClassLossOptions {
  /** How much less easy examples count, ≥ 0 (default 2). */
  gamma?: number;
  /** Default "mean": over the items that count. */
  reduction?: Reduction;
}

/**
 * (1 − p)^gamma · cross entropy over classes, p the probability of the right one. Equals `crossEntropy` for gamma 0 (without
 * class weights, by which a mean is not divided here).
 *
 * @param input   logits, [classes], [batch, classes] or [batch, classes, d1, …]
 * @param target  class indices, the input's shape without the class axis
 * @throws ParameterError, ShapeError
 * @source Lin et al., "Focal loss for dense object detection" (2017)
 */
export function focalLoss(input: Tensor, target: Tensor, options: FocalOptions = {}): Tensor {
  const { gamma = 2, weight = null, ignoreIndex = -100, reduction = "mean" } = options;
  checkGamma("focalLoss", gamma);
  const entropy = crossEntropy(input, target, { ignoreIndex, reduction: "none" });
  const easier = gamma === 0 ? entropy : entropy.mul(entropy.neg().expm1().neg().clamp({ min: 0 }).pow(gamma)); // prettier-ignore
  const counted = target.ne(ignoreIndex);
  const indices = target.maskedFill(counted.logicalNot(), 0).to("int32").reshape([-1]); // prettier-ignore
  const loss = weight ? easier.mul(weight.indexSelect(0, indices).reshape(easier.shape)) : easier;
  if (reduction !== "mean") return reduceLoss("focalLoss", loss, reduction);
  return loss.sum().div(counted.to(loss.dtype).sum());
}

/** Module form of {@link focalLoss}; `weight` is a buffer. */
export class FocalLoss extends Module {
  readonly weight: Tensor | null;
  readonly gamma: number;
  readonly ignoreIndex: number;
  readonly reduction: Reduction;
  constructor({ gamma = 2, weight = null, ignoreIndex = -100, reduction = "mean" }: FocalOptions = {}) {
    super();
    this.weight = weight;
    this.gamma = gamma;
    this.ignoreIndex = ignoreIndex;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, gamma, ignoreIndex, reduction } = this;
    return focalLoss(input, target, { weight, gamma, ignoreIndex, reduction });
  }
}

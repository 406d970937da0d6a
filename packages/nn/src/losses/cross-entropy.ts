// Cross entropy over classes, from logits.
import {
  DTypeError,
  formatShape,
  isFloatingPoint,
  ParameterError,
  sameShape,
  ShapeError,
  softmaxCrossEntropy,
  type Tensor,
} from "@sonograd/core";
import { Module } from "../modules/index.js";
import { classIndices, classRows, itemWeights, type ClassLossOptions } from "./class-targets.js";
import { reduceLoss, type Reduction } from "./reduction.js";

export interface CrossEntropyOptions extends ClassLossOptions {
  /** Share of the target spread evenly over all classes, 0…1 (default 0). */
  labelSmoothing?: number;
  /** Default "mean": over the weights of the items that count. */
  reduction?: Reduction;
}

/** −Σ target · weight · log softmax, for targets that are distributions. */
function softTargetLoss(
  rows: Tensor,
  target: Tensor,
  weight: Tensor | null | undefined,
  labelSmoothing: number,
): Tensor {
  const classes = rows.shape[1];
  const goal = labelSmoothing > 0 ? target.mul(1 - labelSmoothing).add(labelSmoothing / classes) : target;
  const scores = rows.logSoftmax(1).mul(goal);
  return (weight ? scores.mul(weight) : scores).sum(1).neg();
}

/**
 * Cross entropy between scores and targets, as `torch.nn.functional.cross_entropy`.
 *
 * @param input   logits, [classes], [batch, classes] or [batch, classes, d1, …]
 * @param target  class indices (the input's shape without the class axis), or probabilities (the input's shape)
 * @returns one number, or one loss per item with `reduction: "none"`; NaN for a mean over nothing
 * @throws ShapeError  target does not fit; ParameterError  a class index is out of range (seen on the CPU only)
 * @example const loss = crossEntropy(model(batch.x), batch.y);
 */
export function crossEntropy(input: Tensor, target: Tensor, options: CrossEntropyOptions = {}): Tensor {
  const { weight, ignoreIndex = -100, labelSmoothing = 0, reduction = "mean" } = options;
  const op = "crossEntropy";
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new ParameterError(`${op}: labelSmoothing=${labelSmoothing} must be a share, 0…1.`);
  const { rows, itemShape } = classRows(op, input);
  const classes = rows.shape[1];
  if (weight && !sameShape(weight.shape, [classes]))
    throw new ShapeError(`${op}: weight ${formatShape(weight.shape)} must be [${classes}], one factor per class.`);

  if (isFloatingPoint(target.dtype)) {
    if (!sameShape(target.shape, input.shape))
      throw new DTypeError(
        `${op}: a ${target.dtype} target must hold probabilities in the input's shape ${formatShape(input.shape)}, not ${formatShape(target.shape)}. ` +
          'For class indices use .to("int32").',
      );
    const loss = softTargetLoss(rows, classRows(op, target).rows, weight, labelSmoothing);
    return reduction === "none" ? loss.reshape(itemShape) : reduceLoss(op, loss, reduction);
  }

  const indices = classIndices(op, target, itemShape, classes, ignoreIndex);
  const loss = softmaxCrossEntropy(rows, indices, { ...(weight ? { weight } : {}), ignoreIndex, labelSmoothing });
  if (reduction === "none") return loss.reshape(itemShape);
  if (reduction !== "mean") return reduceLoss(op, loss, reduction);
  return loss.sum().div(itemWeights(indices, weight, ignoreIndex, rows).sum());
}

/** Module form of {@link crossEntropy}; `weight` is a buffer. */
export class CrossEntropyLoss extends Module {
  readonly weight: Tensor | null;
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;
  readonly reduction: Reduction;
  constructor({ weight = null, ignoreIndex = -100, labelSmoothing = 0, reduction = "mean" }: CrossEntropyOptions = {}) {
    super();
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
    this.labelSmoothing = labelSmoothing;
    this.reduction = reduction;
    this.registerBuffer("weight");
  }
  override forward(input: Tensor, target: Tensor): Tensor {
    const { weight, ignoreIndex, labelSmoothing, reduction } = this;
    return crossEntropy(input, target, { weight, ignoreIndex, labelSmoothing, reduction });
  }
}

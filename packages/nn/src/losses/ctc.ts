// Connectionist temporal classification, reduced as PyTorch does. The recursion is core's ctcNll.
import { ctcNll, formatShape, ShapeError, Tensor } from "@sonograd/core";
import { Module } from "../modules/index.js";
import { reduceLoss, type Reduction } from "./reduction.js";

export interface CTCOptions {
  /** Class of the blank (default 0). */
  blank?: number;
  /** Default "mean": over the batch, each loss divided by the number of its labels. */
  reduction?: Reduction;
  /** Sequences that cannot be aligned have loss and gradient 0 rather than ∞ and NaN (default false). */
  zeroInfinity?: boolean;
}

/** Lengths: int32 tensors, or numbers. */
export type CTCLengths = Tensor | readonly number[] | number;

const listed = (lengths: CTCLengths): Tensor | readonly number[] => (typeof lengths === "number" ? [lengths] : lengths);

/**
 * −log of the probability that a sequence of labels is read from frames, as `torch.nn.functional.ctc_loss`.
 *
 * @param logProbs       log probabilities, [time, batch, classes] or [time, classes]
 * @param targets        int32 labels: [batch, S] padded, or all one after the other
 * @param inputLengths   frames of each sequence
 * @param targetLengths  labels of each sequence; as numbers they spare work where the targets are not padded
 * @returns one number, or one loss per sequence with `reduction: "none"`
 * @throws ParameterError, ShapeError, DTypeError
 * @example ctcLoss(logits.logSoftmax(2), targets, [50, 42], [9, 7])
 */
export function ctcLoss(
  logProbs: Tensor,
  targets: Tensor,
  inputLengths: CTCLengths,
  targetLengths: CTCLengths,
  { blank = 0, reduction = "mean", zeroInfinity = false }: CTCOptions = {},
): Tensor {
  if (logProbs.ndim !== 2 && logProbs.ndim !== 3)
    throw new ShapeError(
      `ctcLoss: logProbs ${formatShape(logProbs.shape)} must be [time, batch, classes] or [time, classes].`,
    );
  const isBatched = logProbs.ndim === 3;
  const lengths = listed(targetLengths);
  const own = isBatched ? logProbs : logProbs.unsqueeze(1);
  const losses = ctcNll(own, targets, listed(inputLengths), lengths, { blank, zeroInfinity });
  if (reduction !== "mean") return reduceLoss("ctcLoss", isBatched ? losses : losses.squeeze(0), reduction);
  const counts =
    lengths instanceof Tensor ? lengths.reshape([-1]) : losses.newTensor(Int32Array.from(lengths), [lengths.length]);
  return losses.div(counts.maximum(1).to(losses.dtype)).mean();
}

/** Module form of {@link ctcLoss}. */
export class CTCLoss extends Module {
  readonly blank: number;
  readonly reduction: Reduction;
  readonly zeroInfinity: boolean;
  constructor({ blank = 0, reduction = "mean", zeroInfinity = false }: CTCOptions = {}) {
    super();
    this.blank = blank;
    this.reduction = reduction;
    this.zeroInfinity = zeroInfinity;
  }
  override forward(logProbs: Tensor, targets: Tensor, inputLengths: CTCLengths, targetLengths: CTCLengths): Tensor {
    const { blank, reduction, zeroInfinity } = this;
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, { blank, reduction, zeroInfinity });
  }
}

import { formatShape, ParameterError, sameShape, ShapeError, type Tensor } from "@sonograd/core";

/** "none" keeps one loss per element; "mean" and "sum" give one number. */
export type Reduction = "none" | "mean" | "sum";

export function reduceLoss(op: string, loss: Tensor, reduction: Reduction): Tensor {
  switch (reduction) {
    case "none":
      return loss;
    case "mean":
      return loss.mean();
    case "sum":
      return loss.sum();
    default:
      throw new ParameterError(`${op}: reduction=${String(reduction)} must be "none", "mean" or "sum".`);
  }
}

export function checkSameShape(op: string, input: Tensor, target: Tensor): void {
  if (!sameShape(input.shape, target.shape))
    throw new ShapeError(
      `${op}: input ${formatShape(input.shape)} and target ${formatShape(target.shape)} must have one shape. Reshape one of them.`,
    );
}

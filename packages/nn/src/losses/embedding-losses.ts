// Losses on how far vectors lie apart.
import { clamp, formatShape, minimum, pairwiseDistance, ParameterError, sameShape, ShapeError, where, type Tensor } from "@sonograd/core"; // prettier-ignore
import { Module, PairwiseDistance } from "../modules/index.js";
import type { MarginOptions } from "./margin.js";
import { checkSameShape, reduceLoss, type Reduction } from "./reduction.js";

/** Added to squared norms, as PyTorch does. */
const EPSILON = 1e-12;

/**
 * 1 − cos(input1, input2) where target is 1, max(0, cos − margin) where it is −1; as
 * `torch.nn.functional.cosine_embedding_loss`.
 *
 * @param input1, input2  [batch, width] or [width]
 * @param target          1 or −1, [batch] or one number
 * @param options.margin  −1…1 (default 0)
 * @throws ShapeError
 */
export function cosineEmbeddingLoss(
  input1: Tensor,
  input2: Tensor,
  target: Tensor,
  options: MarginOptions = {},
): Tensor {
  const { margin = 0, reduction = "mean" } = options;
  checkSameShape("cosineEmbeddingLoss", input1, input2);
  if (input1.ndim < 1 || input1.ndim > 2 || !sameShape(target.shape, input1.shape.slice(0, -1)))
    throw new ShapeError(
      `cosineEmbeddingLoss: input1 ${formatShape(input1.shape)} must be [batch, width] or [width], and target ${formatShape(target.shape)} the same without width.`,
    );
  const squares = [input1, input2].map((x) => x.square().sum(-1).add(EPSILON));
  const cosine = input1.mul(input2).sum(-1).div(squares[0].mul(squares[1]).sqrt());
  const alike = where(target.eq(1), cosine.neg().add(1), 0);
  const apart = where(target.eq(-1), clamp(cosine.sub(margin), { min: 0 }), 0);
  return reduceLoss("cosineEmbeddingLoss", alike.add(apart), reduction);
}

/** Module form of {@link cosineEmbeddingLoss}. */
export class CosineEmbeddingLoss extends Module {
  readonly margin: number;
  readonly reduction: Reduction;
  constructor({ margin = 0, reduction = "mean" }: MarginOptions = {}) {
    super();
    this.margin = margin;
    this.reduction = reduction;
  }
  override forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return cosineEmbeddingLoss(input1, input2, target, { margin: this.margin, reduction: this.reduction });
  }
}

export interface TripletMarginWithDistanceOptions extends MarginOptions {
  /** Of two batches of vectors (default the Euclidean one). */
  distanceFunction?: ((a: Tensor, b: Tensor) => Tensor) | null;
  /** Take the negative's distance from the positive where that is smaller (default false). */
  swap?: boolean;
}

function tripletLoss(
  op: string,
  [anchor, positive, negative]: readonly [Tensor, Tensor, Tensor],
  distance: (a: Tensor, b: Tensor) => Tensor,
  { margin = 1, swap = false, reduction = "mean" }: TripletMarginWithDistanceOptions,
): Tensor {
  if (anchor.ndim !== positive.ndim || anchor.ndim !== negative.ndim)
    throw new ShapeError(
      `${op}: anchor ${formatShape(anchor.shape)}, positive ${formatShape(positive.shape)} and negative ${formatShape(negative.shape)} must have as many dimensions.`,
    );
  const near = distance(anchor, positive);
  const far = distance(anchor, negative);
  const least = swap ? minimum(far, distance(positive, negative)) : far;
  return reduceLoss(op, clamp(near.sub(least).add(margin), { min: 0 }), reduction);
}

export interface TripletMarginOptions extends MarginOptions {
  /** Exponent of the norm (default 2). */
  p?: number;
  /** Added to every difference (default 1e-6). */
  eps?: number;
  /** Take the negative's distance from the positive where that is smaller (default false). */
  swap?: boolean;
}

/**
 * max(0, ‖anchor − positive‖ₚ − ‖anchor − negative‖ₚ + margin), as `torch.nn.functional.triplet_margin_loss`.
 *
 * @param anchor, positive, negative  [..., width]
 * @param options.margin  default 1
 */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletMarginOptions = {},
): Tensor {
  const { p = 2, eps = 1e-6, ...rest } = options;
  const distance = (a: Tensor, b: Tensor): Tensor => pairwiseDistance(a, b, { p, eps });
  return tripletLoss("tripletMarginLoss", [anchor, positive, negative], distance, rest);
}

/** Module form of {@link tripletMarginLoss}. */
export class TripletMarginLoss extends Module {
  readonly options: Required<TripletMarginOptions>;
  constructor({ margin = 1, p = 2, eps = 1e-6, swap = false, reduction = "mean" }: TripletMarginOptions = {}) {
    super();
    if (!(margin > 0)) throw new ParameterError(`TripletMarginLoss: margin=${margin} must be > 0.`);
    this.options = { margin, p, eps, swap, reduction };
  }
  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return tripletMarginLoss(anchor, positive, negative, this.options);
  }
}

/** As {@link tripletMarginLoss} with any distance, as `torch.nn.functional.triplet_margin_with_distance_loss`. */
export function tripletMarginWithDistanceLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  { distanceFunction, ...options }: TripletMarginWithDistanceOptions = {},
): Tensor {
  const distance = distanceFunction ?? ((a: Tensor, b: Tensor): Tensor => pairwiseDistance(a, b));
  return tripletLoss("tripletMarginWithDistanceLoss", [anchor, positive, negative], distance, options);
}

/** Module form of {@link tripletMarginWithDistanceLoss}; a distance that is a module trains along. */
export class TripletMarginWithDistanceLoss extends Module {
  readonly options: TripletMarginWithDistanceOptions;
  readonly distanceFunction: (a: Tensor, b: Tensor) => Tensor;
  constructor({ distanceFunction, ...options }: TripletMarginWithDistanceOptions = {}) {
    super();
    this.options = options;
    this.distanceFunction = distanceFunction ?? new PairwiseDistance();
  }
  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return tripletMarginWithDistanceLoss(anchor, positive, negative, {
      ...this.options,
      distanceFunction: this.distanceFunction,
    });
  }
}

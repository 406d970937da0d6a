// How far vectors lie apart.
import { differentiable } from "../autograd/index.js";
import { ParameterError } from "../errors/index.js";
import { broadcastShapes, normalizeDim, type Tensor } from "../tensor/index.js";
import { needFloats } from "./formula.js";

export interface CosineSimilarityOptions {
  /** Dimension of the vectors (default 1). */
  readonly dim?: number;
  /** Least norm to divide by (default 1e-8). */
  readonly eps?: number;
}

/**
 * The cosine of the angle between vectors, −1…1, as `torch.nn.functional.cosine_similarity`: each is divided by its norm, or
 * by eps where that is smaller.
 *
 * @param a, b  broadcast
 * @returns their shape without `dim`
 * @throws ShapeError, ParameterError, DTypeError
 */
export function cosineSimilarity(a: Tensor, b: Tensor, { dim = 1, eps = 1e-8 }: CosineSimilarityOptions = {}): Tensor {
  needFloats("cosineSimilarity", a, b);
  const shape = broadcastShapes("cosineSimilarity", a.shape, b.shape);
  const d = normalizeDim("cosineSimilarity", dim, shape.length);
  const unit = (x: Tensor): Tensor => {
    const wide = x.expand(shape);
    const power = wide.square().sum(d, { keepdim: true });
    // As in PyTorch the gradient flows also where eps stands in for the norm: 1 / 2√power in both cases.
    const length = differentiable("norm", [power], () => power.sqrt().maximum(eps), (y) => [(g) => g.div(y.mul(2))]); // prettier-ignore
    return wide.div(length);
  };
  return unit(a).mul(unit(b)).sum(d);
}

export interface PairwiseDistanceOptions {
  /** Exponent of the norm; negative ones and Infinity too (default 2). */
  readonly p?: number;
  /** Added to every difference (default 1e-6). */
  readonly eps?: number;
  /** Leave the last dimension with extent 1 (default false). */
  readonly keepdim?: boolean;
}

/**
 * The p-norm of a − b + eps along the last dimension, as `torch.nn.functional.pairwise_distance`.
 *
 * @param a, b  broadcast
 * @throws ShapeError, ParameterError, DTypeError
 */
export function pairwiseDistance(a: Tensor, b: Tensor, options: PairwiseDistanceOptions = {}): Tensor {
  const { p = 2, eps = 1e-6, keepdim = false } = options;
  needFloats("pairwiseDistance", a, b);
  if (Number.isNaN(p)) throw new ParameterError("pairwiseDistance: p=NaN must be a number. Use 1, 2 or Infinity.");
  return a.sub(b).add(eps).norm(p, -1, { keepdim });
}

// Normalising by the statistics of each item: over its last axes, its groups of channels, or each channel. All of them are
// batch normalisation of rows, with an affine map of their own after it.
import { noGrad } from "../autograd/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isDouble, needList, needTensor, normalizeDim, sameShape, type Shape, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { batchNorm } from "./batch-norm.js";
import { assign } from "./convert.js";
import { needFloats } from "./formula.js";

export interface AffineOptions {
  /** Factor, or null for none. */
  readonly weight?: Tensor | null;
  /** Offset, or null for none. */
  readonly bias?: Tensor | null;
  /** Added to the variance (default 1e-5). */
  readonly eps?: number;
}

const present = (...tensors: readonly (Tensor | null | undefined)[]): Tensor[] => tensors.filter((t) => t != null);
const sizeOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

/** Rows [..., n] to mean 0 and variance 1 each. */
function normalizeRows(x: Tensor, length: number, eps: number): Tensor {
  if (x.numel === 0) return x;
  // A row of one element is its own mean: 0, with gradient 0.
  if (length === 1) return x.sub(x);
  return batchNorm(x.reshape([1, -1, length]), { training: true, eps }).reshape(x.shape);
}

function affine(y: Tensor, shape: Shape, weight: Tensor | null | undefined, bias: Tensor | null | undefined): Tensor {
  const scaled = weight ? y.mul(weight.reshape(shape)) : y;
  return bias ? scaled.add(bias.reshape(shape)) : scaled;
}

function checkTrailing(op: string, x: Tensor, normalizedShape: number | Shape, ...learned: Tensor[]): Shape {
  const shape = typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape;
  needList(op, shape, "normalizedShape");
  if (shape.length === 0 || !sameShape(x.shape.slice(-shape.length), shape))
    throw new ShapeError(`${op}: input ${formatShape(x.shape)} must end in normalizedShape=${formatShape(shape)}.`);
  const wrong = learned.find((t) => !sameShape(t.shape, shape));
  if (wrong)
    throw new ShapeError(
      `${op}: weight or bias ${formatShape(wrong.shape)} must have normalizedShape=${formatShape(shape)}.`,
    );
  return shape;
}

function checkChannels(op: string, x: Tensor, ...learned: Tensor[]): void {
  const wrong = learned.find((t) => !sameShape(t.shape, [x.shape[1]]));
  if (wrong)
    throw new ShapeError(
      `${op}: weight, bias or statistics ${formatShape(wrong.shape)} must be [${x.shape[1]}], one number for each channel of ${formatShape(x.shape)}.`,
    );
}

/** [C] as a factor for [N, C, …]. */
const channelShape = (x: Tensor): number[] => [-1, ...x.shape.slice(2).map(() => 1)];

/**
 * (x − mean) / √(variance + eps) · weight + bias over the last axes of every item, as `torch.nn.functional.layer_norm`.
 *
 * @param normalizedShape  extents of the axes that are normalised together
 * @param options.weight, options.bias  of that shape
 * @returns x's shape
 * @throws ShapeError, DTypeError
 * @example layerNorm(tensor([[1, 3]]), 2, { eps: 0 }) // [[-1,1]]
 */
export function layerNorm(x: Tensor, normalizedShape: number | Shape, options: AffineOptions = {}): Tensor {
  needTensor("layerNorm", x);
  const { weight, bias, eps = 1e-5 } = options;
  needFloats("layerNorm", x, ...present(weight, bias));
  const shape = checkTrailing("layerNorm", x, normalizedShape, ...present(weight, bias));
  return affine(normalizeRows(x, sizeOf(shape), eps), shape, weight, bias);
}

/**
 * x / √(mean(x²) + eps) · weight over the last axes of every item, as `torch.nn.functional.rms_norm`.
 *
 * @param options.eps  default: the distance from 1 to the next number of the dtype
 */
export function rmsNorm(
  x: Tensor,
  normalizedShape: number | Shape,
  { weight, eps }: { weight?: Tensor | null; eps?: number | null } = {},
): Tensor {
  needTensor("rmsNorm", x);
  needFloats("rmsNorm", x, ...present(weight));
  const shape = checkTrailing("rmsNorm", x, normalizedShape, ...present(weight));
  const dims = shape.map((_, i) => i - shape.length);
  const least = eps ?? (isDouble(x.dtype) ? 2 ** -52 : 2 ** -23);
  const y = x.mul(x.square().mean(dims, { keepdim: true }).add(least).rsqrt());
  return weight ? y.mul(weight) : y;
}

/**
 * As {@link layerNorm} over each of `numGroups` groups of channels with all their positions, as
 * `torch.nn.functional.group_norm`.
 *
 * @param x  [N, C, …]
 * @param options.weight, options.bias  [C]
 * @throws ParameterError  numGroups does not divide the channels; ShapeError, DTypeError
 */
export function groupNorm(x: Tensor, numGroups: number, options: AffineOptions = {}): Tensor {
  needTensor("groupNorm", x);
  const { weight, bias, eps = 1e-5 } = options;
  needFloats("groupNorm", x, ...present(weight, bias));
  if (x.ndim < 2) throw new ShapeError(`groupNorm: input ${formatShape(x.shape)} must be [N, C, …].`);
  if (!Number.isInteger(numGroups) || numGroups < 1 || x.shape[1] % numGroups !== 0)
    throw new ParameterError(
      `groupNorm: numGroups=${numGroups} must be an integer ≥ 1 that divides the ${x.shape[1]} channels of ${formatShape(x.shape)}.`,
    );
  checkChannels("groupNorm", x, ...present(weight, bias));
  const length = (x.shape[1] / numGroups) * sizeOf(x.shape.slice(2));
  return affine(normalizeRows(x, length, eps), channelShape(x), weight, bias);
}

export interface InstanceNormOptions extends AffineOptions {
  /** [C], updated in place with the mean over the batch while `useInputStats`. */
  readonly runningMean?: Tensor | null;
  /** [C], likewise, with the unbiased variance. */
  readonly runningVar?: Tensor | null;
  /** Normalise by the input's own statistics; otherwise by the running ones (default true). */
  readonly useInputStats?: boolean;
  /** Weight of the new statistics in the running ones (default 0.1). */
  readonly momentum?: number;
}

/**
 * As {@link layerNorm} over the positions of each channel of each item, as `torch.nn.functional.instance_norm`.
 *
 * @param x  [N, C, …spatial]
 * @throws ShapeError  fewer than 3 dimensions, or one position while its statistics are used; ParameterError  no running statistics where they are needed
 */
export function instanceNorm(x: Tensor, options: InstanceNormOptions = {}): Tensor {
  const { weight, bias, eps = 1e-5, runningMean, runningVar, useInputStats = true, momentum = 0.1 } = options;
  const learned = present(weight, bias, runningMean, runningVar);
  needFloats("instanceNorm", x, ...learned);
  if (x.ndim < 3)
    throw new ShapeError(`instanceNorm: input ${formatShape(x.shape)} must be [N, C, …] with at least 3 dimensions.`);
  checkChannels("instanceNorm", x, ...learned);
  if (!useInputStats) {
    if (!runningMean || !runningVar)
      throw new ParameterError(
        "instanceNorm: runningMean or runningVar is missing. Give both, or useInputStats: true.",
      );
    return batchNorm(x, { runningMean, runningVar, ...(weight && { weight }), ...(bias && { bias }), eps });
  }
  const positions = sizeOf(x.shape.slice(2));
  if (positions === 1)
    throw new ShapeError(
      `instanceNorm: input ${formatShape(x.shape)} has one position per channel, whose variance is undefined. Use longer inputs.`,
    );
  noGrad(() => {
    const rows = x.detach().reshape([x.shape[0], x.shape[1], positions]);
    const blend = (running: Tensor, now: Tensor): void => assign(running, running.add(now.sub(running).mul(momentum)));
    if (runningMean) blend(runningMean, rows.mean([0, 2]));
    if (runningVar) blend(runningVar, rows.var(2).mean(0));
  });
  return affine(normalizeRows(x, positions, eps), channelShape(x), weight, bias);
}

export interface LocalResponseNormOptions {
  /** Factor on the mean square (default 1e-4). */
  readonly alpha?: number;
  /** Exponent (default 0.75). */
  readonly beta?: number;
  /** Offset (default 1). */
  readonly k?: number;
}

/**
 * x / (k + alpha · mean of x² over `size` neighbouring channels)^beta, as `torch.nn.functional.local_response_norm`.
 * Channels beyond the first and last count as 0.
 *
 * @param x     [N, C, …] with at least 3 dimensions
 * @param size  integer ≥ 1
 */
export function localResponseNorm(x: Tensor, size: number, options: LocalResponseNormOptions = {}): Tensor {
  needTensor("localResponseNorm", x);
  const { alpha = 1e-4, beta = 0.75, k = 1 } = options;
  needFloats("localResponseNorm", x);
  if (x.ndim < 3)
    throw new ShapeError(`localResponseNorm: input ${formatShape(x.shape)} must have at least 3 dimensions [N, C, …].`);
  if (!Number.isInteger(size) || size < 1)
    throw new ParameterError(`localResponseNorm: size=${size} must be an integer ≥ 1.`);
  if (x.numel === 0) return x;
  const border = [...x.shape.slice(2).flatMap(() => [0, 0]), Math.floor(size / 2), Math.floor((size - 1) / 2)];
  const power = x.square().pad(border).unfold(1, size, 1).mean(-1); // [N, C, …]
  return x.div(power.mul(alpha).add(k).pow(beta));
}

export interface LpNormalizeOptions {
  /** Exponent of the norm (default 2). */
  readonly p?: number;
  /** Default 1. */
  readonly dim?: number;
  /** Least divisor (default 1e-12). */
  readonly eps?: number;
}

/**
 * x / max(‖x‖ₚ, eps) along one dimension, as `torch.nn.functional.normalize` (librosa's function of that name is
 * `normalize` here).
 */
export function lpNormalize(x: Tensor, { p = 2, dim = 1, eps = 1e-12 }: LpNormalizeOptions = {}): Tensor {
  needTensor("lpNormalize", x);
  const d = normalizeDim("lpNormalize", dim, x.ndim);
  const length = x.norm(p, d, { keepdim: true });
  return x.div(length.where(length.ge(eps), eps));
}

// Forms of dropout that take out whole channels, or keep mean and variance. Plain `dropout` is in random.ts.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, type Shape, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { needFloats } from "./formula.js";
import { rand, type Generator } from "./random.js";

export interface DropoutOptions {
  /** Probability of being taken out, 0…1 (default 0.5). */
  readonly p?: number;
  /** Otherwise the input is handed on (default true). */
  readonly training?: boolean;
  /** Default: the default generator. */
  readonly generator?: Generator;
}

const checkProbability = (op: string, p: number): void => {
  if (!(p >= 0 && p <= 1)) throw new ParameterError(`${op}: p=${p} must lie in 0…1.`);
};

/** A mask of `shape`: true with probability 1 − p. */
const drawKept = (x: Tensor, shape: Shape, p: number, generator: Generator | undefined): Tensor =>
  rand(shape, { device: x.device, ...(generator && { generator }) }).ge(p);

/** [N, C, …] → [N, C, 1, …]; the batch axis is missing where `ndim` is one less than `full`. */
function channelMaskShape(op: string, x: Tensor, ranks: readonly number[], unbatched: number): number[] {
  needTensor(op, x);
  if (!ranks.includes(x.ndim))
    throw new ShapeError(`${op}: input ${formatShape(x.shape)} must have ${ranks.join(" or ")} dimensions.`);
  const kept = x.ndim === unbatched ? 1 : 2;
  return x.shape.map((n, i) => (i < kept ? n : 1));
}

function channelDropout(op: string, x: Tensor, shape: Shape, options: DropoutOptions): Tensor {
  const { p = 0.5, training = true, generator } = options;
  checkProbability(op, p);
  needFloats(op, x);
  if (!training || p === 0) return x;
  const kept = drawKept(x, shape, p, generator).to(x.dtype);
  return x.mul(p === 1 ? kept.mul(0) : kept.div(1 - p));
}

/** Whole channels of [N, C, L] or [C, L] set to 0, the others scaled by 1 / (1 − p); as `torch.nn.functional.dropout1d`. */
export const dropout1d = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  channelDropout("dropout1d", x, channelMaskShape("dropout1d", x, [2, 3], 2), options);
/** Whole channels of [N, C, H, W] set to 0; a third of three axes counts as length, as in `torch.nn.functional.dropout2d`. */
export const dropout2d = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  channelDropout("dropout2d", x, channelMaskShape("dropout2d", x, [3, 4], 2), options);
/** Whole channels of [N, C, D, H, W] or [C, D, H, W] set to 0; as `torch.nn.functional.dropout3d`. */
export const dropout3d = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  channelDropout("dropout3d", x, channelMaskShape("dropout3d", x, [4, 5], 4), options);

// The value that SELU tends to on the left, −scale · alpha of selu.
const SATURATION = -1.7580993408473766;

function selfNormalizing(op: string, x: Tensor, shape: Shape, options: DropoutOptions): Tensor {
  const { p = 0.5, training = true, generator } = options;
  checkProbability(op, p);
  needFloats(op, x);
  if (!training || p === 0) return x;
  if (p === 1) return x.mul(0);
  const scale = 1 / Math.sqrt((1 - p) * (1 + p * SATURATION * SATURATION));
  return where(drawKept(x, shape, p, generator), x, SATURATION).mul(scale).add(-scale * SATURATION * p); // prettier-ignore
}

/**
 * Elements set to SELU's negative saturation, then all scaled and moved so that mean and variance stay; as
 * `torch.nn.functional.alpha_dropout`.
 */
export const alphaDropout = (x: Tensor, options: DropoutOptions = {}): Tensor =>
  selfNormalizing("alphaDropout", x, x?.shape, options);
/** {@link alphaDropout} of whole channels of [N, C, …], as `torch.nn.functional.feature_alpha_dropout`. */
export function featureAlphaDropout(x: Tensor, options: DropoutOptions = {}): Tensor {
  needTensor("featureAlphaDropout", x);
  if (x.ndim < 2) throw new ShapeError(`featureAlphaDropout: input ${formatShape(x.shape)} must be [N, C, …].`);
  return selfNormalizing("featureAlphaDropout", x, x.shape.map((n, i) => (i < 2 ? n : 1)), options); // prettier-ignore
}

import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ShapeError } from "../../errors/index.js";
import { formatShape, isFloatingPoint, needTensor, type Tensor } from "../../tensor/index.js";

export interface NoveltyOptions {
  /** Frames before and after, integer ≥ 1 (default 16). */
  readonly halfLength?: number;
  /** How fast the weights of far frames fall, > 0; 0.5 is a bell as wide as the kernel (default 0.5). */
  readonly width?: number;
}

/**
 * Novelty of each frame: how much like each other the frames before it and those after it are, and how little across.
 *
 * @param R  self-similarity, large where frames are alike, [..., frames, frames]
 * @param options.halfLength  frames before and after, integer ≥ 1 (default 16)
 * @param options.width       spread of the Gaussian weights as a share of halfLength, > 0 (default 0.5)
 * @returns [..., frames], unit of R: value n belongs to the boundary before frame n. Beyond the ends R counts as 0
 * @throws ParameterError  a number out of range
 * @throws ShapeError      R that is not square
 * @source Foote, Automatic audio segmentation using a measure of audio novelty, ICME 2000: a checkerboard of Gaussian weights, whose magnitudes sum to 1
 * @example novelty(tensor([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]), { halfLength: 1 }) // [0.25, 0, 0.5, 0]
 */
export function novelty(R: Tensor, { halfLength = 16, width = 0.5 }: NoveltyOptions = {}): Tensor {
  needTensor("novelty", R, "R");
  checkInteger("novelty", "halfLength", halfLength, 1);
  checkPositive("novelty", "width", width);
  if (R.ndim < 2 || R.shape.at(-1) !== R.shape.at(-2) || R.shape.at(-1) === 0)
    throw new ShapeError(`novelty: R ${formatShape(R.shape)} must be [..., frames, frames]. Use recurrenceMatrix with mode "affinity".`); // prettier-ignore
  const real = isFloatingPoint(R.dtype) ? R : R.to("float32");
  const frames = real.shape.at(-1)!;
  const length = 2 * halfLength;
  const offset = (i: number): number => i - halfLength + 0.5;
  const weights = Float64Array.from({ length: length * length }, (_, at) => {
    const [a, b] = [offset(Math.floor(at / length)), offset(at % length)];
    return Math.sign(a * b) * Math.exp((-0.5 * (a * a + b * b)) / (width * halfLength) ** 2);
  });
  const total = weights.reduce((sum, w) => sum + Math.abs(w), 0);
  const kernel = constant(weights.map((w) => w / total), [length, length], real.dtype, real.device); // prettier-ignore
  // For each distance of the kernel to the diagonal, one line along it: [..., frames, length, length].
  const padded = real.pad([halfLength, halfLength - 1, halfLength, halfLength - 1]);
  const blocks = padded.unfold(-2, length, 1).unfold(-2, length, 1);
  const along = blocks.diagonal(0, -4, -3).movedim(-1, -3).narrow(-3, 0, frames);
  return along.mul(kernel).sum([-2, -1]);
}

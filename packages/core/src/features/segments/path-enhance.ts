import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import type { WindowSpec } from "../../dsp/get-window.js";
import { padSignal } from "../../dsp/pad-signal.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { conv2d, maximum } from "../../ops/index.js";
import { formatShape, isFloatingPoint, needTensor, type Tensor } from "../../tensor/index.js";
import { diagonalKernel, type DiagonalKernel } from "./diagonal-filter.js";

export interface PathEnhanceOptions {
  /** Along the diagonals (default "hann"). */
  readonly window?: WindowSpec;
  /** Steepest slope, > 0 (default 2). */
  readonly maxRatio?: number;
  /** Least slope, > 0 (default 1 / maxRatio). */
  readonly minRatio?: number;
  /** Slopes between them, integer ≥ 1 (default 7). */
  readonly nFilters?: number;
  /** Take surfaces away too (default false). */
  readonly zeroMean?: boolean;
  /** Nothing below 0 (default true). */
  readonly clip?: boolean;
}

/** The image [batch, rows, columns] through a kernel, its ends mirrored. */
function filtered(images: Tensor, { values, size: [rows, columns] }: DiagonalKernel): Tensor {
  const around = (length: number, dim: number) =>
    ({ before: length - 1 - Math.floor(length / 2), after: Math.floor(length / 2), mode: "symmetric", dim }) as const;
  const tall = padSignal("pathEnhance", images, around(rows, -2));
  const padded = padSignal("pathEnhance", tall, around(columns, -1));
  const kernel = constant(values.slice().reverse(), [1, 1, rows, columns], images.dtype, images.device);
  return conv2d(padded.unsqueeze(1), kernel).squeeze(1);
}

/**
 * Makes the diagonals of a recurrence stand out: the largest of what filters along several slopes give.
 *
 * @param R  recurrence or similarity, real, [..., frames, frames]
 * @param n  length of the filters, frames, integer ≥ 1
 * @param options.window    along the diagonals (default "hann")
 * @param options.maxRatio  steepest slope, > 0 (default 2); minRatio least one (default 1 / maxRatio)
 * @param options.nFilters  slopes, evenly apart in octaves, integer ≥ 1 (default 7)
 * @param options.zeroMean  take surfaces away too (default false)
 * @param options.clip      nothing below 0 (default true)
 * @returns shape and unit of R
 * @throws ParameterError  a number out of range, minRatio above maxRatio, a window without weight
 * @throws ShapeError      fewer than two dimensions
 * @source librosa.segment.path_enhance, whose ends are mirrored by default, as they are here
 * @example pathEnhance(eye(6), 3).shape // [6, 6]
 */
export function pathEnhance(
  R: Tensor,
  n: number,
  {
    window = "hann",
    maxRatio = 2,
    minRatio = 1 / maxRatio,
    nFilters = 7,
    zeroMean = false,
    clip = true,
  }: PathEnhanceOptions = {},
): Tensor {
  const op = "pathEnhance";
  needTensor(op, R, "R");
  if (R.ndim < 2 || R.shape.includes(0))
    throw new ShapeError(`${op}: R ${formatShape(R.shape)} must be [..., frames, frames], at least one of each.`);
  checkPositive(op, "maxRatio", maxRatio);
  checkPositive(op, "minRatio", minRatio);
  checkInteger(op, "nFilters", nFilters, 1);
  if (minRatio > maxRatio) throw new ParameterError(`${op}: minRatio=${minRatio} must be at most maxRatio=${maxRatio}. Swap them?`); // prettier-ignore
  const real = isFloatingPoint(R.dtype) ? R : R.to("float32");
  const images = real.reshape([-1, ...real.shape.slice(-2)]);
  const [low, high] = [Math.log2(minRatio), Math.log2(maxRatio)];
  const best = Array.from({ length: nFilters }, (_, i) => 2 ** (low + (i * (high - low)) / Math.max(1, nFilters - 1)))
    .map((slope) => filtered(images, diagonalKernel(op, window, n, slope, zeroMean)))
    .reduce((a, b) => maximum(a, b));
  return (clip ? best.clamp({ min: 0 }) : best).reshape(R.shape);
}

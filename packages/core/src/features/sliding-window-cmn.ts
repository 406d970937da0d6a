// Cepstral mean (and variance) normalisation: over a window that slides along, and over all frames.
import { checkInteger, checkSignal } from "../dsp/checks.js";
import { ShapeError } from "../errors/index.js";
import { cat, fromTypedArray, where } from "../ops/index.js";
import { formatShape, normalizeDim, type Tensor } from "../tensor/index.js";

export interface SlidingWindowCmnOptions {
  /** Frames of the window, integer ≥ 1 (default 600). */
  readonly cmnWindow?: number;
  /** Frames that the first windows reach ahead to, integer ≥ 0; counts only without `center` (default 100). */
  readonly minCmnWindow?: number;
  /** The window lies around the frame rather than before it (default false). */
  readonly center?: boolean;
  /** Divide by the standard deviation, too (default false). */
  readonly normVars?: boolean;
}

/** First frame of the window of frame t, and the one behind its last. */
function windowOf(t: number, frames: number, size: number, least: number, center: boolean): [number, number] {
  const begin = Math.max(0, center ? t - Math.floor(size / 2) : t - size);
  const end = center ? begin + size : Math.max(t + 1, least);
  return end > frames ? [Math.max(0, begin - (end - frames)), frames] : [begin, end];
}

/**
 * Features minus their mean over a window of frames that slides along.
 *
 * @param specgram  real, [..., frames, features]
 * @param options.cmnWindow     frames, integer ≥ 1 (default 600)
 * @param options.minCmnWindow  frames that the first windows reach ahead to (default 100); only without center
 * @param options.center        window around the frame, not before it (default false)
 * @param options.normVars      divide by the standard deviation of the window (default false)
 * @returns shape of specgram, unit of specgram; with normVars standard deviations. 0 where all frames of a window are alike
 * @throws ParameterError  a window out of range; ShapeError: fewer than two dimensions
 * @source torchaudio.functional.sliding_window_cmn, which gives NaN where all frames of a window are alike
 * @example slidingWindowCmn(mfcc(y).transpose(-1, -2), { cmnWindow: 300, center: true })
 */
export function slidingWindowCmn(
  specgram: Tensor,
  { cmnWindow = 600, minCmnWindow = 100, center = false, normVars = false }: SlidingWindowCmnOptions = {},
): Tensor {
  checkSignal("slidingWindowCmn", specgram, "specgram");
  if (specgram.ndim < 2 || specgram.shape.at(-2) === 0)
    throw new ShapeError(
      `slidingWindowCmn: specgram ${formatShape(specgram.shape)} must be [..., frames, features] with at least one frame.`,
    );
  checkInteger("slidingWindowCmn", "cmnWindow", cmnWindow, 1);
  checkInteger("slidingWindowCmn", "minCmnWindow", minCmnWindow, 0);
  const frames = specgram.shape.at(-2)!;
  const windows = Array.from({ length: frames }, (_, t) => windowOf(t, frames, cmnWindow, minCmnWindow, center));
  const index = (side: 0 | 1): Tensor =>
    fromTypedArray(Int32Array.from(windows, (w) => w[side]), [frames], { device: specgram.device }); // prettier-ignore
  const [begin, end] = [index(0), index(1)];
  const lengths = end.sub(begin).to(specgram.dtype).unsqueeze(-1);
  // Sums of windows as differences of running sums. Around the overall mean, or these would grow and lose digits.
  const x = specgram.sub(specgram.mean(-2, { keepdim: true }));
  const zero = x.narrow(-2, 0, 1).mul(0);
  const windowMean = (v: Tensor): Tensor => {
    const running = cat([zero, v.cumsum(-2)], -2);
    return running.indexSelect(-2, end).sub(running.indexSelect(-2, begin)).div(lengths);
  };
  const mean = windowMean(x);
  const centred = x.sub(mean);
  if (!normVars) return centred;
  const meanSquare = windowMean(x.square());
  return standardized(centred, meanSquare.sub(mean.square()), meanSquare);
}

/** x over the root of its variance; 0 where the variance is nothing but rounding of the mean square it came from. */
function standardized(x: Tensor, variance: Tensor, meanSquare: Tensor): Tensor {
  const noise = meanSquare.detach().mul(x.dtype === "float64" ? 1e-14 : 1e-6);
  const isConstant = variance.detach().le(noise);
  return where(isConstant, 0, x.mul(where(isConstant, 1, variance).rsqrt()));
}

export interface CmvnOptions {
  /** Dimension of time (default -1). */
  readonly dim?: number;
  /** Divide by the standard deviation, too (default true). */
  readonly normVars?: boolean;
}

/**
 * Cepstral mean and variance normalisation: each feature of a recording with mean 0 and standard deviation 1.
 *
 * @param data     real, any shape with frames along `dim`
 * @param options.dim       dimension of time (default -1)
 * @param options.normVars  divide by the standard deviation (default true)
 * @returns shape of data, standard deviations, or the unit of data without normVars; a feature that is constant gives 0
 * @throws ShapeError  no frames
 * @source Viikki and Laurila, Speech Communication 25 (1998); the variance is that of all frames, not of a sample
 * @example cmvn(mfcc(y))
 */
export function cmvn(data: Tensor, { dim = -1, normVars = true }: CmvnOptions = {}): Tensor {
  checkSignal("cmvn", data, "data");
  const d = normalizeDim("cmvn", dim, data.ndim);
  if (data.shape[d] === 0)
    throw new ShapeError(`cmvn: data ${formatShape(data.shape)} has no frames along dim=${dim}.`);
  const x = data.sub(data.mean(d, { keepdim: true }));
  if (!normVars) return x;
  return standardized(x, x.square().mean(d, { keepdim: true }), data.square().mean(d, { keepdim: true }));
}

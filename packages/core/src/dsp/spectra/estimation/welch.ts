import type { Tensor } from "../../../tensor/index.js";
import { averageSegments, type SegmentAverage } from "./average-segments.js";
import { segmentSpectra, type SegmentOptions } from "./segment-spectra.js";

export interface WelchOptions extends SegmentOptions {
  /** Over the segments (default "mean"). */
  readonly average?: SegmentAverage;
}

/** An estimate of how power spreads over the frequencies. */
export interface PowerSpectrum {
  /** In the unit of fs, [bins]. */
  readonly frequencies: Float64Array;
  /** ≥ 0, bins along the dimension of time. */
  readonly Pxx: Tensor;
}

/**
 * Power spectral density by Welch's method: the average over windowed, overlapping segments.
 *
 * @param x  real or complex, samples along `dim`
 * @param options.fs              sampling frequency, > 0 (default 1)
 * @param options.window          (default "hann")
 * @param options.nperseg         samples of a segment (default 256, at most the signal)
 * @param options.noverlap        samples that neighbours share (default nperseg / 2)
 * @param options.nfft            points of the transform, ≥ nperseg (default nperseg)
 * @param options.detrend         "constant", "linear", false or a function of segments [..., samples] (default "constant")
 * @param options.returnOnesided  only frequencies ≥ 0, which stand for both sides (default true; complex signals have both)
 * @param options.scaling         "density", per unit of fs, or "spectrum", the power of a line (default "density")
 * @param options.dim             dimension of time (default -1)
 * @param options.average         "mean" or "median" over the segments (default "mean")
 * @returns { frequencies, Pxx }: Pxx of the shape of x with the bins along `dim`, unit of x squared, per unit of fs with
 *          "density"; ≥ 0, silence gives 0. Gradients flow
 * @throws ParameterError  a number out of range or an unknown name; ShapeError: no samples
 * @source scipy.signal.welch
 * @example welch(y, { fs: 22050, nperseg: 64 }).Pxx.shape // [33]
 */
export function welch(x: Tensor, { average = "mean", ...options }: WelchOptions = {}): PowerSpectrum {
  const { frequencies, products } = segmentSpectra("welch", x, null, options);
  return { frequencies, Pxx: averageSegments("welch", products, average, options.dim ?? -1) };
}

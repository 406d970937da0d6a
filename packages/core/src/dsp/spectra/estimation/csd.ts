import type { Tensor } from "../../../tensor/index.js";
import { averageSegments } from "./average-segments.js";
import { segmentSpectra } from "./segment-spectra.js";
import type { WelchOptions } from "./welch.js";

/** An estimate of what two signals have in common at each frequency. */
export interface CrossSpectrum {
  /** In the unit of fs, [bins]. */
  readonly frequencies: Float64Array;
  /** Complex, bins along the dimension of time: its phase is that by which y is ahead of x. */
  readonly Pxy: Tensor;
}

/**
 * Cross power spectral density by Welch's method: the average of conj(X) · Y over segments.
 *
 * @param x  real or complex, samples along `dim`
 * @param y  as x, broadcast against it; the shorter one is padded with zeros
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
 * @returns { frequencies, Pxy }: Pxy complex, bins along `dim`, unit of x times that of y, per unit of fs with "density";
 *          silence gives 0. Gradients flow
 * @throws ParameterError  a number out of range or an unknown name; ShapeError: no samples, or shapes that do not go together
 * @source scipy.signal.csd
 * @example csd(y, y.roll(3), { nperseg: 64 }).Pxy.shape // [33]
 */
export function csd(x: Tensor, y: Tensor, { average = "mean", ...options }: WelchOptions = {}): CrossSpectrum {
  const { frequencies, products } = segmentSpectra("csd", x, y, options);
  return { frequencies, Pxy: averageSegments("csd", products, average, options.dim ?? -1) };
}

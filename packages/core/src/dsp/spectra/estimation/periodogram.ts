import { needTensor, normalizeDim, type Tensor } from "../../../tensor/index.js";
import { checkInteger } from "../../checks.js";
import type { WindowSpec } from "../../get-window.js";
import { averageSegments } from "./average-segments.js";
import { segmentSpectra, type SegmentOptions } from "./segment-spectra.js";
import type { PowerSpectrum } from "./welch.js";

export interface PeriodogramOptions extends Omit<SegmentOptions, "nperseg" | "noverlap" | "window"> {
  /** null: none (default "boxcar"). */
  readonly window?: WindowSpec | null;
  /** Points of the transform, integer ≥ 1: the signal is cut or padded with zeros (default: its samples). */
  readonly nfft?: number;
}

/**
 * Power spectral density of the whole signal in one segment.
 *
 * @param x  real or complex, samples along `dim`
 * @param options.fs              sampling frequency, > 0 (default 1)
 * @param options.window          (default "boxcar", null means the same)
 * @param options.nfft            points: cuts the signal or pads it with zeros (default: its samples)
 * @param options.detrend         "constant", "linear", false or a function of segments [..., samples] (default "constant")
 * @param options.returnOnesided  only frequencies ≥ 0, which stand for both sides (default true; complex signals have both)
 * @param options.scaling         "density", per unit of fs, or "spectrum", the power of a line (default "density")
 * @param options.dim             dimension of time (default -1)
 * @returns { frequencies, Pxx }: Pxx of the shape of x with the bins along `dim`, unit of x squared, per unit of fs with
 *          "density"; ≥ 0, silence gives 0. Gradients flow
 * @throws ParameterError  a number out of range or an unknown name; ShapeError: no samples
 * @source scipy.signal.periodogram
 * @example periodogram(y, { fs: 22050, nfft: 64 }).Pxx.shape // [33]
 */
export function periodogram(x: Tensor, { window, nfft, ...options }: PeriodogramOptions = {}): PowerSpectrum {
  needTensor("periodogram", x);
  const { dim = -1 } = options;
  const d = normalizeDim("periodogram", dim, x.ndim);
  if (nfft !== undefined) checkInteger("periodogram", "nfft", nfft, 1);
  const samples = x.ndim === 0 ? 0 : x.shape[d];
  const nperseg = Math.min(nfft ?? samples, samples);
  const part = nperseg < samples ? x.narrow(d, 0, nperseg) : x;
  const shape = { window: window ?? "boxcar", noverlap: 0, ...(nperseg > 0 && { nperseg }), ...(nfft && { nfft }) };
  const { frequencies, products } = segmentSpectra("periodogram", part, null, { ...options, ...shape });
  return { frequencies, Pxx: averageSegments("periodogram", products, "mean", dim) };
}

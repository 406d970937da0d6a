import { checkPositive, checkSignal } from "../../dsp/checks.js";
import { readLines } from "../../dsp/host-lines.js";
import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { normalizeDim, type Tensor } from "../../tensor/index.js";
import { asMarks } from "./in-units.js";

export interface PeakPickOptions {
  /** Frames before a peak that must not exceed it, ≥ 0. */
  readonly preMax: number;
  /** Frames from a peak on that must not exceed it, > 0. */
  readonly postMax: number;
  /** Frames before a peak that its mean is taken over, ≥ 0. */
  readonly preAvg: number;
  /** Frames from a peak on that its mean is taken over, > 0. */
  readonly postAvg: number;
  /** How far above the mean a peak must be, ≥ 0. */
  readonly delta: number;
  /** Frames after a peak without another, ≥ 0. */
  readonly wait: number;
  /** A list of peaks (true, one curve only), or true and false for each frame (default true). */
  readonly sparse?: boolean;
  /** Dimension of the frames (default -1). */
  readonly dim?: number;
}

/** What makes a peak. */
export type PeakRule = Omit<PeakPickOptions, "sparse" | "dim">;

/** The peaks of one line, see `peakPick`. */
export function peaksOf(op: string, x: Float64Array, options: PeakRule): number[] {
  const { delta } = options;
  const [preMax, postMax, preAvg, postAvg, wait] = (["preMax", "postMax", "preAvg", "postAvg", "wait"] as const).map((name) => {
    const value = options[name];
    const least = name.startsWith("post") ? 1 : 0;
    if (!(Math.ceil(value) >= least) || !Number.isFinite(value))
      throw new ParameterError(`${op}: ${name}=${value} must be a number of frames ≥ ${least}.`);
    return Math.ceil(value);
  }); // prettier-ignore
  if (!(delta >= 0)) throw new ParameterError(`${op}: delta=${delta} must be ≥ 0.`);
  const peaks: number[] = [];
  for (let n = 0; n < x.length; n++) {
    let most = -Infinity;
    for (let i = Math.max(0, n - preMax); i < Math.min(x.length, n + postMax); i++) most = Math.max(most, x[i]);
    if (x[n] !== most) continue;
    let sum = 0;
    const [from, to] = [Math.max(0, n - preAvg), Math.min(x.length, n + postAvg)];
    for (let i = from; i < to; i++) sum += x[i];
    if (!(x[n] >= sum / (to - from) + delta)) continue;
    peaks.push(n);
    n += wait;
  }
  return peaks;
}

/**
 * Peaks of a curve: largest in their neighbourhood, above its mean, and not too close to each other.
 *
 * @param x        real, [..., frames]
 * @param options.preMax, options.postMax  frames before and from the peak on that it must lead, ≥ 0 and > 0
 * @param options.preAvg, options.postAvg  frames before and from the peak on for the mean, ≥ 0 and > 0
 * @param options.delta  unit of x: how far above the mean, ≥ 0
 * @param options.wait   frames after a peak without another, ≥ 0
 * @param options.sparse  list of peaks (true), or a boolean for each frame, for any number of curves (default true)
 * @param options.dim     dimension of the frames (default -1)
 * @returns a promise of int32 [peaks], frames; or bool of the shape of x. No gradient
 * @throws ParameterError  a number out of range, or x of more than one dimension where sparse is true
 * @source librosa.util.peak_pick; Böck, Krebs & Schedl, ISMIR 2012
 * @example await peakPick(rms(y).flatten(), { preMax: 1, postMax: 2, preAvg: 3, postAvg: 4, delta: 0.1, wait: 2 })
 */
export async function peakPick(x: Tensor, options: PeakPickOptions = {} as never): Promise<Tensor> {
  checkSignal("peakPick", x, "x");
  const { sparse = true, dim = -1, ...rule } = options;
  if (sparse && x.ndim !== 1)
    throw new ParameterError(`peakPick: x has ${x.ndim} dimensions but must have 1. Use sparse: false for several curves.`); // prettier-ignore
  checkPositive("peakPick", "postMax", options.postMax);
  const d = normalizeDim("peakPick", dim, x.ndim);
  const rows = x.transpose(d, -1);
  const peaks = (await readLines(rows)).map((line) => peaksOf("peakPick", line, rule));
  if (!sparse) return asMarks(peaks, rows.shape, x).transpose(d, -1);
  return fromTypedArray(Int32Array.from(peaks[0]), [peaks[0].length], { device: x.device });
}

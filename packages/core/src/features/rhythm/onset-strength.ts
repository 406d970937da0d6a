import { checkInteger } from "../../dsp/checks.js";
import { lfilter, powerToDb } from "../../dsp/index.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, Tensor } from "../../tensor/index.js";
import { maximumFilter } from "../maximum-filter.js";
import { melspectrogram, type MelspectrogramOptions } from "../melspectrogram.js";
import { checkSpectrogram, isSpectrogram, type SignalOrSpectrogram } from "../spectrogram.js";

export interface OnsetStrengthOptions extends MelspectrogramOptions {
  /** Frames between the two that are compared, integer ≥ 1 (default 1). */
  readonly lag?: number;
  /** Bins of the maximum filter on the earlier frame, integer ≥ 1; 1: none (default 1). */
  readonly maxSize?: number;
  /** What the later frame is compared with, of the shape of S (default: S, filtered). */
  readonly ref?: Tensor;
  /** Take slow changes off by a filter (default false). */
  readonly detrend?: boolean;
  /** Shift the result by half a frame, as centred frames need it (default true). */
  readonly center?: boolean;
  /** How the bands of a frame become one number (default "mean"). */
  readonly aggregate?: "mean" | "median" | "max" | "sum" | ((bands: Tensor, dim: number) => Tensor);
  /** The spectrogram of a signal, [..., bands, frames] (default: melspectrogram). */
  readonly feature?: (y: Tensor, options: MelspectrogramOptions) => Tensor;
}

const AGGREGATES = {
  mean: (x: Tensor, dim: number) => x.mean(dim),
  median: (x: Tensor, dim: number) => x.quantile(0.5, { dim }),
  max: (x: Tensor, dim: number) => x.amax(dim),
  sum: (x: Tensor, dim: number) => x.sum(dim),
};

/**
 * Onset strength: how much louder the bands of a frame are than those of the frame before (spectral flux).
 *
 * @param input    real, [..., samples]; or { S }, a spectrogram in dB, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.lag         frames between the two compared, integer ≥ 1 (default 1)
 * @param options.maxSize     bins of the maximum filter, which forgives vibrato, integer ≥ 1 (default 1)
 * @param options.ref         what is taken off, [..., bands, frames] (default: S, filtered)
 * @param options.detrend     high-pass filter the result (default false)
 * @param options.center      shift by half a frame (default true)
 * @param options.aggregate   "mean", "median", "max", "sum" or a function (default "mean")
 * @param options             the rest as `melspectrogram`, whose fmax is sampleRate / 2 here
 * @returns [..., frames], dB, ≥ 0 without detrend; silence gives 0
 * @throws ParameterError  lag or maxSize out of range, unknown aggregate
 * @source librosa.onset.onset_strength; Böck & Widmer, DAFx 2013 (superflux)
 * @example onsetStrength(y, { sampleRate: 22050 }).shape // [22]
 */
export function onsetStrength(input: SignalOrSpectrogram, options: OnsetStrengthOptions = {}): Tensor {
  const { lag = 1, maxSize = 1, ref, detrend = false, center = true, aggregate = "mean", feature, ...mel } = options;
  checkInteger("onsetStrength", "lag", lag, 1);
  checkInteger("onsetStrength", "maxSize", maxSize, 1);
  if (typeof aggregate !== "function" && !Object.hasOwn(AGGREGATES, aggregate))
    throw new ParameterError(
      `onsetStrength: aggregate="${String(aggregate)}" must be a function or one of ${Object.keys(AGGREGATES).join(", ")}.`,
    );
  const { nFft = 2048, hopLength = 512, sampleRate = 22050 } = mel;
  const S = isSpectrogram(input)
    ? input.S
    : powerToDb((feature ?? melspectrogram)(input, { fmax: sampleRate / 2, ...mel }).abs());
  checkSpectrogram("onsetStrength", S);
  if (ref !== undefined && formatShape(ref.shape) !== formatShape(S.shape))
    throw new ShapeError(
      `onsetStrength: ref ${formatShape(ref.shape)} must have the shape ${formatShape(S.shape)} of S.`,
    );
  const frames = S.shape.at(-1)!;
  const earlier = ref ?? maximumFilter("onsetStrength", S, maxSize, -2);
  const reduce = typeof aggregate === "function" ? aggregate : AGGREGATES[aggregate];
  const rest = Math.max(0, frames - lag);
  const rise = S.narrow(-1, frames - rest, rest)
    .sub(earlier.narrow(-1, 0, rest))
    .relu();
  const bands = reduce(rise, -2);
  const flux = bands.ndim === S.ndim ? bands.squeeze(-2) : bands;
  const shift = frames - rest + (center ? Math.floor(nFft / (2 * hopLength)) : 0);
  const shifted = flux.pad([shift, 0]);
  const steady = detrend ? lfilter(shifted, [1, -0.99], [1, -1], { clamp: false }) : shifted;
  return center ? steady.narrow(-1, 0, frames) : steady;
}

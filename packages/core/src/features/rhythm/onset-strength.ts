import { checkInteger } from "../../dsp/checks.js";
import { lfilter, powerToDb } from "../../dsp/index.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { stack } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { maximumFilter } from "../maximum-filter.js";
import { melspectrogram, type MelspectrogramOptions } from "../melspectrogram.js";
import { checkSpectrogram, isSpectrogram, type SignalOrSpectrogram } from "../spectrogram.js";
import { aggregateOf, spansOf, type Aggregate, type Span } from "../segments/sync.js";

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
  readonly aggregate?: Aggregate;
  /** The spectrogram of a signal, [..., bands, frames] (default: melspectrogram). */
  readonly feature?: (y: Tensor, options: MelspectrogramOptions) => Tensor;
}

export interface OnsetStrengthMultiOptions extends Omit<OnsetStrengthOptions, "aggregate"> {
  /** Boundaries of the channels, bands; or bands [start, end] (default: all bands in one channel). */
  readonly channels?: ArrayLike<number> | readonly Span[];
  /** How the bands of a channel become one number; false: every band is a channel (default "mean"). */
  readonly aggregate?: Aggregate | false;
}

/** The rise of each channel, [..., channels, frames]. */
function risesOf(op: string, input: SignalOrSpectrogram, options: OnsetStrengthMultiOptions): Tensor {
  const { lag = 1, maxSize = 1, ref, detrend = false, center = true, aggregate = "mean", feature, channels, ...mel } = options; // prettier-ignore
  checkInteger(op, "lag", lag, 1);
  checkInteger(op, "maxSize", maxSize, 1);
  const reduce = aggregate === false ? undefined : aggregateOf(op, aggregate);
  const { nFft = 2048, hopLength = 512, sampleRate = 22050 } = mel;
  const S = isSpectrogram(input)
    ? input.S
    : powerToDb((feature ?? melspectrogram)(input, { fmax: sampleRate / 2, ...mel }).abs());
  checkSpectrogram(op, S);
  if (ref !== undefined && formatShape(ref.shape) !== formatShape(S.shape))
    throw new ShapeError(`${op}: ref ${formatShape(ref.shape)} must have the shape ${formatShape(S.shape)} of S.`);
  const [bands, frames] = S.shape.slice(-2);
  const earlier = ref ?? maximumFilter(op, S, maxSize, -2);
  const rest = Math.max(0, frames - lag);
  const rise = S.narrow(-1, frames - rest, rest)
    .sub(earlier.narrow(-1, 0, rest))
    .relu();
  const spans = channels === undefined ? [[0, bands] as const] : spansOf(op, "channels", channels, bands, false);
  if (spans.length === 0)
    throw new ParameterError(`${op}: channels holds no channel. Give two boundaries, e.g. [0, ${bands}].`);
  const parts = reduce ? stack(spans.map(([start, end]) => reduce(rise.narrow(-2, start, end - start), -2)), -2) : rise; // prettier-ignore
  const shift = frames - rest + (center ? Math.floor(nFft / (2 * hopLength)) : 0);
  const shifted = parts.pad([shift, 0]);
  const steady = detrend ? lfilter(shifted, [1, -0.99], [1, -1], { clamp: false }) : shifted;
  return center ? steady.narrow(-1, 0, frames) : steady;
}

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
  return risesOf("onsetStrength", input, options).select(-2, 0);
}

/**
 * Onset strength in several bands of frequency, e.g. for beats of the bass and of the cymbals apart.
 *
 * @param input    real, [..., samples]; or { S }, a spectrogram in dB, [..., bands, frames]
 * @param options.channels   boundaries of the channels, bands: n of them make n - 1 channels; or bands [start, end] (default one channel)
 * @param options.aggregate  as `onsetStrength`; false: every band is a channel (default "mean")
 * @param options            the rest as `onsetStrength`
 * @returns [..., channels, frames], dB, ≥ 0 without detrend; silence gives 0
 * @throws ParameterError  as `onsetStrength`, and channels out of range
 * @source librosa.onset.onset_strength_multi
 * @example onsetStrengthMulti(y, { sampleRate: 22050, channels: [0, 32, 64, 128] }).shape // [3, 22]
 */
export function onsetStrengthMulti(input: SignalOrSpectrogram, options: OnsetStrengthMultiOptions = {}): Tensor {
  return risesOf("onsetStrengthMulti", input, options);
}

import { getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { fromTypedArray, zeros } from "../ops/index.js";
import type { Device, DType, Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "./checks.js";
import { constant } from "./constant.js";
import { framesToSamples, timeToSamples } from "./time-units.js";

export interface ClicksOptions {
  /** Seconds at which clicks begin, ≥ 0; win over frames. */
  readonly times?: ArrayLike<number>;
  /** Frames at which clicks begin, ≥ 0. */
  readonly frames?: ArrayLike<number>;
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Samples per frame, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
  /** Hz, > 0 (default 1000). */
  readonly clickFreq?: number;
  /** Seconds, > 0 (default 0.1). */
  readonly clickDuration?: number;
  /** The click itself, real, [..., samples] (default: a decaying tone). */
  readonly click?: Tensor;
  /** Samples of the result, integer ≥ 1 (default: to the end of the last click). */
  readonly length?: number;
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}

/**
 * A click at each of the given times, for listening to beats and onsets.
 *
 * @param options.times          seconds, ≥ 0; or `frames` of hopLength samples (default 512)
 * @param options.sampleRate     Hz (default 22050)
 * @param options.clickFreq      Hz, > 0 (default 1000), of a tone that decays by 60 dB in clickDuration seconds (default 0.1)
 * @param options.click          real, [..., samples], instead of the tone
 * @param options.length         samples, integer ≥ 1 (default: to the end of the last click)
 * @returns float32 (or `dtype`, or that of the click), [..., samples], unit of the click, or unitless, -1…1; clicks that meet add up, those beyond the end are cut off
 * @throws ParameterError  neither times nor frames, a negative one, no click and no length
 * @source librosa.clicks
 * @example clicks({ times: [0, 0.5], sampleRate: 8000 }).shape // [4800]
 */
export function clicks(options: ClicksOptions = {}): Tensor {
  const { sampleRate = 22050, hopLength = 512, clickFreq = 1000, clickDuration = 0.1, length } = options;
  const { times, frames, dtype = "float32", device = getDefaultDevice() } = options;
  for (const [name, value] of Object.entries({ sampleRate, clickFreq, clickDuration })) checkPositive("clicks", name, value); // prettier-ignore
  checkInteger("clicks", "hopLength", hopLength, 1);
  if (length !== undefined) checkInteger("clicks", "length", length, 1);
  if (!times && !frames) throw new ParameterError("clicks: times=undefined, frames=undefined give no place. Give one.");
  const starts = Array.from(times ? timeToSamples(times, { sampleRate }) : framesToSamples(frames!, { hopLength }));
  const bad = starts.find((start) => !(start >= 0) || !Number.isFinite(start));
  if (bad !== undefined) throw new ParameterError(`clicks: a click at sample ${bad} must lie at 0 or later.`);
  const click = options.click ?? tick(sampleRate, clickFreq, clickDuration, dtype, device);
  checkSignal("clicks", click, "click");
  const n = click.shape.at(-1)!;
  if (length === undefined && starts.length === 0)
    throw new ParameterError("clicks: length=undefined is not known without any click. Give length in samples.");
  const samples = length ?? Math.max(...starts) + n;
  const inside = starts.filter((start) => start < samples);
  const batch = click.shape.slice(0, -1);
  const empty = zeros([...batch, samples + n], { dtype: click.dtype, device: click.device });
  if (inside.length === 0) return empty.narrow(-1, 0, samples);
  const index = Int32Array.from({ length: inside.length * n }, (_, i) => inside[Math.floor(i / n)] + (i % n));
  const copies = click.unsqueeze(-2).expand([...batch, inside.length, n]).reshape([...batch, index.length]); // prettier-ignore
  return empty
    .indexAdd(-1, fromTypedArray(index, [index.length], { device: click.device }), copies)
    .narrow(-1, 0, samples);
}

function tick(sampleRate: number, hz: number, seconds: number, dtype: DType, device: Device): Tensor {
  const n = Math.trunc(sampleRate * seconds);
  if (n < 1) throw new ParameterError(`clicks: clickDuration=${seconds} has no sample at ${sampleRate} Hz. Lengthen it.`); // prettier-ignore
  // From 1 down to 2^-10.
  const value = (i: number): number => 2 ** ((-10 * i) / Math.max(1, n - 1)) * Math.sin((2 * Math.PI * hz * i) / sampleRate); // prettier-ignore
  return constant(Float64Array.from({ length: n }, (_, i) => value(i)), [n], dtype, device); // prettier-ignore
}

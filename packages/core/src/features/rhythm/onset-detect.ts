import { readLines } from "../../dsp/host-lines.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { peaksOf, type PeakPickOptions } from "./peak-pick.js";
import { onsetsOf, type SignalOrOnsets } from "./tempogram.js";

export interface OnsetDetectOptions extends Partial<PeakPickOptions> {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Samples between frames (default 512). */
  readonly hopLength?: number;
  /** Move each onset back to the minimum before it (default false). */
  readonly backtrack?: boolean;
  /** Where that minimum is looked for, [frames] (default: the onset strength). */
  readonly energy?: Tensor;
  /** What the result counts (default "frames"). */
  readonly units?: "frames" | "samples" | "time";
  /** Scale the onset strength to 0…1 (default true). */
  readonly normalize?: boolean;
}

const TINY = 2 ** -126;

/** Frames as frames, samples or seconds. */
export function inUnits(op: string, frames: readonly number[], units: string, hopLength: number, sampleRate: number, like: Tensor): Tensor {
  const { device } = like;
  if (units === "frames") return fromTypedArray(Int32Array.from(frames), [frames.length], { device });
  if (units === "samples") return fromTypedArray(Int32Array.from(frames, (t) => t * hopLength), [frames.length], { device });
  if (units !== "time") throw new ParameterError(`${op}: units="${units}" must be "frames", "samples" or "time".`);
  const seconds = Float64Array.from(frames, (t) => (t * hopLength) / sampleRate);
  return fromTypedArray(like.dtype === "float64" ? seconds : Float32Array.from(seconds), [frames.length], { device });
} // prettier-ignore

/** Each event moved to the last local minimum that is not after it; frame 0 counts as one. */
function movedBack(events: readonly number[], energy: Float64Array): number[] {
  const minima = [0];
  for (let n = 1; n < energy.length - 1; n++)
    if (energy[n] <= energy[n - 1] && energy[n] < energy[n + 1]) minima.push(n);
  return events.map((event) => minima.findLast((minimum) => minimum <= event)!);
}

/**
 * Onsets: the peaks of the onset strength.
 *
 * @param input    real, [samples]; or { onsetEnvelope }, [frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.backtrack   move onsets back to the minimum before (default false), of options.energy
 * @param options.units       "frames", "samples" or "time" (default "frames")
 * @param options.normalize   scale the strength to 0…1 (default true)
 * @param options             preMax, postMax, preAvg, postAvg, wait (default 30 and 0, 100 and 100, 30 ms) and delta
 *                            (default 0.07) of `peakPick`
 * @returns a promise of [onsets], int32 frames or samples, or seconds; silence has none. No gradient
 * @throws ParameterError  unknown units, or as `peakPick`
 * @throws ShapeError      more than one channel
 * @source librosa.onset.onset_detect
 * @example await onsetDetect(y, { sampleRate: 22050, units: "time" })
 */
export async function onsetDetect(input: SignalOrOnsets, options: OnsetDetectOptions = {}): Promise<Tensor> {
  const {
    sampleRate = 22050,
    hopLength = 512,
    backtrack = false,
    energy,
    units = "frames",
    normalize = true,
  } = options;
  const strength = onsetsOf("onsetDetect", input, { sampleRate, hopLength });
  if (strength.ndim !== 1)
    throw new ShapeError(`onsetDetect: the onset strength ${formatShape(strength.shape)} must be [frames]. Use toMono, or channel by channel.`); // prettier-ignore
  const [line] = await readLines(strength);
  const curve = normalize ? toUnit(line) : line;
  const frames = (seconds: number): number => Math.floor((seconds * sampleRate) / hopLength);
  const isSilent = curve.every((value) => value === 0) || !curve.every(Number.isFinite);
  const peaks = isSilent
    ? []
    : peaksOf("onsetDetect", curve, {
        preMax: options.preMax ?? frames(0.03),
        postMax: options.postMax ?? 1,
        preAvg: options.preAvg ?? frames(0.1),
        postAvg: options.postAvg ?? frames(0.1) + 1,
        wait: options.wait ?? frames(0.03),
        delta: options.delta ?? 0.07,
      });
  const place = backtrack ? movedBack(peaks, energy ? (await readLines(energy.flatten()))[0] : curve) : peaks;
  return inUnits("onsetDetect", place, units, hopLength, sampleRate, strength);
}

function toUnit(line: Float64Array): Float64Array {
  const least = line.reduce((a, b) => Math.min(a, b), Infinity);
  const shifted = line.map((value) => value - least);
  const most = shifted.reduce((a, b) => Math.max(a, b), 0);
  return shifted.map((value) => value / (most + TINY));
}

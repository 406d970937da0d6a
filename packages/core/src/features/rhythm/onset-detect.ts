import { readLines } from "../../dsp/host-lines.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { asMarks, checkUnits, inUnits, type TimeUnit } from "./in-units.js";
import { movedBack } from "./onset-backtrack.js";
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
  readonly units?: TimeUnit;
  /** Scale the onset strength to 0…1 (default true). */
  readonly normalize?: boolean;
  /** A list of onsets (true, one channel only), or true and false for each frame (default true). */
  readonly sparse?: boolean;
}

const TINY = 2 ** -126;

/**
 * Onsets: the peaks of the onset strength.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.backtrack   move onsets back to the minimum before (default false), of options.energy
 * @param options.units       "frames", "samples" or "time" (default "frames")
 * @param options.normalize   scale the strength to 0…1 (default true)
 * @param options             preMax, postMax, preAvg, postAvg, wait (default 30 and 0, 100 and 100, 30 ms) and delta
 *                            (default 0.07) of `peakPick`
 * @param options.sparse      list of onsets (true), or a boolean for each frame, for any number of channels (default true)
 * @returns a promise of [onsets], int32 frames or samples, or seconds; or bool [..., frames]. Silence has none. No gradient
 * @throws ParameterError  unknown units, backtrack without sparse, or as `peakPick`
 * @throws ShapeError      more than one channel where sparse is true
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
    sparse = true,
  } = options;
  checkUnits("onsetDetect", units);
  if (backtrack && !sparse)
    throw new ParameterError("onsetDetect: backtrack=true needs a list of onsets. Leave out sparse: false.");
  const strength = onsetsOf("onsetDetect", input, { sampleRate, hopLength });
  if (sparse && strength.ndim !== 1)
    throw new ShapeError(
      `onsetDetect: the onset strength ${formatShape(strength.shape)} must be [frames]. Use toMono, or sparse: false.`,
    );
  const lines = await readLines(strength);
  const curves = normalize ? lines.map(toUnit) : lines;
  const frames = (seconds: number): number => Math.floor((seconds * sampleRate) / hopLength);
  const isSilent = curves.every((curve) => curve.every((value) => value === 0));
  const isClean = curves.every((curve) => curve.every(Number.isFinite));
  const picked = {
    preMax: options.preMax ?? frames(0.03),
    postMax: options.postMax ?? 1,
    preAvg: options.preAvg ?? frames(0.1),
    postAvg: options.postAvg ?? frames(0.1) + 1,
    wait: options.wait ?? frames(0.03),
    delta: options.delta ?? 0.07,
  };
  const peaks = isSilent || !isClean ? [] : curves.map((curve) => peaksOf("onsetDetect", curve, picked));
  if (!sparse) return asMarks(peaks, strength.shape, strength);
  const onsets = peaks[0] ?? [];
  const place = backtrack ? movedBack(onsets, energy ? (await readLines(energy.flatten()))[0] : curves[0]) : onsets;
  return inUnits(place, units, { hopLength, sampleRate }, strength);
}

function toUnit(line: Float64Array): Float64Array {
  const least = line.reduce((a, b) => Math.min(a, b), Infinity);
  const shifted = line.map((value) => value - least);
  const most = shifted.reduce((a, b) => Math.max(a, b), 0);
  return shifted.map((value) => value / (most + TINY));
}

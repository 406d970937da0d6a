import { checkPositive } from "../../dsp/checks.js";
import { readLines } from "../../dsp/host-lines.js";
import { roundHalfEven } from "../../dsp/round-half-even.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { formatShape, needTensor, Tensor } from "../../tensor/index.js";
import { beatPath } from "./beat-path.js";
import { asMarks, checkUnits, inUnits, type TimeUnit } from "./in-units.js";
import { onsetsOf, type SignalOrOnsets } from "./tempogram.js";
import { tempo, type TempoOptions } from "./tempo.js";

export interface BeatTrackOptions extends Pick<TempoOptions, "sampleRate" | "hopLength" | "startBpm" | "prior"> {
  /** How much a steady tempo counts against the onset strength, > 0 (default 100). */
  readonly tightness?: number;
  /** Leave out weak beats at both ends (default true). */
  readonly trim?: boolean;
  /** Beats per minute, > 0, where known: a number, or [..., 1] or [..., frames] (default: `tempo`). */
  readonly bpm?: number | Tensor;
  /** What the beats count (default "frames"). */
  readonly units?: TimeUnit;
  /** A list of beats (true, one channel only), or true and false for each frame (default true). */
  readonly sparse?: boolean;
}

/** Tempo and beats. */
export interface Beats {
  /** Beats per minute: [..., 1]; [] where `bpm` is a number, or where nothing sounds. */
  readonly tempo: Tensor;
  /** [beats], or bool [..., frames]. */
  readonly beats: Tensor;
}

/** Frames between beats for each of the lines: one number, or one for each frame. */
async function periods(bpm: Tensor, shape: readonly number[], frameRate: number): Promise<Float64Array[]> {
  const columns = bpm.ndim < shape.length ? bpm.reshape([...bpm.shape, ...shape.slice(bpm.ndim).map(() => 1)]) : bpm;
  const length = columns.shape.at(-1)!;
  const target = [...shape.slice(0, -1), length];
  const fits = columns.ndim === shape.length && columns.shape.every((n, i) => n === 1 || n === target[i]);
  if (!fits || (length !== 1 && length !== shape.at(-1)))
    throw new ShapeError(
      `beatTrack: bpm ${formatShape(bpm.shape)} must be one number for each channel or each frame of the onset strength ${formatShape(shape)}.`,
    );
  const lines = await readLines(columns.expand(target));
  return lines.map((line) =>
    line.map((value) => {
      const beat = roundHalfEven((frameRate * 60) / value);
      if (!(value > 0) || !(beat >= 1))
        throw new ParameterError(
          `beatTrack: bpm=${value} must be > 0 and at most the ${frameRate * 60} frames of a minute. Use a smaller hopLength?`,
        );
      return beat;
    }),
  );
}

/**
 * Beats: the sequence of frames that are onsets and about equally far apart.
 *
 * @param input    real, [..., samples]; or { onsetEnvelope }, [..., frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.startBpm    expected beats per minute (default 120); prior as `tempo`
 * @param options.tightness   weight of a steady tempo, > 0 (default 100)
 * @param options.trim        leave out weak beats at both ends (default true)
 * @param options.bpm         beats per minute where known, > 0: a number, [..., 1] or [..., frames]
 * @param options.units       "frames", "samples" or "time" (default "frames")
 * @param options.sparse      list of beats (true), or a boolean for each frame, for any number of channels (default true)
 * @returns a promise of tempo, beats per minute, [..., 1] ([] where bpm is a number), and beats: int32 [beats], frames or samples,
 *          or seconds; or bool [..., frames]. Silence has none, and tempo 0. No gradient
 * @throws ParameterError  a number out of range, unknown units, several channels where sparse is true
 * @throws ShapeError      bpm that does not fit
 * @source librosa.beat.beat_track; Ellis, Beat tracking by dynamic programming, 2007
 * @example (await beatTrack(y, { sampleRate: 22050, units: "time" })).beats
 */
export async function beatTrack(input: SignalOrOnsets, options: BeatTrackOptions = {}): Promise<Beats> {
  const { sampleRate = 22050, hopLength = 512, startBpm, prior, tightness = 100, trim = true } = options;
  const { units = "frames", sparse = true, bpm } = options;
  checkPositive("beatTrack", "tightness", tightness);
  checkUnits("beatTrack", units);
  if (typeof bpm === "number") checkPositive("beatTrack", "bpm", bpm);
  else if (bpm !== undefined) needTensor("beatTrack", bpm, "bpm");
  const strength = onsetsOf("beatTrack", input, { sampleRate, hopLength, aggregate: "median" });
  const { shape, device, dtype } = strength;
  if (sparse && strength.ndim !== 1)
    throw new ParameterError(
      `beatTrack: the onset strength ${formatShape(shape)} has several channels. Use toMono, or sparse: false.`,
    );
  const lines = await readLines(strength);
  const isSilent = lines.every((line) => line.every((value) => value === 0));
  const found = isSilent
    ? strength.newZeros(sparse ? [] : shape.slice(0, -1))
    : typeof bpm === "number"
      ? fromTypedArray(Float64Array.of(bpm), [], { device }).to(dtype)
      : (bpm ?? tempo({ onsetEnvelope: strength }, { sampleRate, hopLength, ...(startBpm !== undefined && { startBpm }), ...(prior && { prior }) })); // prettier-ignore
  const beats: number[][] = [];
  if (!isSilent) {
    const framesPerBeat = await periods(found, shape, sampleRate / hopLength);
    lines.forEach((line, i) => beats.push(beatPath(line, { framesPerBeat: framesPerBeat[i], tightness, trim })));
  }
  return {
    tempo: found,
    beats: sparse
      ? inUnits(beats[0] ?? [], units, { hopLength, sampleRate }, strength)
      : asMarks(beats, shape, strength),
  };
}

// Conversions between frames, samples and seconds, for numbers and lists.
import { ParameterError } from "../errors/index.js";
import { Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { conversion } from "./conversion.js";

export interface FrameUnits {
  /** Samples between frames (default 512). */
  readonly hopLength?: number;
  /** Frames are not centred: their middle lies nFft / 2 samples further (default: centred, no offset). */
  readonly nFft?: number;
}
export interface TimeUnits {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
}

const offsetOf = (nFft: number | undefined): number => (nFft === undefined ? 0 : Math.floor(nFft / 2));

/** Frame index to sample index. @source librosa.frames_to_samples @example framesToSamples(2) // 1024 */
export const framesToSamples = conversion<FrameUnits>((frame, { hopLength = 512, nFft }) =>
  Math.trunc(frame * hopLength + offsetOf(nFft)),
);

/** Sample index to the index of the frame it begins, rounded down. @source librosa.samples_to_frames @example samplesToFrames(1023) // 1 */
export const samplesToFrames = conversion<FrameUnits>((sample, { hopLength = 512, nFft }) =>
  Math.floor((sample - offsetOf(nFft)) / hopLength),
);

/** Sample index to seconds. @source librosa.samples_to_time @example samplesToTime(22050) // 1 */
export const samplesToTime = conversion<TimeUnits>((sample, { sampleRate = 22050 }) => sample / sampleRate);

/** Seconds to sample index, rounded towards zero. @source librosa.time_to_samples @example timeToSamples(0.5) // 11025 */
export const timeToSamples = conversion<TimeUnits>((seconds, { sampleRate = 22050 }) =>
  Math.trunc(seconds * sampleRate),
);

/** Frame index to seconds. @source librosa.frames_to_time @example framesToTime(43) // 0.998 */
export const framesToTime = conversion<FrameUnits & TimeUnits>((frame, options) =>
  samplesToTime(framesToSamples(frame, options), options),
);

/** Seconds to frame index, rounded down. @source librosa.time_to_frames @example timeToFrames(1) // 43 */
export const timeToFrames = conversion<FrameUnits & TimeUnits>((seconds, options) =>
  samplesToFrames(timeToSamples(seconds, options), options),
);

export interface BlockUnits {
  /** Frames of a block, integer ≥ 1. */
  readonly blockLength: number;
}

function checkBlock(op: string, { blockLength, hopLength = 1 }: Partial<BlockUnits & FrameUnits>): void {
  checkInteger(op, "blockLength", blockLength as number, 1);
  checkInteger(op, "hopLength", hopLength, 1);
}

/** Block index to the index of its first frame. @param options.blockLength  frames of a block @throws ParameterError  blockLength out
 * of range @source librosa.blocks_to_frames @example blocksToFrames(3, { blockLength: 16 }) // 48 */
export const blocksToFrames = conversion<BlockUnits>((block, options) => {
  checkBlock("blocksToFrames", options);
  return options.blockLength * block;
});

/** Block index to the index of its first sample. @param options.blockLength  frames of a block; hopLength samples (default 512)
 * @throws ParameterError  a length out of range @source librosa.blocks_to_samples
 * @example blocksToSamples(3, { blockLength: 16 }) // 24576 */
export const blocksToSamples = conversion<BlockUnits & Pick<FrameUnits, "hopLength">>((block, options) => {
  const { blockLength, hopLength = 512 } = options;
  checkBlock("blocksToSamples", options);
  return framesToSamples(blockLength * block, { hopLength });
});

/** Block index to the seconds of its first sample. @param options.blockLength  frames of a block; hopLength samples (default 512);
 * sampleRate Hz (default 22050) @throws ParameterError  a length out of range @source librosa.blocks_to_time
 * @example blocksToTime(3, { blockLength: 16 }) // 1.115 */
export const blocksToTime = conversion<BlockUnits & Pick<FrameUnits, "hopLength"> & TimeUnits>((block, options) => {
  checkBlock("blocksToTime", options);
  return samplesToTime(blocksToSamples(block, options), options);
});

export interface SamplesLikeOptions extends FrameUnits {
  /** Dimension of the frames (default -1). */
  readonly dim?: number;
}

/** 0, 1, 2, … for each frame of a feature, or so many. */
function frameIndices(op: string, X: Tensor | number, dim: number): Float64Array {
  if (!(X instanceof Tensor)) {
    checkInteger(op, "X", X, 0);
    return Float64Array.from({ length: X }, (_, i) => i);
  }
  const frames = Number.isInteger(dim) ? X.shape.at(dim) : undefined;
  if (frames === undefined || dim >= X.ndim)
    throw new ParameterError(`${op}: dim=${dim} must be one of the ${X.ndim} dimensions of X. Use -1 for the last.`);
  return Float64Array.from({ length: frames }, (_, i) => i);
}

/**
 * The sample that each frame of a feature belongs to.
 *
 * @param X  a feature, [..., frames], or the number of frames
 * @param options.hopLength  samples (default 512)
 * @param options.nFft       where frames are not centred, the middle lies nFft / 2 further (default: centred)
 * @param options.dim        dimension of the frames (default -1)
 * @returns sample indices, one per frame
 * @throws ParameterError  no such dimension
 * @source librosa.samples_like
 * @example samplesLike(3) // [0, 512, 1024]
 */
export const samplesLike = (X: Tensor | number, { dim = -1, ...units }: SamplesLikeOptions = {}): Float64Array =>
  framesToSamples(frameIndices("samplesLike", X, dim), units);

/**
 * The time of each frame of a feature.
 *
 * @param X  a feature, [..., frames], or the number of frames
 * @param options.sampleRate  Hz (default 22050); hopLength, nFft and dim as `samplesLike`
 * @returns seconds, one value per frame
 * @throws ParameterError  no such dimension
 * @source librosa.times_like
 * @example timesLike(3) // [0, 0.023, 0.046]
 */
export const timesLike = (
  X: Tensor | number,
  { dim = -1, ...units }: SamplesLikeOptions & TimeUnits = {},
): Float64Array => framesToTime(frameIndices("timesLike", X, dim), units);

// Conversions between frames, samples and seconds, for numbers and lists.
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

// Slower, faster, higher, lower: what the phase vocoder is for.
import type { Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { ParameterError } from "../../errors/index.js";
import { istft } from "../istft.js";
import { fixLength } from "../pad-signal.js";
import { resample, type ResampleType } from "../resample/index.js";
import { roundHalfEven } from "../round-half-even.js";
import { resolveLengths, stft, type StftOptions } from "../stft.js";
import { phaseVocoder } from "./phase-vocoder.js";

export interface TimeStretchOptions extends StftOptions {
  /** More than 1 is faster, > 0. */
  readonly rate: number;
}

/**
 * The signal faster or slower, at the same pitch.
 *
 * @param y        real, [..., samples]
 * @param options.rate  > 0; 2 halves the duration
 * @param options       nFft (default 2048), hopLength, winLength, window, center, padMode of the `stft` in between
 * @returns [..., samples / rate], unit of y; silence stays silent
 * @throws ParameterError  rate or lengths out of range
 * @source librosa.effects.time_stretch
 * @example timeStretch(y, { rate: 2 }).shape // [5512]
 */
export function timeStretch(y: Tensor, options: TimeStretchOptions = {} as never): Tensor {
  checkSignal("timeStretch", y);
  const { rate, ...transform } = options;
  checkPositive("timeStretch", "rate", rate);
  const { nFft, hopLength } = resolveLengths("timeStretch", transform);
  const stretched = phaseVocoder(stft(y, transform), { rate, hopLength, nFft });
  const { padMode: _, ...inverse } = transform;
  return istft(stretched, { ...inverse, nFft, hopLength, length: Math.max(1, roundHalfEven(y.shape.at(-1)! / rate)) });
}

export interface PitchShiftOptions extends StftOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Steps upwards, may be fractional or negative. */
  readonly nSteps: number;
  /** Steps of an octave, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** As in `resample` (default "soxr_hq"). */
  readonly resType?: ResampleType;
  /** Keep the total energy when resampling (default false). */
  readonly scale?: boolean;
}

/**
 * The signal higher or lower, at the same speed.
 *
 * @param y        real, [..., samples]
 * @param options.nSteps         steps upwards; 12 is an octave
 * @param options.sampleRate     Hz (default 22050)
 * @param options.binsPerOctave  steps of an octave (default 12)
 * @param options.resType        as `resample` (default "soxr_hq"); scale (default false)
 * @param options                nFft, hopLength, winLength, window, center, padMode of the `stft` in between
 * @returns shape and unit of y
 * @throws ParameterError  a number out of range
 * @source librosa.effects.pitch_shift
 * @example pitchShift(y, { nSteps: 4, sampleRate: 22050 })
 */
export function pitchShift(y: Tensor, options: PitchShiftOptions = {} as never): Tensor {
  checkSignal("pitchShift", y);
  const { sampleRate = 22050, nSteps, binsPerOctave = 12, resType = "soxr_hq", scale = false, ...transform } = options;
  checkPositive("pitchShift", "sampleRate", sampleRate);
  if (!Number.isFinite(nSteps))
    throw new ParameterError(`pitchShift: nSteps=${nSteps} must be a finite number of steps.`);
  if (!Number.isInteger(binsPerOctave) || binsPerOctave < 1)
    throw new ParameterError(`pitchShift: binsPerOctave=${binsPerOctave} must be an integer ≥ 1. 12 is usual.`);
  const rate = 2 ** (-nSteps / binsPerOctave);
  const slow = timeStretch(y, { ...transform, rate });
  const shifted = resample(slow, { origSr: sampleRate / rate, targetSr: sampleRate, resType, scale });
  return fixLength(shifted, y.shape.at(-1)!);
}

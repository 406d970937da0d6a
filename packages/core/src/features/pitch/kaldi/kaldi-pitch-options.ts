// The options of kaldiPitch, checked, and the lengths that follow from them.
import { checkInteger, checkPositive } from "../../../dsp/checks.js";
import { ParameterError } from "../../../errors/index.js";

export interface KaldiPitchOptions {
  /** Milliseconds (default 25). */
  readonly frameLength?: number;
  /** Milliseconds (default 10). */
  readonly frameShift?: number;
  /** Lowest pitch, Hz (default 50). */
  readonly minF0?: number;
  /** Highest pitch, Hz (default 400). */
  readonly maxF0?: number;
  /** Hz below which pitches are discouraged, at most minF0 (default 10). */
  readonly softMinF0?: number;
  /** Cost of a change of pitch, ≥ 0 (default 0.1). */
  readonly penaltyFactor?: number;
  /** Cutoff of the filter before the signal is thinned out, Hz (default 1000). */
  readonly lowpassCutoff?: number;
  /** Hz that the signal is thinned out to, an integer ≥ 2 · lowpassCutoff (default 4000). */
  readonly resampleFrequency?: number;
  /** Smallest relative difference of pitches (default 0.005). */
  readonly deltaPitch?: number;
  /** What keeps quiet frames from correlating, ≥ 0 (default 7000). */
  readonly nccfBallast?: number;
  /** Zeros of the low-pass filter on each side, integer ≥ 1 (default 1). */
  readonly lowpassFilterWidth?: number;
  /** Zeros of the filter between lags on each side, integer ≥ 1 (default 5). */
  readonly upsampleFilterWidth?: number;
  /** Frames that the path may still change, with simulateFirstPassOnline (default 0). */
  readonly maxFramesLatency?: number;
  /** Frames that arrive at a time, which the signal's energy is known by; 0: all at once (default 0). */
  readonly framesPerChunk?: number;
  /** Give each frame as it is known when it arrives; needs framesPerChunk (default false). */
  readonly simulateFirstPassOnline?: boolean;
  /** Frame at which the energy is taken again, for all frames so far (default 500). */
  readonly recomputeFrame?: number;
  /** Only frames that lie within the signal (default true). */
  readonly snipEdges?: boolean;
}

/** All options, and lengths in samples of the thinned-out signal. */
export interface KaldiPitchSettings extends Required<KaldiPitchOptions> {
  readonly sampleRate: number;
  /** Samples that are correlated, and from one frame to the next. */
  readonly windowSize: number;
  readonly shift: number;
  /** The lags that are measured. */
  readonly firstLag: number;
  readonly lastLag: number;
  /** Periods in seconds, evenly spaced in pitch: the states of the path. */
  readonly periods: Float64Array;
}

/** Rising by deltaPitch from 1 / maxF0, in single precision as Kaldi's: their number depends on it. */
function periodsOf({ minF0, maxF0, deltaPitch }: Required<KaldiPitchOptions>): Float64Array {
  const periods: number[] = [];
  const longest = Math.fround(1 / Math.fround(minF0));
  const ratio = 1 + Math.fround(deltaPitch);
  for (let period = Math.fround(1 / Math.fround(maxF0)); period <= longest; period = Math.fround(period * ratio))
    periods.push(period);
  return Float64Array.from(periods);
}

/** Below, a step in pitch is no step in single precision. */
const LEAST_DELTA = 1e-5;

function check(op: string, o: Required<KaldiPitchOptions> & { readonly sampleRate: number }): void {
  checkInteger(op, "sampleRate", o.sampleRate, 1);
  checkInteger(op, "resampleFrequency", o.resampleFrequency, 1);
  for (const name of ["frameLength", "frameShift", "minF0", "maxF0", "lowpassCutoff", "deltaPitch"] as const)
    checkPositive(op, name, o[name]);
  for (const name of ["lowpassFilterWidth", "upsampleFilterWidth"] as const) checkInteger(op, name, o[name], 1);
  for (const name of ["maxFramesLatency", "framesPerChunk", "recomputeFrame"] as const)
    checkInteger(op, name, o[name], 0);
  for (const name of ["softMinF0", "penaltyFactor", "nccfBallast"] as const)
    if (!(o[name] >= 0) || o[name] === Infinity) throw new ParameterError(`${op}: ${name}=${o[name]} must be ≥ 0.`);
  if (o.minF0 >= o.maxF0) throw new ParameterError(`${op}: minF0=${o.minF0} must be below maxF0=${o.maxF0} Hz.`);
  if (o.softMinF0 > o.minF0)
    throw new ParameterError(`${op}: softMinF0=${o.softMinF0} must be at most minF0=${o.minF0} Hz.`);
  if (o.deltaPitch < LEAST_DELTA)
    throw new ParameterError(`${op}: deltaPitch=${o.deltaPitch} must be at least ${LEAST_DELTA}. 0.005 is usual.`);
  if (2 * o.lowpassCutoff > Math.min(o.sampleRate, o.resampleFrequency))
    throw new ParameterError(
      `${op}: lowpassCutoff=${o.lowpassCutoff} must be at most half of sampleRate=${o.sampleRate} and of resampleFrequency=${o.resampleFrequency} Hz.`,
    );
  if (o.simulateFirstPassOnline && o.framesPerChunk === 0)
    throw new ParameterError(`${op}: simulateFirstPassOnline=true needs framesPerChunk > 0. 10 is usual.`);
}

/** @throws ParameterError  a number out of range, frames shorter than a sample, lags below 0 */
export function kaldiPitchSettings(op: string, sampleRate: number, options: KaldiPitchOptions): KaldiPitchSettings {
  const filled: Required<KaldiPitchOptions> = {
    frameLength: 25,
    frameShift: 10,
    minF0: 50,
    maxF0: 400,
    softMinF0: 10,
    penaltyFactor: 0.1,
    lowpassCutoff: 1000,
    resampleFrequency: 4000,
    deltaPitch: 0.005,
    nccfBallast: 7000,
    lowpassFilterWidth: 1,
    upsampleFilterWidth: 5,
    maxFramesLatency: 0,
    framesPerChunk: 0,
    simulateFirstPassOnline: false,
    recomputeFrame: 500,
    snipEdges: true,
    ...options,
  };
  check(op, { ...filled, sampleRate });
  const rate = filled.resampleFrequency;
  const windowSize = Math.trunc((rate * filled.frameLength) / 1000);
  const shift = Math.trunc((rate * filled.frameShift) / 1000);
  if (windowSize < 1 || shift < 1)
    throw new ParameterError(
      `${op}: frameLength=${filled.frameLength} and frameShift=${filled.frameShift} ms must hold a sample of ${rate} Hz.`,
    );
  const around = filled.upsampleFilterWidth / (2 * rate);
  const firstLag = Math.ceil(rate * (1 / filled.maxF0 - around));
  if (firstLag < 0)
    throw new ParameterError(
      `${op}: maxF0=${filled.maxF0} must be at most ${(2 * rate) / filled.upsampleFilterWidth} Hz. Raise resampleFrequency.`,
    );
  const lastLag = Math.floor(rate * (1 / filled.minF0 + around));
  return { ...filled, sampleRate, windowSize, shift, firstLag, lastLag, periods: periodsOf(filled) };
}

/** How many frames can be worked out of so many samples; the last ones only when no more are to come. */
export function framesIn(samples: number, finished: boolean, settings: KaldiPitchSettings): number {
  const { windowSize, shift, lastLag, snipEdges } = settings;
  const length = windowSize + (finished ? 0 : lastLag);
  if (samples < length) return 0;
  if (snipEdges) return Math.floor((samples - length) / shift) + 1;
  return Math.floor((finished ? samples : samples - Math.floor(length / 2)) / shift + 0.5);
}

import { ParameterError } from "../../errors/index.js";
import { checkInteger, checkList, checkPositive } from "../checks.js";
import { checkCount, type IntervalOptions } from "./octave-intervals.js";
import { plimitIntervals } from "./plimit-intervals.js";
import { pythagoreanIntervals } from "./pythagorean-intervals.js";

/** Names of tunings, or the ratios of one octave. */
export type Intervals = "equal" | "pythagorean" | "ji3" | "ji5" | "ji7" | ArrayLike<number>;

const LIMITS: Readonly<Record<string, readonly number[]>> = { ji3: [3], ji5: [3, 5], ji7: [3, 5, 7] };

export interface IntervalFrequenciesOptions extends IntervalOptions {
  /** Hz of the first bin, > 0. */
  readonly fmin: number;
  /** "equal", "pythagorean", "ji3", "ji5", "ji7", or ratios > 0 (default "equal"). */
  readonly intervals?: Intervals;
  /** Deviation in bins, for "equal" only (default 0). */
  readonly tuning?: number;
}

/**
 * The frequencies of bins whose octaves are divided by some tuning.
 *
 * @param nBins    frequencies, integer ≥ 1
 * @param options.fmin           Hz of the first bin, > 0
 * @param options.intervals      "equal" (default), "pythagorean", "ji3", "ji5", "ji7", or the ratios of one octave
 * @param options.binsPerOctave  bins per octave unless the ratios say (default 12)
 * @param options.tuning         deviation in bins, for "equal" only (default 0)
 * @param options.sort           ascending (default true)
 * @returns Hz, nBins values
 * @throws ParameterError  unknown name, ratios not > 0, or a number out of range
 * @source librosa.interval_frequencies
 * @example intervalFrequencies(3, { fmin: 100, intervals: [1, 1.5] }) // [100, 150, 200]
 */
export function intervalFrequencies(nBins: number, options: IntervalFrequenciesOptions = {} as never): Float64Array {
  const op = "intervalFrequencies";
  const { fmin, intervals = "equal", binsPerOctave = 12, tuning = 0, sort = true } = options;
  checkInteger(op, "nBins", nBins, 1);
  checkPositive(op, "fmin", fmin);
  checkCount(op, binsPerOctave);
  if (!Number.isFinite(tuning)) throw new ParameterError(`${op}: tuning=${tuning} must be a finite number.`);
  const ratios = octaveRatios(op, intervals, { binsPerOctave, sort }, tuning);
  const all = Float64Array.from({ length: nBins }, (_, k) => 2 ** Math.floor(k / ratios.length) * ratios[k % ratios.length]); // prettier-ignore
  if (sort) all.sort();
  return all.map((ratio) => ratio * fmin);
}

function octaveRatios(
  op: string,
  intervals: Intervals,
  options: Required<IntervalOptions>,
  tuning: number,
): Float64Array {
  if (typeof intervals !== "string") {
    checkList(op, "intervals", intervals);
    const ratios = Float64Array.from(intervals);
    if (ratios.length === 0 || !ratios.every((r) => r > 0 && r < Infinity))
      throw new ParameterError(`${op}: intervals=[${ratios.join(", ")}] must be finite ratios > 0. Begin with 1.`);
    return ratios;
  }
  const { binsPerOctave } = options;
  if (intervals === "equal")
    return Float64Array.from({ length: binsPerOctave }, (_, k) => 2 ** ((tuning + k) / binsPerOctave));
  if (intervals === "pythagorean") return pythagoreanIntervals(options);
  if (Object.hasOwn(LIMITS, intervals)) return plimitIntervals(LIMITS[intervals], options);
  throw new ParameterError(
    `${op}: intervals="${String(intervals)}" is not known. Use "equal", "pythagorean", ${Object.keys(LIMITS).map((n) => `"${n}"`).join(", ")} or a list of ratios.`, // prettier-ignore
  );
}

// What tunings share: intervals in one octave, and the factors that they are made of.
import { ParameterError } from "../../errors/index.js";
import { checkInteger } from "../checks.js";

export interface IntervalOptions {
  /** Intervals, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** Ascending (default true), or in the order in which they were found. */
  readonly sort?: boolean;
}

/** Exponents by prime: { 2: -1, 3: 1 } is 3/2. */
export type IntervalFactors = Readonly<Record<number, number>>;

/** An interval with the factors that it is made of. */
export interface Interval {
  readonly octaves: number;
  readonly factors: IntervalFactors;
}

/** A product of primes moved into the first octave: the fraction of its logarithm, and the octaves left out. */
export function intoOctave(log2: number): { fraction: number; whole: number } {
  const whole = Math.floor(log2);
  return { fraction: log2 - whole, whole };
}

export const ordered = (found: Interval[], sort: boolean): Interval[] =>
  sort ? found.toSorted((a, b) => a.octaves - b.octaves) : found;

export const ratiosOf = (intervals: readonly Interval[]): Float64Array =>
  Float64Array.from(intervals, (i) => 2 ** i.octaves);

/** More intervals than anyone hears are taken for a mistake, before they take minutes. */
const MOST = 1200;

export function checkCount(op: string, binsPerOctave: number): void {
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  if (binsPerOctave > MOST)
    throw new ParameterError(`${op}: binsPerOctave=${binsPerOctave} must be at most ${MOST}, one for each cent.`);
}

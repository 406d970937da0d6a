import {
  checkCount,
  intoOctave,
  ordered,
  ratiosOf,
  type Interval,
  type IntervalFactors,
  type IntervalOptions,
} from "./octave-intervals.js";

function pythagorean(op: string, { binsPerOctave = 12, sort = true }: IntervalOptions): Interval[] {
  checkCount(op, binsPerOctave);
  return ordered(
    Array.from({ length: binsPerOctave }, (_, k) => {
      const { fraction, whole } = intoOctave(k * Math.log2(3));
      return { octaves: fraction, factors: { 2: -whole, 3: k } };
    }),
    sort,
  );
}

/**
 * Pythagorean intervals: powers of 3 brought into one octave.
 *
 * @param options.binsPerOctave  intervals, integer 1…1200 (default 12)
 * @param options.sort           ascending (default true), or by the power of 3
 * @returns ratios, 1 ≤ r < 2, binsPerOctave values
 * @throws ParameterError  binsPerOctave out of range
 * @source librosa.pythagorean_intervals; its return_factors is `pythagoreanFactors`
 * @example pythagoreanIntervals({ binsPerOctave: 2 }) // [1, 1.5]
 */
export const pythagoreanIntervals = (options: IntervalOptions = {}): Float64Array =>
  ratiosOf(pythagorean("pythagoreanIntervals", options));

/**
 * The same as exponents of 2 and 3.
 *
 * @param options  as `pythagoreanIntervals`
 * @returns binsPerOctave records of exponents by prime
 * @throws ParameterError  binsPerOctave out of range
 * @source librosa.pythagorean_intervals with return_factors=True
 * @example pythagoreanFactors({ binsPerOctave: 2 })[1] // {"2":-1,"3":1}
 */
export const pythagoreanFactors = (options: IntervalOptions = {}): readonly IntervalFactors[] =>
  pythagorean("pythagoreanFactors", options).map((i) => i.factors);

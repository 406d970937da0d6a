import { ParameterError } from "../../errors/index.js";
import { checkList } from "../checks.js";
import { roundHalfEven } from "../round-half-even.js";
import {
  checkCount,
  intoOctave,
  ordered,
  ratiosOf,
  type Interval,
  type IntervalFactors,
  type IntervalOptions,
} from "./octave-intervals.js";

type Exponents = readonly number[];

/** log2(ab / gcd(a, b)²) of two ratios, to six decimals. */
function harmonicDistance(logs: readonly number[], a: Exponents, b: Exponents): number {
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    const above = Math.min(Math.max(a[i], 0), Math.max(b[i], 0));
    const below = Math.max(Math.max(-a[i], 0), Math.max(-b[i], 0));
    sum += logs[i] * (a[i] + b[i] - 2 * (above - below));
  }
  return roundHalfEven(sum * 1e6) / 1e6;
}

const complexity = (logs: readonly number[], a: Exponents): number =>
  logs.reduce((sum, log, i) => sum + log * Math.abs(a[i]), 0);

/** Ratios grown from 1 by factors of the primes, each time the one that is closest to all that are there. */
function crystal(logs: readonly number[], count: number): Exponents[] {
  const steps = logs.flatMap((_, i) => [1, -1].map((sign) => logs.map((_, j) => (i === j ? sign : 0))));
  const chosen: Exponents[] = [logs.map(() => 0)];
  const frontier: { point: Exponents; distance: number }[] = [];
  const known = new Set([String(chosen[0])]);
  const offer = (point: Exponents): void => {
    if (known.has(String(point))) return;
    known.add(String(point));
    frontier.push({ point, distance: chosen.reduce((sum, c) => sum + harmonicDistance(logs, point, c), 0) });
  };
  steps.forEach(offer);
  while (chosen.length < count) {
    let best = 0;
    for (let f = 1; f < frontier.length; f++) {
      const [candidate, leader] = [frontier[f], frontier[best]];
      const close = Math.abs(candidate.distance - leader.distance) <= 1e-8 + 1e-5 * leader.distance;
      const simpler = complexity(logs, candidate.point) < complexity(logs, leader.point);
      if (candidate.distance < leader.distance || (close && simpler)) best = f;
    }
    const [{ point }] = frontier.splice(best, 1);
    for (const other of frontier) other.distance += harmonicDistance(logs, other.point, point);
    chosen.push(point);
    for (const step of steps) offer(point.map((e, i) => e + step[i]));
  }
  return chosen;
}

function isOddPrime(p: number): boolean {
  if (!Number.isSafeInteger(p) || p < 3 || p % 2 === 0) return false;
  for (let d = 3; d * d <= p; d += 2) if (p % d === 0) return false;
  return true;
}

function plimit(op: string, primes: ArrayLike<number>, { binsPerOctave = 12, sort = true }: IntervalOptions) {
  checkList(op, "primes", primes);
  checkCount(op, binsPerOctave);
  const factors = Array.from(primes);
  if (factors.length === 0 || !factors.every(isOddPrime) || new Set(factors).size < factors.length)
    throw new ParameterError(`${op}: primes=[${factors.join(", ")}] must be different odd primes. 2 is the octave.`); // prettier-ignore
  const logs = factors.map(Math.log2);
  const found = crystal(logs, binsPerOctave).map((exponents): Interval => {
    const { fraction, whole } = intoOctave(exponents.reduce((sum, e, i) => sum + e * logs[i], 0));
    const present = [[2, -whole], ...factors.map((p, i) => [p, exponents[i]])].filter(([, e]) => e !== 0);
    return { octaves: fraction, factors: Object.fromEntries(present) as IntervalFactors };
  });
  return ordered(found, sort);
}

/**
 * Just intonation: ratios of the given primes in one octave, chosen one by one to be as consonant as possible with all others.
 *
 * @param primes   different odd primes: [3, 5] for 5-limit tuning
 * @param options.binsPerOctave  intervals, integer 1…1200 (default 12)
 * @param options.sort           ascending (default true), or in the order in which they were chosen
 * @returns ratios, 1 ≤ r < 2, binsPerOctave values
 * @throws ParameterError  primes or binsPerOctave out of range
 * @source librosa.plimit_intervals; Tenney's harmonic distance. Its return_factors is `plimitFactors`
 * @example plimitIntervals([3], { binsPerOctave: 3 }) // [1, 1.333, 1.5]
 */
export const plimitIntervals = (primes: ArrayLike<number>, options: IntervalOptions = {}): Float64Array =>
  ratiosOf(plimit("plimitIntervals", primes, options));

/**
 * The same as exponents of 2 and the primes; those that are 0 are left out.
 *
 * @param primes   different odd primes
 * @param options  as `plimitIntervals`
 * @returns binsPerOctave records of exponents by prime
 * @throws ParameterError  primes or binsPerOctave out of range
 * @source librosa.plimit_intervals with return_factors=True
 * @example plimitFactors([3, 5], { binsPerOctave: 3 })[2] // {"2":-1,"3":1}
 */
export const plimitFactors = (primes: ArrayLike<number>, options: IntervalOptions = {}): readonly IntervalFactors[] =>
  plimit("plimitFactors", primes, options).map((i) => i.factors);

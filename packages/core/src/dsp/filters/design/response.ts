// How filters answer: to sines, to an impulse, to a step.
import { ParameterError } from "../../../errors/index.js";
import { checkInteger, checkList, checkPositive } from "../../checks.js";
import { divideComplex, multiplyComplex, type Complex } from "./complex.js";
import { checkSections, tf2zpk } from "./forms.js";

export interface FrequencyResponse {
  /** The frequencies. */
  readonly w: Float64Array;
  /** The response at each: real and imaginary parts. */
  readonly h: { readonly re: Float64Array; readonly im: Float64Array };
}

export interface FreqzOptions {
  /** How many frequencies from 0 up, or the frequencies themselves (default 512). */
  readonly worN?: number | ArrayLike<number>;
  /** Go round the whole circle instead of half (default false). */
  readonly whole?: boolean;
  /** Sampling frequency, in whose unit the frequencies are given (default 2π). */
  readonly fs?: number;
  /** Let the last frequency be the Nyquist frequency (default false). */
  readonly includeNyquist?: boolean;
}

/**
 * Frequency response of a digital filter given by numerator and denominator.
 *
 * @param b  numerator
 * @param a  denominator (default [1])
 * @param options.worN            number of frequencies from 0 up, or the frequencies themselves (default 512)
 * @param options.whole           up to the sampling frequency instead of half of it (default false)
 * @param options.fs              sampling frequency, in whose unit the frequencies are given (default 2π: rad/sample)
 * @param options.includeNyquist  the last frequency is fs / 2 (default false)
 * @returns { w, h }: frequencies in radians per sample, or Hz where fs is given, and { re, im } of the response at each, on the host
 * @throws ParameterError  worN or fs out of range
 * @source scipy.signal.freqz
 * @example freqz([0.5, 0.5], [1], { worN: [0, Math.PI / 2] }).h.re // [1, 0.5]
 */
export function freqz(b: ArrayLike<number>, a: ArrayLike<number> = [1], options: FreqzOptions = {}): FrequencyResponse {
  checkList("freqz", "b", b);
  checkList("freqz", "a", a);
  const { w, radians } = frequencies("freqz", options);
  return tabulate(w, (i) => {
    const z = { re: Math.cos(radians[i]), im: -Math.sin(radians[i]) };
    return divideComplex(ascending(b, z), ascending(a, z));
  });
}

/**
 * Frequency response of a digital filter given as second-order sections.
 *
 * @param sos  rows b0, b1, b2, a0, a1, a2
 * @param options.worN   as in freqz (default 512)
 * @param options.whole  as in freqz (default false)
 * @param options.fs     as in freqz (default 2π)
 * @returns as freqz
 * @throws ParameterError  worN or fs out of range, no sections, or a row that is not six numbers
 * @source scipy.signal.sosfreqz
 * @example sosfreqz([[0.5, 0.5, 0, 1, 0, 0]], { worN: [0] }).h.re // [1]
 */
export function sosfreqz(sos: readonly ArrayLike<number>[], options: FreqzOptions = {}): FrequencyResponse {
  checkSections("sosfreqz", sos);
  const parts = sos.map((row) => freqz(Array.from(row).slice(0, 3), Array.from(row).slice(3), options));
  return tabulate(parts[0].w, (i) => parts.map(({ h }) => ({ re: h.re[i], im: h.im[i] })).reduce(multiplyComplex));
}

/**
 * Frequency response of an analog filter.
 *
 * @param b  numerator in s, highest power first
 * @param a  denominator in s, highest power first
 * @param options.worN  number of frequencies, spread over where the roots act, or the frequencies in rad/s (default 200)
 * @returns { w, h }: frequencies in rad/s, and { re, im } of the response at each, on the host
 * @throws ParameterError  worN out of range
 * @source scipy.signal.freqs
 * @example freqs([1], [1, 1], { worN: [1] }).h.im // [-0.5]
 */
export function freqs(
  b: ArrayLike<number>,
  a: ArrayLike<number>,
  { worN = 200 }: { readonly worN?: number | ArrayLike<number> } = {},
): FrequencyResponse {
  checkList("freqs", "b", b);
  checkList("freqs", "a", a);
  const w = typeof worN === "number" ? interestingFrequencies(b, a, worN) : Float64Array.from(worN);
  return tabulate(w, (i) => {
    const s = { re: 0, im: w[i] };
    return divideComplex(ascending(Array.from(b).toReversed(), s), ascending(Array.from(a).toReversed(), s));
  });
}

/** Frequencies from a tenth of the smallest root to some times the largest, by whole decades. */
function interestingFrequencies(b: ArrayLike<number>, a: ArrayLike<number>, count: number): Float64Array {
  checkInteger("freqs", "worN", count, 1);
  const { z, p } = tf2zpk(b, a);
  const poles = p.length === 0 ? [{ re: -1000, im: 0 }] : p;
  const roots = [...poles, ...z.filter((zero) => Math.hypot(zero.re, zero.im) < 1e5)]
    .filter(({ im }) => im >= 0)
    .map(({ re, im }) => ({ re: re + (Math.hypot(re, im) < 1e-10 ? 1 : 0), im }));
  const high = roundToEven(Math.log10(Math.max(...roots.map(({ re, im }) => 3 * Math.abs(re) + 1.5 * im))) + 0.5);
  const low = roundToEven(Math.log10(0.1 * Math.min(...roots.map(({ re, im }) => Math.abs(re) + 2 * im))) - 0.5);
  return Float64Array.from({ length: count }, (_, i) => 10 ** (low + ((high - low) * i) / Math.max(1, count - 1)));
}

const roundToEven = (x: number): number => (x % 1 === 0.5 || x % 1 === -0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/**
 * Group delay of a digital filter: by how many samples it delays the envelope of each frequency.
 *
 * @param b  numerator
 * @param a  denominator (default [1])
 * @param options.worN   number of frequencies from 0 up, or the frequencies themselves (default 512)
 * @param options.whole  up to the sampling frequency instead of half of it (default false)
 * @param options.fs     sampling frequency, in whose unit the frequencies are given (default 2π)
 * @returns { w, gd }: frequencies, and the delay at each in samples; 0 where the response vanishes
 * @throws ParameterError  worN or fs out of range
 * @source scipy.signal.group_delay; J. O. Smith, Introduction to Digital Filters
 * @example groupDelay([0.5, 0.5], [1], { worN: [1] }).gd // [0.5]
 */
export function groupDelay(
  b: ArrayLike<number>,
  a: ArrayLike<number> = [1],
  options: Omit<FreqzOptions, "includeNyquist"> = {},
): { readonly w: Float64Array; readonly gd: Float64Array } {
  checkList("groupDelay", "b", b);
  checkList("groupDelay", "a", a);
  const { w, radians } = frequencies("groupDelay", options);
  // The phase of b / a is that of b times the reversed a, but for a delay of a's order.
  const c = new Float64Array(b.length + a.length - 1);
  for (let i = 0; i < b.length; i++) for (let j = 0; j < a.length; j++) c[i + a.length - 1 - j] += b[i] * a[j];
  const ramped = c.map((value, k) => value * k);
  const gd = radians.map((angle) => {
    const z = { re: Math.cos(angle), im: -Math.sin(angle) };
    const delay = divideComplex(ascending(ramped, z), ascending(c, z)).re - (a.length - 1);
    return Number.isFinite(delay) ? delay : 0;
  });
  return { w, gd };
}

/**
 * Response of a digital filter at rest to a single 1.
 *
 * @param b  numerator
 * @param a  denominator (default [1])
 * @param options.n  samples, integer ≥ 1 (default 100)
 * @returns [n] numbers in double precision on the host
 * @throws ParameterError  n out of range, or a[0] = 0
 * @source scipy.signal.dimpulse, which reads b and a as polynomials in z: a shorter b is delayed there; impz of other systems
 * @example impulseResponse([1], [1, -0.5], { n: 3 }) // [1, 0.5, 0.25]
 */
export function impulseResponse(
  b: ArrayLike<number>,
  a: ArrayLike<number> = [1],
  { n = 100 }: { readonly n?: number } = {},
): Float64Array {
  return recur("impulseResponse", b, a, n, (i) => (i === 0 ? 1 : 0));
}

/**
 * Response of a digital filter at rest to 1, 1, 1, …
 *
 * @param b  numerator
 * @param a  denominator (default [1])
 * @param options.n  samples, integer ≥ 1 (default 100)
 * @returns [n] numbers in double precision on the host
 * @throws ParameterError  n out of range, or a[0] = 0
 * @source scipy.signal.dstep, with the difference that impulseResponse has from dimpulse
 * @example stepResponse([1], [1, -0.5], { n: 3 }) // [1, 1.5, 1.75]
 */
export function stepResponse(
  b: ArrayLike<number>,
  a: ArrayLike<number> = [1],
  { n = 100 }: { readonly n?: number } = {},
): Float64Array {
  return recur("stepResponse", b, a, n, () => 1);
}

function recur(op: string, b: ArrayLike<number>, a: ArrayLike<number>, n: number, x: (i: number) => number) {
  checkList(op, "b", b);
  checkList(op, "a", a);
  checkInteger(op, "n", n, 1);
  if (!(Math.abs(a[0]) > 0))
    throw new ParameterError(`${op}: a[0]=${a[0]} must not be 0. It divides all coefficients.`);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < b.length && k <= i; k++) sum += b[k] * x(i - k);
    for (let k = 1; k < a.length && k <= i; k++) sum -= a[k] * y[i - k];
    y[i] = sum / a[0];
  }
  return y;
}

function frequencies(
  op: string,
  { worN = 512, whole = false, fs = 2 * Math.PI, includeNyquist = false }: FreqzOptions,
): { readonly w: Float64Array; readonly radians: Float64Array } {
  checkPositive(op, "fs", fs);
  const perHz = (2 * Math.PI) / fs;
  if (typeof worN !== "number") {
    checkList(op, "worN", worN);
    const w = Float64Array.from(worN);
    return { w, radians: w.map((f) => f * perHz) };
  }
  checkInteger(op, "worN", worN, 1);
  const steps = includeNyquist && !whole ? Math.max(1, worN - 1) : worN;
  const radians = Float64Array.from({ length: worN }, (_, i) => ((whole ? 2 : 1) * Math.PI * i) / steps);
  return { w: radians.map((angle) => angle / perHz), radians };
}

/** Σ c[k]·x^k by Horner's rule. */
function ascending(c: ArrayLike<number>, x: Complex): Complex {
  let [re, im] = [0, 0];
  for (let k = c.length - 1; k >= 0; k--) [re, im] = [re * x.re - im * x.im + c[k], re * x.im + im * x.re];
  return { re, im };
}

function tabulate(w: Float64Array, at: (i: number) => Complex): FrequencyResponse {
  const [re, im] = [new Float64Array(w.length), new Float64Array(w.length)];
  w.forEach((_, i) => {
    const value = at(i);
    re[i] = value.re;
    im[i] = value.im;
  });
  return { w, h: { re, im } };
}

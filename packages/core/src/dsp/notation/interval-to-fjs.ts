// The Functional Just System: a note name for the chain of fifths, and what other primes contribute as raised and lowered numbers.
import { ParameterError } from "../../errors/index.js";
import { toAscii } from "./accidentals.js";
import { fifthsToNote } from "./fifths-to-note.js";
import { namingNumbers } from "./naming.js";
import { hzToNote } from "./note-names.js";

export interface FjsOptions {
  /** Name of the note that the interval 1 stands for (default "C"). */
  readonly unison?: string;
  /** Ratio up to which an interval counts as a chain of fifths, > 0 (default 65/63). */
  readonly tolerance?: number;
  /** ♯ and raised or lowered digits, rather than # ^ _ (default true). */
  readonly unicode?: boolean;
}

/** Fifths beyond which no name is sought. */
const MOST_FIFTHS = 32;
/** What intervals of more than fifths and octaves are made of: powers of 3, 5 and 7, and one larger prime up or down. */
const RANGE = { three: 6, five: 4, seven: 2 };
const LARGER = [11, 13, 17, 19, 23];

/** Octaves from the nearest multiple of an octave, -0.5…0.5. */
const balanced = (octaves: number): number => octaves - Math.round(octaves);

/** The number of fifths whose pitch lies within the tolerance, nearest to 0. */
function fifthsOf(octaves: number, tolerance: number): number {
  for (let size = 0; size < MOST_FIFTHS; size++)
    for (const fifths of size === 0 ? [0] : [size, -size])
      if (Math.abs(balanced(octaves - fifths * Math.log2(3))) <= tolerance) return fifths;
  return MOST_FIFTHS;
}

/** What the primes from 5 on make of numerator and denominator. */
interface Otonality {
  readonly otonal: number;
  readonly utonal: number;
}
const PYTHAGOREAN: Otonality = { otonal: 1, utonal: 1 };

const power = (base: number, exponent: number): Otonality => ({
  otonal: base ** Math.max(exponent, 0),
  utonal: base ** Math.max(-exponent, 0),
});

/** The factors from 5 on of every interval that has a name, with its size without the powers of 2 and 3. */
const ALTERATIONS: readonly (Otonality & { readonly octaves: number })[] = (() => {
  const larger = [PYTHAGOREAN, ...LARGER.flatMap((prime) => [power(prime, 1), power(prime, -1)])];
  const all: (Otonality & { octaves: number })[] = [];
  for (let five = -RANGE.five; five <= RANGE.five; five++)
    for (let seven = -RANGE.seven; seven <= RANGE.seven; seven++)
      for (const rest of larger) {
        const [a, b] = [power(5, five), power(7, seven)];
        const otonal = a.otonal * b.otonal * rest.otonal;
        const utonal = a.utonal * b.utonal * rest.utonal;
        all.push({ otonal, utonal, octaves: Math.log2(otonal / utonal) });
      }
  return all.sort((a, b) => a.otonal * a.utonal - b.otonal * b.utonal);
})();

/** Six decimals of the ratio within its octave decide which interval it is. */
const isUnison = (octaves: number, folded: number): boolean => Math.abs(2 ** balanced(octaves) - 1) * folded < 6e-7;

/** The factors of an interval: plain fifths where they fit, otherwise the simplest alteration that does. */
function otonalityOf(octaves: number): Otonality | undefined {
  const folded = 2 ** (octaves - Math.floor(octaves));
  for (let three = -33; three <= 71; three++) if (isUnison(octaves - three * Math.log2(3), folded)) return PYTHAGOREAN;
  return ALTERATIONS.find((alteration) => {
    for (let three = -RANGE.three; three <= RANGE.three; three++)
      if (isUnison(octaves - alteration.octaves - three * Math.log2(3), folded)) return true;
    return false;
  });
}

const raised = (n: number): string => String(n).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
const lowered = (n: number): string => String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);

/**
 * Just intervals in the notation of the Functional Just System.
 *
 * @param interval  ratio > 0 or a list of them, to six decimals
 * @param options.unison     note that 1 stands for (default "C")
 * @param options.tolerance  how far the chain of fifths may be off, a ratio (default 65/63)
 * @param options.unicode    "C♯⁵" rather than "C#^5" (default true)
 * @returns name of the note, then the product of the primes from 5 on above (raised) and below the fraction bar (lowered)
 * @throws ParameterError  an interval ≤ 0, or one without small factors: powers of 3 up to 6, 5 up to 4, 7 up to 2 and one of
 *         11…23, or fifths alone
 * @source librosa.interval_to_fjs; https://misotanni.github.io/fjs/en/index.html
 * @example intervalToFjs([3 / 2, 4 / 3, 5 / 3], { unicode: false }) // ["G", "F", "A^5"]
 */
export const intervalToFjs = namingNumbers<FjsOptions>(
  "intervalToFjs",
  "interval",
  (interval, { unison = "C", tolerance = 65 / 63, unicode = true }) => {
    if (!(interval > 0))
      throw new ParameterError(`intervalToFjs: interval=${interval} must be > 0. It is a ratio: 1.5 for a fifth.`);
    if (!(tolerance > 0))
      throw new ParameterError(`intervalToFjs: tolerance=${tolerance} must be a ratio > 0. 65/63 is usual.`);
    const octaves = Math.log2(interval);
    const factors = otonalityOf(octaves);
    if (!factors)
      throw new ParameterError(
        `intervalToFjs: interval=${interval} has no small prime factors. Give a just interval, such as 5/4.`,
      );
    const note = fifthsToNote({ unison, fifths: fifthsOf(octaves, Math.abs(Math.log2(tolerance))), unicode: true });
    const { otonal, utonal } = factors;
    if (!unicode) return toAscii(note) + (otonal > 1 ? `^${otonal}` : "") + (utonal > 1 ? `_${utonal}` : "");
    return note + (otonal > 1 ? raised(otonal) : "") + (utonal > 1 ? lowered(utonal) : "");
  },
);

/**
 * Frequencies as just intervals over a lowest one.
 *
 * @param frequencies  Hz, or a list; they must be just ratios of fmin
 * @param options.fmin     Hz of the unison (default: the least of them)
 * @param options.unison   its name (default: of the note nearest to fmin)
 * @param options.unicode  (default false)
 * @returns names as `intervalToFjs` gives them
 * @throws ParameterError  a frequency ≤ 0, or no just ratio
 * @source librosa.hz_to_fjs
 * @example hzToFjs([66, 99, 82.5]) // ["C", "G", "E^5"]
 */
export function hzToFjs(frequencies: number, options?: HzToFjsOptions): string;
export function hzToFjs(frequencies: ArrayLike<number>, options?: HzToFjsOptions): string[];
export function hzToFjs(frequencies: number | ArrayLike<number>, options: HzToFjsOptions = {}): string | string[] {
  const one = typeof frequencies === "number";
  const all = one ? [frequencies] : Array.from(frequencies ?? []);
  const { fmin = Math.min(...all), unison, unicode = false } = options ?? {};
  for (const hz of [...all, fmin])
    if (!(hz > 0) || !Number.isFinite(hz))
      throw new ParameterError(`hzToFjs: frequencies=${String(hz)} must be finite numbers > 0, in Hz.`);
  const name = unison ?? hzToNote(fmin, { octave: false, unicode: false });
  const ratios = all.map((hz) => hz / fmin);
  return one ? intervalToFjs(ratios[0], { unison: name, unicode }) : intervalToFjs(ratios, { unison: name, unicode });
}

export interface HzToFjsOptions {
  /** Hz of the unison (default: the least of the frequencies). */
  readonly fmin?: number;
  /** Name of the unison (default: of the note nearest to fmin). */
  readonly unison?: string;
  /** ♯ and raised or lowered digits (default false). */
  readonly unicode?: boolean;
}

// Wavelets that are given by a formula instead of filters.
import { ParameterError } from "../../errors/index.js";
import { checkInteger } from "../checks.js";
import { CONTINUOUS } from "./wavelet-names.js";
import type { Symmetry } from "./wavelet.js";

/** A wavelet on equally spaced points. */
export interface SampledWavelet {
  readonly psi: Float64Array;
  /** Complex wavelets only: the imaginary part. */
  readonly psiImag?: Float64Array;
  readonly x: Float64Array;
}

type Complex = readonly [re: number, im: number];

/** ψ(x) and the interval outside which it counts as 0. */
interface Formula {
  readonly at: (x: number) => Complex;
  readonly bound: number;
}

const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];

/** n!! of an odd number, ∫ x^(n + 1)·e^(−2x²) up to powers of 4. */
const doubleFactorial = (n: number): number => (n <= 1 ? 1 : n * doubleFactorial(n - 2));

/** The derivative of order n of e^(−x² − i·w·x), of unit energy, as coefficients of the polynomial before the exponential. */
function gaussianDerivative(n: number, w: 0 | 1): Complex[] {
  let q: Complex[] = [[1, 0]];
  for (let k = 0; k < n; k++) {
    // q ← q′ − (2x + i·w)·q
    const next: Complex[] = Array.from({ length: q.length + 1 }, (_, j) => {
      const slope: Complex = j + 1 < q.length ? [(j + 1) * q[j + 1][0], (j + 1) * q[j + 1][1]] : [0, 0];
      const shifted: Complex = j > 0 ? q[j - 1] : [0, 0];
      const own: Complex = j < q.length ? [w * q[j][1], -w * q[j][0]] : [0, 0];
      return [slope[0] - 2 * shifted[0] + own[0], slope[1] - 2 * shifted[1] + own[1]];
    });
    q = next;
  }
  // ∫ x^(2m)·e^(−2x²) dx = (2m − 1)!! / 4^m · √(π / 2)
  let energy = 0;
  q.forEach((a, i) =>
    q.forEach((b, j) => {
      if ((i + j) % 2 !== 0) return;
      energy += ((a[0] * b[0] + a[1] * b[1]) * doubleFactorial(i + j - 1)) / 4 ** ((i + j) / 2);
    }),
  );
  const scale = 1 / Math.sqrt(energy * Math.sqrt(Math.PI / 2));
  return q.map(([re, im]) => [re * scale, im * scale]);
}

function gaussian(order: number, w: 0 | 1): Formula {
  const q = gaussianDerivative(order, w);
  // PyWavelets' sign: the wavelets of orders 2, 3, 6, 7 turned.
  const sign = w === 0 && (order % 4 === 2 || order % 4 === 3) ? -1 : 1;
  const at = (x: number): Complex => {
    const value = q.reduceRight<Complex>((sum, c) => [sum[0] * x + c[0], sum[1] * x + c[1]], [0, 0]);
    const envelope = sign * Math.exp(-x * x);
    return times(value, [envelope * Math.cos(w * x), -envelope * Math.sin(w * x)]);
  };
  return { at, bound: 5 };
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** e^(2πi·f·x) times an envelope. */
const modulated =
  (f: number, envelope: (x: number) => number) =>
  (x: number): Complex => {
    const size = envelope(x);
    return [size * Math.cos(2 * Math.PI * f * x), size * Math.sin(2 * Math.PI * f * x)];
  };

/** Numbers behind the names of the families that have any, and what they are without. */
const PARAMETERS: Readonly<Record<string, { readonly form: string; readonly defaults: readonly number[] }>> = {
  cmor: { form: "cmorB-C", defaults: [1, 0.5] },
  shan: { form: "shanB-C", defaults: [0.5, 1] },
  fbsp: { form: "fbspM-B-C", defaults: [2, 1, 0.5] },
};

function parse(name: string): { family: string; numbers: readonly number[] } {
  const family = Object.keys(CONTINUOUS).find((f) => CONTINUOUS[f].includes(name) || (PARAMETERS[f] && name.startsWith(f))); // prettier-ignore
  if (family === undefined)
    throw new ParameterError(
      `ContinuousWavelet: name="${name}" is no continuous wavelet. Take gaus1…gaus8, mexh, morl, cgau1…cgau8, cmorB-C, shanB-C or fbspM-B-C.`,
    );
  const known = PARAMETERS[family];
  const rest = name.slice(family.length);
  if (!known) return { family, numbers: rest === "" ? [] : [Number(rest)] };
  if (rest === "") return { family, numbers: known.defaults };
  const numbers = rest.split("-").map(Number);
  const fits = numbers.length === known.defaults.length && numbers.every((v) => v > 0 && Number.isFinite(v));
  if (!fits || (family === "fbsp" && !Number.isInteger(numbers[0])))
    throw new ParameterError(
      `ContinuousWavelet: name="${name}" must have the form ${known.form} with numbers > 0 (B bandwidth, C centre frequency, M whole). Write for example ${family}${known.defaults.join("-")}.`,
    );
  return { family, numbers };
}

function formulaOf(family: string, numbers: readonly number[]): Formula {
  switch (family) {
    case "gaus":
      return gaussian(numbers[0], 0);
    case "cgau":
      return gaussian(numbers[0], 1);
    case "mexh":
      return { at: (x) => [(2 / (Math.sqrt(3) * Math.PI ** 0.25)) * (1 - x * x) * Math.exp(-x * x / 2), 0], bound: 8 }; // prettier-ignore
    case "morl":
      return { at: (x) => [Math.cos(5 * x) * Math.exp((-x * x) / 2), 0], bound: 8 };
    case "cmor": {
      const [b, c] = numbers;
      return { at: modulated(c, (x) => Math.exp((-x * x) / b) / Math.sqrt(Math.PI * b)), bound: 8 };
    }
    case "shan": {
      const [b, c] = numbers;
      return { at: modulated(c, (x) => Math.sqrt(b) * sinc(b * x)), bound: 20 };
    }
    default: {
      const [m, b, c] = numbers;
      return { at: modulated(c, (x) => Math.sqrt(b) * sinc((b * x) / m) ** m), bound: 20 };
    }
  }
}

const COMPLEX = new Set(["cgau", "cmor", "shan", "fbsp"]);
const FAMILY_NAMES: Readonly<Record<string, string>> = {
  gaus: "Gaussian", mexh: "Mexican hat wavelet", morl: "Morlet wavelet", cgau: "Complex Gaussian wavelets",
  cmor: "Complex Morlet wavelets", shan: "Shannon wavelets", fbsp: "Frequency B-Spline wavelets",
}; // prettier-ignore

export interface ContinuousWaveletOptions {
  /** Where it begins (default -5, -8 or -20, by family). */
  readonly lowerBound?: number;
  /** Where it ends (default 5, 8 or 20). */
  readonly upperBound?: number;
}

/**
 * A wavelet without filters: gaus1 … gaus8 (derivatives of a Gaussian), mexh, morl, and the complex cgau1 … cgau8, cmorB-C,
 * shanB-C, fbspM-B-C with bandwidth B, centre frequency C and spline order M in the name.
 *
 * @param name  one of these
 * @param options.lowerBound, options.upperBound  where it is sampled (default ±5, ±8 or ±20, by family)
 * @throws ParameterError  unknown name, or parameters that are no numbers > 0
 * @source pywt.ContinuousWavelet
 * @example new ContinuousWavelet("cmor1.5-1.0").complexCwt // true
 */
export class ContinuousWavelet {
  readonly name: string;
  readonly familyName: string;
  readonly shortFamilyName: string;
  /** The coefficients are complex. */
  readonly complexCwt: boolean;
  readonly symmetry: Symmetry;
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly #at: (x: number) => Complex;

  constructor(name: string, { lowerBound, upperBound }: ContinuousWaveletOptions = {}) {
    this.name = name.toLowerCase();
    const { family, numbers } = parse(this.name);
    const { at, bound } = formulaOf(family, numbers);
    this.#at = at;
    this.shortFamilyName = family;
    this.familyName = FAMILY_NAMES[family];
    this.complexCwt = COMPLEX.has(family);
    const even = family === "gaus" || family === "cgau" ? numbers[0] % 2 === 0 : family === "mexh" || family === "morl";
    this.symmetry = even ? "symmetric" : "asymmetric";
    this.lowerBound = lowerBound ?? -bound;
    this.upperBound = upperBound ?? bound;
    if (!(this.lowerBound < this.upperBound))
      throw new ParameterError(
        `ContinuousWavelet: lowerBound=${this.lowerBound} must be less than upperBound=${this.upperBound}. Swap them?`,
      );
  }

  /**
   * The wavelet on `length` (default 2^level) points from lowerBound to upperBound.
   *
   * @param options.level   integer ≥ 1 (default 8)
   * @param options.length  points, integer ≥ 2
   * @source pywt.ContinuousWavelet.wavefun
   */
  wavefun({
    level = 8,
    length = 2 ** level,
  }: { readonly level?: number; readonly length?: number } = {}): SampledWavelet {
    checkInteger("wavefun", "length", length, 2);
    const step = (this.upperBound - this.lowerBound) / (length - 1);
    const x = Float64Array.from({ length }, (_, i) =>
      i === length - 1 ? this.upperBound : this.lowerBound + i * step,
    );
    const values = Array.from(x, (t) => this.#at(t));
    const psi = Float64Array.from(values, (v) => v[0]);
    return this.complexCwt ? { psi, psiImag: Float64Array.from(values, (v) => v[1]), x } : { psi, x };
  }
}

const known = new Map<string, ContinuousWavelet>();

/** The continuous wavelet of a name, made once; a wavelet is returned as it is. @throws ParameterError */
export function toContinuousWavelet(op: string, wavelet: ContinuousWavelet | string): ContinuousWavelet {
  if (wavelet instanceof ContinuousWavelet) return wavelet;
  if (typeof wavelet !== "string")
    throw new ParameterError(`${op}: wavelet=${String(wavelet)} must be a continuous wavelet or its name.`);
  let found = known.get(wavelet);
  if (!found) known.set(wavelet, (found = new ContinuousWavelet(wavelet)));
  return found;
}

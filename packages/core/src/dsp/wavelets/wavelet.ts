// A wavelet that has filters, and the functions that they converge to.
import { ParameterError } from "../../errors/index.js";
import { daubechiesFilter, symletFilter } from "./daubechies.js";
import { BIORTHOGONAL, COIFLETS, DISCRETE_MEYER } from "./filter-tables.js";
import { splinePair } from "./spline-filters.js";
import { DISCRETE } from "./wavelet-names.js";

/** Filters of one tree step: analysis low- and high-pass, synthesis low- and high-pass. */
export interface FilterBank {
  readonly decLo: Float64Array;
  readonly decHi: Float64Array;
  readonly recLo: Float64Array;
  readonly recHi: Float64Array;
}

/** Scaling and wavelet function on the points `x`; of a biorthogonal wavelet those of the analysis, and of the synthesis beside. */
export interface WaveletFunctions {
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /** Biorthogonal wavelets only: the functions of the synthesis. */
  readonly phiRec?: Float64Array;
  readonly psiRec?: Float64Array;
  readonly x: Float64Array;
}

export type Symmetry = "asymmetric" | "near symmetric" | "symmetric" | "unknown";

const FAMILY_NAMES: Readonly<Record<string, string>> = {
  haar: "Haar", db: "Daubechies", sym: "Symlets", coif: "Coiflets", bior: "Biorthogonal", rbio: "Reverse biorthogonal",
  dmey: "Discrete Meyer (FIR Approximation)",
}; // prettier-ignore

/** Each second value negated, from the first (sign -1) or the second (sign 1). */
const alternating = (h: ArrayLike<number>, sign: 1 | -1): Float64Array =>
  Float64Array.from(h, (v, k) => (k % 2 === 0 ? sign * v : -sign * v));

/** All four filters of two low-pass ones: the high-pass filters are the other side's low-pass, modulated. */
const bankOf = (analysis: ArrayLike<number>, synthesis: ArrayLike<number>): FilterBank => ({
  decLo: Float64Array.from(analysis),
  decHi: alternating(synthesis, -1),
  recLo: Float64Array.from(synthesis),
  recHi: alternating(analysis, 1),
});
const orthogonalBank = (scaling: ArrayLike<number>): FilterBank => bankOf(Array.from(scaling).reverse(), scaling);

function biorthogonalPair(pair: string): readonly [analysis: readonly number[], synthesis: readonly number[]] {
  if (BIORTHOGONAL[pair]) return BIORTHOGONAL[pair];
  const { analysis, synthesis } = splinePair(Number(pair[0]), Number(pair[2]));
  return [analysis, synthesis];
}

function builtInBank(family: string, order: string): FilterBank {
  const n = Number(order);
  switch (family) {
    case "db":
      return orthogonalBank(daubechiesFilter(n));
    case "sym":
      return orthogonalBank(symletFilter(n));
    case "coif":
      return orthogonalBank(COIFLETS[n - 1]);
    case "bior":
      return bankOf(...biorthogonalPair(order));
    case "rbio": {
      const [analysis, synthesis] = biorthogonalPair(order);
      return bankOf([...synthesis].reverse(), [...analysis].reverse());
    }
    case "dmey":
      return orthogonalBank(DISCRETE_MEYER);
    default:
      return orthogonalBank(daubechiesFilter(1));
  }
}

/** Vanishing moments of wavelet and scaling function. */
function vanishing(family: string, order: string): readonly [psi: number, phi: number] | null {
  if (family === "haar") return [1, 0];
  if (family === "db" || family === "sym") return [Number(order), 0];
  if (family === "coif") return [2 * Number(order), 2 * Number(order) - 1];
  return family === "dmey" ? null : [Number(order[0]), Number(order[2])];
}

const SYMMETRY: Readonly<Record<string, Symmetry>> = {
  haar: "asymmetric", db: "asymmetric", sym: "near symmetric", coif: "near symmetric",
  bior: "symmetric", rbio: "symmetric", dmey: "symmetric",
}; // prettier-ignore

/**
 * A wavelet with its filters: haar, db1 … db38, sym2 … sym20, coif1 … coif17, bior1.1 … bior6.8, rbio1.1 … rbio6.8, dmey, or
 * one of your own. dmey is a finite piece of Meyer's filter: what it splits it joins to 1% only.
 *
 * @param name  of a built-in wavelet, or what to call your own
 * @param options.filterBank  your own filters, all of the same even length
 * @throws ParameterError  unknown name; filters of different or odd length
 * @source pywt.Wavelet. Daubechies' filters and symlets are computed to the last digit, splines exactly
 * @example new Wavelet("db2").decLen // 4
 */
export class Wavelet implements FilterBank {
  readonly name: string;
  readonly familyName: string;
  readonly shortFamilyName: string;
  readonly decLo: Float64Array;
  readonly decHi: Float64Array;
  readonly recLo: Float64Array;
  readonly recHi: Float64Array;
  /** The synthesis is the analysis backwards: energy is kept. */
  readonly orthogonal: boolean;
  readonly biorthogonal: boolean;
  readonly symmetry: Symmetry;
  /** Polynomials of a lower degree have no details; null where it is not known. */
  readonly vanishingMomentsPsi: number | null;
  readonly vanishingMomentsPhi: number | null;

  constructor(name: string, { filterBank }: { readonly filterBank?: FilterBank } = {}) {
    this.name = name.toLowerCase();
    const family = filterBank ? undefined : Object.keys(DISCRETE).find((f) => DISCRETE[f].includes(this.name));
    if (!filterBank && family === undefined)
      throw new ParameterError(
        `Wavelet: name="${name}" is no wavelet with filters. See wavelist({ kind: "discrete" }), or pass your filterBank.`,
      );
    const order = this.name.slice(family?.length ?? 0);
    const bank = filterBank ?? builtInBank(family!, order);
    const lengths = [bank.decLo, bank.decHi, bank.recLo, bank.recHi].map((f) => f.length);
    if (lengths.some((n) => n !== lengths[0]) || lengths[0] < 2 || lengths[0] % 2 !== 0)
      throw new ParameterError(
        `Wavelet: filterBank has filters of ${lengths.join(", ")} taps, which must be one even number. Pad with zeros.`,
      );
    this.decLo = Float64Array.from(bank.decLo);
    this.decHi = Float64Array.from(bank.decHi);
    this.recLo = Float64Array.from(bank.recLo);
    this.recHi = Float64Array.from(bank.recHi);
    this.shortFamilyName = family ?? "";
    this.familyName = family ? FAMILY_NAMES[family] : "";
    this.symmetry = family ? SYMMETRY[family] : "unknown";
    this.orthogonal = family !== undefined && family !== "bior" && family !== "rbio";
    this.biorthogonal = family !== undefined;
    const moments = family ? vanishing(family, order) : null;
    this.vanishingMomentsPsi = moments?.[0] ?? null;
    this.vanishingMomentsPhi = moments?.[1] ?? null;
  }

  /** Taps of the analysis filters. */
  get decLen(): number {
    return this.decLo.length;
  }

  /** Taps of the synthesis filters. */
  get recLen(): number {
    return this.recLo.length;
  }

  get filterBank(): FilterBank {
    const { decLo, decHi, recLo, recHi } = this;
    return { decLo, decHi, recLo, recHi };
  }

  /** The filters of the wavelet whose analysis is this one's synthesis. */
  get inverseFilterBank(): FilterBank {
    const backwards = (f: Float64Array): Float64Array => f.slice().reverse();
    return {
      decLo: backwards(this.recLo),
      decHi: backwards(this.recHi),
      recLo: backwards(this.decLo),
      recHi: backwards(this.decHi),
    };
  }

  /**
   * Scaling and wavelet function by the cascade of `level` synthesis steps, 2^level points per unit.
   *
   * @param options.level  integer ≥ 1 (default 8)
   * @source pywt.Wavelet.wavefun
   */
  wavefun({ level = 8 }: { readonly level?: number } = {}): WaveletFunctions {
    if (!Number.isInteger(level) || level < 1 || level > 20)
      throw new ParameterError(`wavefun: level=${level} must be an integer in 1…20. The points double with each.`);
    const length = this.orthogonal ? this.decLen : Math.max(this.decLen, this.recLen);
    const cascaded = cascade(this.recLo, this.recLo, level);
    const points = Math.max((length - 1) * 2 ** level + (this.orthogonal ? 1 : 0), cascaded.length + 2);
    const shape = (first: Float64Array, low: Float64Array, sign = 1): Float64Array => {
      const out = new Float64Array(points);
      out.set(cascade(first, low, level).map((v) => sign * v), 1); // prettier-ignore
      return out;
    };
    // PyWavelets turns the biorthogonal wavelets so that their middle is a peak.
    const turned = !this.orthogonal && this.biorthogonal && this.vanishingMomentsPsi! % 4 !== 1;
    const sign = turned ? -1 : 1;
    const synthesis = { phi: shape(this.recLo, this.recLo), psi: shape(this.recHi, this.recLo, sign) };
    const x = Float64Array.from({ length: points }, (_, i) => i / 2 ** level);
    if (this.orthogonal) return { ...synthesis, x };
    const { recLo: low, recHi: high } = this.inverseFilterBank;
    return { phi: shape(low, low), psi: shape(high, low, sign), phiRec: synthesis.phi, psiRec: synthesis.psi, x };
  }
}

/** One impulse through `level` synthesis steps, the first with `first` and all others with `low`, of unit integral. */
function cascade(first: Float64Array, low: Float64Array, level: number): Float64Array {
  let values = first.map((v) => v * Math.SQRT2);
  for (let step = 1; step < level; step++) {
    const next = new Float64Array(2 * values.length + low.length - 2);
    values.forEach((v, i) => low.forEach((h, k) => (next[2 * i + k] += Math.SQRT2 * v * h)));
    values = next;
  }
  return values;
}

const known = new Map<string, Wavelet>();

/** The wavelet of a name, made once; a wavelet is returned as it is. @throws ParameterError unknown name */
export function toWavelet(op: string, wavelet: Wavelet | string): Wavelet {
  if (wavelet instanceof Wavelet) return wavelet;
  const key = String(wavelet).toLowerCase();
  let found = known.get(key);
  if (!found) {
    if (!Object.values(DISCRETE).some((names) => names.includes(key)))
      throw new ParameterError(
        `${op}: wavelet="${wavelet}" has no filters. Take haar, db1…db38, sym2…sym20, coif1…coif17, biorM.N, rbioM.N or dmey.`,
      );
    known.set(key, (found = new Wavelet(key)));
  }
  return found;
}

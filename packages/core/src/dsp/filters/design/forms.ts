// The ways in which a filter is written down, and the ways between them that are not a matter of pairing.
import { ParameterError } from "../../../errors/index.js";
import { checkList } from "../../checks.js";
import { nameValue } from "../../../tensor/index.js";
import { companionRoots } from "./companion-roots.js";
import { complexOf, conjugate, magnitude, polynomialOf, type Complex } from "./complex.js";

/** Numerator and denominator, highest power first (of z for digital, of s for analog filters). */
export interface TransferFunction {
  readonly b: Float64Array;
  readonly a: Float64Array;
}

/** Zeros, poles and gain: k · Π (x - z) / Π (x - p). */
export interface ZerosPolesGain {
  readonly z: readonly Complex[];
  readonly p: readonly Complex[];
  readonly k: number;
}

/** Second-order sections, one row b0, b1, b2, a0, a1, a2 for each. */
export type SecondOrderSections = Float64Array[];

const convolve = (x: Float64Array, y: Float64Array): Float64Array => {
  const out = new Float64Array(x.length + y.length - 1);
  x.forEach((u, i) => y.forEach((v, j) => (out[i + j] += u * v)));
  return out;
};

export function checkSections(op: string, sos: readonly ArrayLike<number>[]): void {
  checkList(op, "sos", sos);
  if (sos.length === 0) throw new ParameterError(`${op}: sos=[] must hold a section or more.`);
  const wrong = sos.find((row) => row.length !== 6);
  if (wrong)
    throw new ParameterError(`${op}: sos has a row of ${wrong.length}, but each must be b0, b1, b2, a0, a1, a2.`);
}

/**
 * Numerator and denominator of a filter given by its zeros, poles and gain.
 *
 * @param system  { z, p, k }: zeros and poles as { re, im }, real or in conjugate pairs, and the gain
 * @returns { b, a }: coefficients, highest power first, a[0] = 1
 * @source scipy.signal.zpk2tf
 * @example zpk2tf({ z: [], p: [{ re: 0.5, im: 0 }], k: 2 })
 */
export function zpk2tf(system: ZerosPolesGain): TransferFunction {
  checkSystem("zpk2tf", system);
  const { z, p, k } = system;
  return { b: polynomialOf(z).map((c) => c * k), a: polynomialOf(p) };
}

/**
 * Zeros, poles and gain of a filter given by numerator and denominator.
 *
 * @param b  numerator, highest power first; zeros in front of it are dropped
 * @param a  denominator, highest power first
 * @returns { z, p, k }; multiple roots are accurate to about the rounding to the power of 1 / multiplicity
 * @throws ParameterError  a is all zeros, or a coefficient is not finite
 * @source scipy.signal.tf2zpk
 * @example tf2zpk([2, 0], [1, -0.5]).k // 2
 */
export function tf2zpk(b: ArrayLike<number>, a: ArrayLike<number>): ZerosPolesGain {
  for (const [name, list] of Object.entries({ b, a })) {
    checkList("tf2zpk", name, list);
    if (list.length === 0 || !Array.from(list).every(Number.isFinite))
      throw new ParameterError(`tf2zpk: ${name}=[${Array.from(list).join(", ")}] must be finite numbers, one or more.`);
  }
  const leading = Array.from(a).find((c) => c !== 0);
  if (leading === undefined) throw new ParameterError(`tf2zpk: a=[${Array.from(a).join(", ")}] must not be all zeros.`);
  const numerator = Array.from(b, (c) => c / leading);
  // What rounding left of a leading coefficient would be a zero far away.
  const start = numerator.findIndex((c) => Math.abs(c) > 1e-14);
  const kept = numerator.slice(start < 0 ? numerator.length - 1 : start);
  return { z: realOrPaired(companionRoots(kept)), p: realOrPaired(companionRoots(a)), k: kept[0] };
}

/** Roots of a real polynomial, whose pairs rounding has left apart: exactly real, or exactly conjugate. */
function realOrPaired(roots: readonly Complex[]): Complex[] {
  const upper = roots.filter(({ im }) => im > 0);
  const rest = roots.filter(({ im }) => !(im > 0));
  const paired: Complex[] = [];
  for (const root of upper) {
    // Its conjugate is the closest of the others; one that is closer to the real axis than to any is real.
    const distance = (other: Complex): number => magnitude({ re: other.re - root.re, im: other.im + root.im });
    const nearest = rest.reduce((best, _, i) => (best < 0 || distance(rest[i]) < distance(rest[best]) ? i : best), -1);
    if (nearest < 0 || rest[nearest].im === 0 || distance(rest[nearest]) > root.im) paired.push(complexOf(root.re));
    else {
      const [other] = rest.splice(nearest, 1);
      const mean = complexOf((root.re + other.re) / 2, (root.im - other.im) / 2);
      if (mean.im <= 1e-14 * magnitude(mean)) paired.push(complexOf(root.re), complexOf(other.re));
      else paired.push(mean, conjugate(mean));
    }
  }
  return [...paired, ...rest.map(({ re }) => complexOf(re))];
}

/**
 * Numerator and denominator of a filter given as second-order sections.
 *
 * @param sos  rows b0, b1, b2, a0, a1, a2
 * @returns { b, a }: 2·sections + 1 coefficients each, highest power first
 * @throws ParameterError  no sections, or a row that is not six numbers
 * @source scipy.signal.sos2tf
 * @example sos2tf([[2, 0, 0, 1, -0.5, 0]]).a // [1, -0.5, 0]
 */
export function sos2tf(sos: readonly ArrayLike<number>[]): TransferFunction {
  checkSections("sos2tf", sos);
  const multiplied = (from: number): Float64Array =>
    sos.map((row) => Float64Array.from(Array.from(row).slice(from, from + 3))).reduce(convolve, Float64Array.of(1));
  return { b: multiplied(0), a: multiplied(3) };
}

/**
 * Zeros, poles and gain of a filter given as second-order sections.
 *
 * @param sos  rows b0, b1, b2, a0, a1, a2
 * @returns { z, p, k }: two zeros and two poles for each section, those at the origin too
 * @throws ParameterError  no sections, or a row that is not six numbers
 * @source scipy.signal.sos2zpk
 * @example sos2zpk([[2, 0, 0, 1, -0.5, 0]]).k // 2
 */
export function sos2zpk(sos: readonly ArrayLike<number>[]): ZerosPolesGain {
  checkSections("sos2zpk", sos);
  const sections = sos.map((row) => tf2zpk(Array.from(row).slice(0, 3), Array.from(row).slice(3)));
  const two = (roots: readonly Complex[]): Complex[] => [...roots, complexOf(0), complexOf(0)].slice(0, 2);
  return {
    z: sections.flatMap(({ z }) => two(z)),
    p: sections.flatMap(({ p }) => two(p)),
    k: sections.reduce((gain, { k }) => gain * k, 1),
  };
}

/** Refuses what is no { z, p, k }. */
export function checkSystem(op: string, system: ZerosPolesGain): void {
  const given = system as Partial<ZerosPolesGain> | null | undefined;
  if (!Array.isArray(given?.z) || !Array.isArray(given.p))
    throw new ParameterError(
      `${op}: system is ${nameValue(system)}, but must be { z, p, k } as tf2zpk and buttap return it.`,
    );
}

// From a low-pass prototype to other bands, and from analog to digital.
import { ParameterError } from "../../../errors/index.js";
import { checkList, checkPositive } from "../../checks.js";
import {
  addComplex, complexOf, divideComplex, multiplyComplex, product, rootOfComplex, scaleComplex, subtractComplex, type Complex,
} from "./complex.js"; // prettier-ignore
import { checkSystem, type TransferFunction, type ZerosPolesGain } from "./forms.js";

/** How many more poles than zeros there are: zeros at infinity. */
function degreeOf(op: string, system: ZerosPolesGain): number {
  checkSystem(op, system);
  const { z, p } = system;
  if (p.length < z.length)
    throw new ParameterError(`${op}: z has ${z.length} zeros, but may not have more than the ${p.length} poles.`);
  return p.length - z.length;
}

const repeated = (root: Complex, count: number): Complex[] => Array.from({ length: count }, () => root);
const inverted = (roots: readonly Complex[], w: number): Complex[] =>
  roots.map((root) => divideComplex(complexOf(w), root));
/** Π -z / Π -p: what turning a filter inside out does to its gain. */
const turnedGain = ({ z, p }: ZerosPolesGain): number => {
  const negative = (roots: readonly Complex[]): Complex => product(roots.map((root) => scaleComplex(root, -1)));
  return divideComplex(negative(z), negative(p)).re;
};
/** x ± √(x² - w²) of each, all the upper signs first. */
function split(roots: readonly Complex[], w: number): Complex[] {
  const offsets = roots.map((x) => rootOfComplex(subtractComplex(multiplyComplex(x, x), complexOf(w * w))));
  return [...roots.map((x, i) => addComplex(x, offsets[i])), ...roots.map((x, i) => subtractComplex(x, offsets[i]))];
}

/**
 * An analog low-pass prototype moved to another edge.
 *
 * @param system      { z, p, k } with its edge at 1 rad/s
 * @param options.wo  new edge, rad/s, > 0 (default 1)
 * @returns { z, p, k }
 * @throws ParameterError  wo out of range, or more zeros than poles
 * @source scipy.signal.lp2lp_zpk
 * @example lp2lpZpk(buttap(1), { wo: 2 }).k // 2
 */
export function lp2lpZpk(system: ZerosPolesGain, { wo = 1 }: { readonly wo?: number } = {}): ZerosPolesGain {
  checkPositive("lp2lpZpk", "wo", wo);
  const degree = degreeOf("lp2lpZpk", system);
  const moved = (roots: readonly Complex[]): Complex[] => roots.map((root) => scaleComplex(root, wo));
  return { z: moved(system.z), p: moved(system.p), k: system.k * wo ** degree };
}

/**
 * An analog low-pass prototype turned into a high-pass filter.
 *
 * @param system      { z, p, k } with its edge at 1 rad/s
 * @param options.wo  edge, rad/s, > 0 (default 1)
 * @returns { z, p, k }
 * @throws ParameterError  wo out of range, or more zeros than poles
 * @source scipy.signal.lp2hp_zpk
 * @example lp2hpZpk(buttap(2), { wo: 2 }).z.length // 2
 */
export function lp2hpZpk(system: ZerosPolesGain, { wo = 1 }: { readonly wo?: number } = {}): ZerosPolesGain {
  checkPositive("lp2hpZpk", "wo", wo);
  const degree = degreeOf("lp2hpZpk", system);
  return {
    z: [...inverted(system.z, wo), ...repeated(complexOf(0), degree)],
    p: inverted(system.p, wo),
    k: system.k * turnedGain(system),
  };
}

export interface BandOptions {
  /** Geometric middle of the band, rad/s, > 0 (default 1). */
  readonly wo?: number;
  /** Width of the band, rad/s, > 0 (default 1). */
  readonly bw?: number;
}

/**
 * An analog low-pass prototype turned into a band-pass filter of twice the order.
 *
 * @param system      { z, p, k } with its edge at 1 rad/s
 * @param options.wo  geometric middle of the band, rad/s, > 0 (default 1)
 * @param options.bw  width of the band, rad/s, > 0 (default 1)
 * @returns { z, p, k }
 * @throws ParameterError  wo or bw out of range, or more zeros than poles
 * @source scipy.signal.lp2bp_zpk
 * @example lp2bpZpk(buttap(2), { wo: 10, bw: 2 }).k // 4
 */
export function lp2bpZpk(system: ZerosPolesGain, { wo = 1, bw = 1 }: BandOptions = {}): ZerosPolesGain {
  checkPositive("lp2bpZpk", "wo", wo);
  checkPositive("lp2bpZpk", "bw", bw);
  const degree = degreeOf("lp2bpZpk", system);
  const spread = (roots: readonly Complex[]): Complex[] => split(roots.map((root) => scaleComplex(root, bw / 2)), wo); // prettier-ignore
  return {
    z: [...spread(system.z), ...repeated(complexOf(0), degree)],
    p: spread(system.p),
    k: system.k * bw ** degree,
  };
}

/**
 * An analog low-pass prototype turned into a band-stop filter of twice the order.
 *
 * @param system      { z, p, k } with its edge at 1 rad/s
 * @param options.wo  geometric middle of the band, rad/s, > 0 (default 1)
 * @param options.bw  width of the band, rad/s, > 0 (default 1)
 * @returns { z, p, k }
 * @throws ParameterError  wo or bw out of range, or more zeros than poles
 * @source scipy.signal.lp2bs_zpk
 * @example lp2bsZpk(buttap(2), { wo: 10, bw: 2 }).z.length // 4
 */
export function lp2bsZpk(system: ZerosPolesGain, { wo = 1, bw = 1 }: BandOptions = {}): ZerosPolesGain {
  checkPositive("lp2bsZpk", "wo", wo);
  checkPositive("lp2bsZpk", "bw", bw);
  const degree = degreeOf("lp2bsZpk", system);
  return {
    z: [
      ...split(inverted(system.z, bw / 2), wo),
      ...repeated(complexOf(0, wo), degree),
      ...repeated(complexOf(0, -wo), degree),
    ],
    p: split(inverted(system.p, bw / 2), wo),
    k: system.k * turnedGain(system),
  };
}

/**
 * A digital filter from an analog one by the bilinear transform s = 2·fs·(z - 1) / (z + 1), which bends the frequency axis.
 *
 * @param system  { z, p, k } of the analog filter
 * @param fs      sampling frequency, Hz, > 0
 * @returns { z, p, k }, with zeros at -1 for those at infinity
 * @throws ParameterError  fs out of range, or more zeros than poles
 * @source scipy.signal.bilinear_zpk
 * @example bilinearZpk(buttap(1), 0.5).p // [{ "re": 0, "im": 0 }]
 */
export function bilinearZpk(system: ZerosPolesGain, fs: number): ZerosPolesGain {
  checkPositive("bilinearZpk", "fs", fs);
  const degree = degreeOf("bilinearZpk", system);
  const twice = complexOf(2 * fs);
  const moved = (roots: readonly Complex[]): Complex[] =>
    roots.map((root) => divideComplex(addComplex(twice, root), subtractComplex(twice, root)));
  const distance = (roots: readonly Complex[]): Complex => product(roots.map((root) => subtractComplex(twice, root)));
  return {
    z: [...moved(system.z), ...repeated(complexOf(-1), degree)],
    p: moved(system.p),
    k: system.k * divideComplex(distance(system.z), distance(system.p)).re,
  };
}

/**
 * A digital filter from an analog one, as bilinearZpk, of coefficients.
 *
 * @param b   numerator in s, highest power first
 * @param a   denominator in s, highest power first
 * @param fs  sampling frequency, Hz, > 0 (default 1)
 * @returns { b, a } in z, highest power first, a[0] = 1
 * @throws ParameterError  fs out of range, or a pole at 2·fs
 * @source scipy.signal.bilinear, renamed: `bilinear` is the layer that multiplies two inputs
 * @example bilinearTransform([1], [1, 1], 0.5)
 */
export function bilinearTransform(b: ArrayLike<number>, a: ArrayLike<number>, fs = 1): TransferFunction {
  checkPositive("bilinearTransform", "fs", fs);
  checkList("bilinearTransform", "b", b);
  checkList("bilinearTransform", "a", a);
  const degree = Math.max(b.length, a.length) - 1;
  /** Σ c[i]·s^i with s = 2·fs·(z - 1) / (z + 1), times (z + 1)^degree. */
  const substituted = (c: ArrayLike<number>): Float64Array => {
    const sum = new Float64Array(degree + 1);
    for (let power = 0; power < c.length; power++) {
      const scale = c[c.length - 1 - power] * (2 * fs) ** power;
      binomials(power, degree - power).forEach((value, i) => (sum[i] += scale * value));
    }
    return sum;
  };
  const [numerator, denominator] = [substituted(b), substituted(a)];
  if (denominator[0] === 0)
    throw new ParameterError(
      `bilinearTransform: a=[${Array.from(a).join(", ")}] must not have a pole at 2·fs=${2 * fs}.`,
    );
  return { b: numerator.map((c) => c / denominator[0]), a: denominator.map((c) => c / denominator[0]) };
}

/** Coefficients of (z - 1)^minus · (z + 1)^plus, highest power first. */
function binomials(minus: number, plus: number): number[] {
  let c = [1];
  for (let i = 0; i < minus + plus; i++) {
    const sign = i < minus ? -1 : 1;
    c = [...c, 0].map((value, k) => value + sign * (c[k - 1] ?? 0));
  }
  return c;
}

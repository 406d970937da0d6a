// Poles and zeros shared out among second-order sections.
import { ParameterError } from "../../../errors/index.js";
import { complexOf, conjugate, magnitude, subtractComplex, type Complex } from "./complex.js";
import { checkSystem, tf2zpk, zpk2tf, type SecondOrderSections, type ZerosPolesGain } from "./forms.js";

export interface PairingOptions {
  /** Which zeros go with which poles (default "nearest", of an analog filter "minimal"). */
  readonly pairing?: "nearest" | "keep_odd" | "minimal";
  /** The filter is analog: the worst pole is the one closest to the imaginary axis (default false). */
  readonly analog?: boolean;
}

/**
 * Second-order sections of a filter given by its zeros, poles and gain: the poles closest to the unit circle come last, each
 * with the zeros closest to it.
 *
 * @param system  { z, p, k }: zeros and poles as { re, im }, real or in conjugate pairs, and the gain
 * @param options.pairing  "nearest", "keep_odd" (an odd order keeps a first-order section) or "minimal" (default "nearest", of an analog filter "minimal")
 * @param options.analog   the filter is analog (default false)
 * @returns rows b0, b1, b2, a0, a1, a2, a0 = 1; the gain stands in the first
 * @throws ParameterError  a complex root without its conjugate, pairing unknown or not fit for an analog filter
 * @source scipy.signal.zpk2sos
 * @example zpk2sos({ z: [], p: [{ re: 0.5, im: 0 }], k: 2 }) // [[2, 0, 0, 1, -0.5, 0]]
 */
export function zpk2sos(
  system: ZerosPolesGain,
  { analog = false, pairing = analog ? "minimal" : "nearest" }: PairingOptions = {},
): SecondOrderSections {
  checkSystem("zpk2sos", system);
  const { z, p, k } = system;
  if (pairing !== "nearest" && pairing !== "keep_odd" && pairing !== "minimal")
    throw new ParameterError(`zpk2sos: pairing="${String(pairing)}" must be "nearest", "keep_odd" or "minimal".`);
  if (analog && pairing !== "minimal")
    throw new ParameterError(`zpk2sos: pairing="${pairing}" must be "minimal" for an analog filter.`);
  if (z.length === 0 && p.length === 0) return [Float64Array.from(analog ? [0, 0, k, 0, 0, 1] : [k, 0, 0, 1, 0, 0])];
  const zeros = [...z];
  const poles = [...p];
  if (pairing === "minimal") {
    if (poles.length < zeros.length)
      throw new ParameterError(
        `zpk2sos: z has ${zeros.length} zeros, but with pairing="minimal" may not have more than the ${poles.length} poles.`,
      );
  } else {
    const count = Math.max(z.length, p.length) + (pairing === "nearest" ? Math.max(z.length, p.length) % 2 : 0);
    while (zeros.length < count) zeros.push(complexOf(0));
    while (poles.length < count) poles.push(complexOf(0));
  }
  const worst = analog ? ({ re }: Complex) => Math.abs(re) : (pole: Complex) => Math.abs(1 - magnitude(pole));
  const rows = new Sections(halves("z", zeros), halves("p", poles), pairing === "minimal", worst).build();
  for (let i = 0; i < 3; i++) rows[0][i] *= k;
  return rows;
}

/**
 * Second-order sections of a filter given by numerator and denominator.
 *
 * @param b  numerator, highest power first
 * @param a  denominator, highest power first
 * @param options.pairing  as in zpk2sos
 * @param options.analog   the filter is analog (default false)
 * @returns rows b0, b1, b2, a0, a1, a2. The roots of a high order are inaccurate: design with output "sos" instead
 * @throws ParameterError  as tf2zpk and zpk2sos
 * @source scipy.signal.tf2sos
 * @example tf2sos([2, 0], [1, -0.5]) // [[2, 0, 0, 1, -0.5, 0]]
 */
export const tf2sos = (b: ArrayLike<number>, a: ArrayLike<number>, options: PairingOptions = {}): SecondOrderSections =>
  zpk2sos(tf2zpk(b, a), options);

const isReal = ({ im }: Complex): boolean => im === 0;
const TOLERANCE = 100 * Number.EPSILON;

/** One of each conjugate pair (that with im > 0), then the real roots, each group by its real part. */
function halves(name: string, roots: readonly Complex[]): Complex[] {
  const sorted = [...roots].sort((a, b) => a.re - b.re || Math.abs(a.im) - Math.abs(b.im));
  const onAxis = (root: Complex): boolean => Math.abs(root.im) <= TOLERANCE * magnitude(root);
  const real = sorted.filter(onAxis).map(({ re }) => complexOf(re));
  const upper = inRuns(sorted.filter((root) => !onAxis(root) && root.im > 0));
  const lower = inRuns(sorted.filter((root) => !onAxis(root) && root.im < 0));
  const matches = upper.every(
    (root, i) => lower[i] && magnitude(subtractComplex(root, conjugate(lower[i]))) <= TOLERANCE * magnitude(root),
  );
  if (upper.length !== lower.length || !matches)
    throw new ParameterError(`zpk2sos: ${name} has a complex root without its conjugate. Give both of each pair.`);
  return [...upper.map((root, i) => complexOf((root.re + lower[i].re) / 2, (root.im - lower[i].im) / 2)), ...real];
}

/** Sorted by |im| where the real parts are the same but for rounding. */
function inRuns(sorted: readonly Complex[]): Complex[] {
  const runs: Complex[][] = [];
  sorted.forEach((root, i) => {
    const last = sorted[i - 1];
    if (last && root.re - last.re <= TOLERANCE * magnitude(last)) runs.at(-1)!.push(root);
    else runs.push([root]);
  });
  return runs.flatMap((run) => run.sort((a, b) => Math.abs(a.im) - Math.abs(b.im)));
}

class Sections {
  constructor(
    readonly zeros: Complex[],
    readonly poles: Complex[],
    readonly isMinimal: boolean,
    readonly badness: (pole: Complex) => number,
  ) {}

  /** From the last section to the first, the worst pole first. */
  build(): SecondOrderSections {
    const rows: SecondOrderSections = [];
    while (this.poles.length > 0) rows.unshift(this.#next());
    return rows;
  }

  #next(): Float64Array {
    const first = take(this.poles, this.badness)!;
    if (isReal(first) && !this.poles.some(isReal)) {
      const zero = this.#nearest(first, isReal);
      if (this.isMinimal) return row(zero ? [zero] : [], [first]);
      return row([zero!, complexOf(0)], [first, complexOf(0)]);
    }
    const second = isReal(first) ? take(this.poles, this.badness, isReal)! : conjugate(first);
    // The last real zero has to stay: for the last real pole, and as without "minimal" no two poles share one zero.
    const staysForPole = !isReal(first) && this.poles.length + 1 === this.zeros.length && this.poles.filter(isReal).length === 1; // prettier-ignore
    const onlyComplex = this.zeros.filter(isReal).length === 1 && (!this.isMinimal || staysForPole);
    const zero = this.#nearest(first, onlyComplex ? (root) => !isReal(root) : undefined);
    if (!zero) return row([], [first, second]);
    if (!isReal(zero)) return row([zero, conjugate(zero)], [first, second]);
    const other = this.#nearest(first, isReal);
    return row(other ? [zero, other] : [zero], [first, second]);
  }

  #nearest(pole: Complex, suits?: (root: Complex) => boolean): Complex | undefined {
    return take(this.zeros, (zero) => magnitude(subtractComplex(zero, pole)), suits);
  }
}

/** Removes and returns the first of those with the least cost. */
function take(
  list: Complex[],
  cost: (root: Complex) => number,
  suits: (root: Complex) => boolean = () => true,
): Complex | undefined {
  let best = -1;
  list.forEach((root, i) => {
    if (suits(root) && (best < 0 || cost(root) < cost(list[best]))) best = i;
  });
  return best < 0 ? undefined : list.splice(best, 1)[0];
}

/** Lower orders stand at the end of their three coefficients. */
function row(z: readonly Complex[], p: readonly Complex[]): Float64Array {
  const { b, a } = zpk2tf({ z, p, k: 1 });
  const out = new Float64Array(6);
  out.set(b, 3 - b.length);
  out.set(a, 6 - a.length);
  return out;
}

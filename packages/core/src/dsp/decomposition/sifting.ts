// Sifting on the host: subtracting the mean of both envelopes until what is left is an intrinsic mode function.
import { ParameterError } from "../../errors/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { countZeroCrossings, envelopeKnots, findExtrema } from "./extrema.js";
import { naturalSpline } from "./natural-spline.js";

export interface SiftingOptions {
  /** When sifting ends (default "rilling"). */
  readonly stopping?: "rilling" | "cauchy" | "s-number" | "fixed";
  /** "rilling": mean over amplitude that a share alpha of the samples may exceed, > 0 (default 0.05). */
  readonly theta1?: number;
  /** "rilling": mean over amplitude that no sample exceeds, > 0 (default 0.5). */
  readonly theta2?: number;
  /** "rilling": 0…1 (default 0.05). */
  readonly alpha?: number;
  /** "cauchy": squared change over squared signal, > 0 (default 0.2). */
  readonly sdThreshold?: number;
  /** "s-number": sifts in a row with as many extrema as zero crossings, but for one, integer ≥ 1 (default 4). */
  readonly sNumber?: number;
  /** "fixed": sifts, integer ≥ 1 (default 10). */
  readonly sifts?: number;
  /** Sifts of one mode at most, integer ≥ 1 (default 1000). */
  readonly maxSifts?: number;
  /** Modes at most, integer ≥ 1 (default floor(log2 samples) + 1). */
  readonly maxImfs?: number;
}

export type Sifting = Required<Omit<SiftingOptions, "maxImfs">> & { readonly maxImfs: number };

export function resolveSifting(op: string, samples: number, options: SiftingOptions): Sifting {
  const {
    stopping = "rilling",
    theta1 = 0.05,
    theta2 = 0.5,
    alpha = 0.05,
    sdThreshold = 0.2,
    sNumber = 4,
    sifts = 10,
    maxSifts = 1000,
    maxImfs = Math.floor(Math.log2(samples)) + 1,
  } = options;
  if (!["rilling", "cauchy", "s-number", "fixed"].includes(stopping))
    throw new ParameterError(
      `${op}: stopping="${String(stopping)}" is not known. Use rilling, cauchy, s-number or fixed.`,
    );
  for (const [name, value] of Object.entries({ theta1, theta2, sdThreshold })) checkPositive(op, name, value);
  for (const [name, value] of Object.entries({ sNumber, sifts, maxSifts, maxImfs })) checkInteger(op, name, value, 1);
  if (!(alpha >= 0 && alpha <= 1)) throw new ParameterError(`${op}: alpha=${alpha} must lie in 0…1.`);
  return { stopping, theta1, theta2, alpha, sdThreshold, sNumber, sifts, maxSifts, maxImfs };
}

/** What ends the sifting of one mode: told after each sift what was subtracted and what is left. */
function stopper(options: Sifting): (before: Float64Array, mean: Float64Array, amplitude: Float64Array) => boolean {
  const { stopping, theta1, theta2, alpha, sdThreshold, sNumber, sifts } = options;
  let done = 0;
  let counts = "";
  return (before, mean, amplitude) => {
    done++;
    if (stopping === "fixed") return done >= sifts;
    if (stopping === "cauchy") {
      const power = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0);
      return power(mean) <= sdThreshold * power(before);
    }
    const after = before.map((v, i) => v - mean[i]);
    const { maxima, minima } = findExtrema(after);
    const [extrema, crossings] = [maxima.length + minima.length, countZeroCrossings(after)];
    const isBalanced = Math.abs(extrema - crossings) <= 1;
    if (stopping === "s-number") {
      const now = `${extrema},${crossings}`;
      done = isBalanced && now === counts ? done : 1;
      counts = now;
      return isBalanced && done >= sNumber;
    }
    let above = 0;
    for (let i = 0; i < mean.length; i++) {
      const share = Math.abs(mean[i]) / Math.max(Math.abs(amplitude[i]), Number.MIN_VALUE);
      if (share > theta2) return false;
      if (share > theta1) above++;
    }
    return isBalanced && above <= alpha * mean.length;
  };
}

/** The fastest oscillation of a line; null where the line has too few extrema to oscillate. */
export function firstMode(x: Float64Array, options: Sifting): Float64Array | null {
  let mode = x;
  const isDone = stopper(options);
  for (let sift = 0; sift < options.maxSifts; sift++) {
    const extrema = findExtrema(mode);
    const isFlat =
      extrema.maxima.length === 0 || extrema.minima.length === 0 || extrema.maxima.length + extrema.minima.length < 3;
    if (isFlat) return sift === 0 ? null : mode;
    const { upper, lower } = envelopeKnots(mode, extrema);
    const [top, bottom] = [naturalSpline(upper, x.length), naturalSpline(lower, x.length)];
    const mean = top.map((v, i) => (v + bottom[i]) / 2);
    const stop = isDone(mode, mean, top.map((v, i) => (v - bottom[i]) / 2)); // prettier-ignore
    mode = mode.map((v, i) => v - mean[i]);
    if (stop) break;
  }
  return mode;
}

/** All modes of a line from fast to slow, and what is left. */
export function allModes(x: Float64Array, options: Sifting): { modes: Float64Array[]; residue: Float64Array } {
  const modes: Float64Array[] = [];
  const largest = (line: Float64Array): number => line.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  // Below this, extrema are rounding errors.
  const least = 1e-12 * largest(x);
  let residue = Float64Array.from(x);
  while (modes.length < options.maxImfs && largest(residue) > least) {
    const mode = firstMode(residue, options);
    if (!mode) break;
    modes.push(mode);
    residue = residue.map((v, i) => v - mode[i]);
  }
  return { modes, residue };
}

import { ParameterError } from "../../../errors/index.js";
import type { Tensor } from "../../../tensor/index.js";
import { bankTensor, type BankOptions } from "../../banks/triangles.js";
import { checkInteger } from "../../checks.js";
import { concentrations, slepianTapers } from "./slepian.js";

export interface DpssTapersOptions extends BankOptions {
  /** Tapers, integer from 1 to n (default 2 · NW - 1, rounded down, as many as are good). */
  readonly kmax?: number;
}

/** Tapers, and how well each keeps its energy in the band. */
export interface DpssTapers {
  /** [kmax, n], each of energy 1, independent of each other. */
  readonly tapers: Tensor;
  /** [kmax], 0…1. */
  readonly ratios: Float64Array;
}

/** Refuses bandwidths and counts that no set of tapers has; gives the count. */
export function checkTapers(op: string, n: number, NW: number, kmax: number | undefined): number {
  checkInteger(op, "n", n, 1);
  if (!(NW > 0 && NW < n / 2))
    throw new ParameterError(`${op}: NW=${NW} must be > 0 and less than half of the n=${n} points. 2…4 is usual.`);
  const count = kmax ?? Math.min(n, Math.max(1, Math.floor(2 * NW) - 1));
  checkInteger(op, "kmax", count, 1);
  if (count > n) throw new ParameterError(`${op}: kmax=${count} must be at most the n=${n} points. Take fewer tapers.`);
  return count;
}

/**
 * Discrete prolate spheroidal (Slepian) sequences: the tapers whose energy lies in |f| ≤ NW / n as far as possible.
 *
 * @param n   points, integer ≥ 1
 * @param NW  half of the bandwidth times the duration, 0 < NW < n / 2
 * @param options.kmax    tapers, integer 1…n (default floor(2 · NW) - 1, at least 1)
 * @param options.dtype   "float32" (default) or "float64"; options.device (default "cpu")
 * @returns { tapers, ratios }: tapers [kmax, n] of energy 1, even and odd in turn; ratios, the share of energy in the band
 * @throws ParameterError  NW or kmax out of range
 * @source scipy.signal.windows.dpss with Kmax and return_ratios; Slepian 1978
 * @example dpssTapers(64, 2.5).tapers.shape // [4, 64]
 */
export function dpssTapers(n: number, NW: number, { kmax, ...where }: DpssTapersOptions = {}): DpssTapers {
  const count = checkTapers("dpssTapers", n, NW, kmax);
  const rows = slepianTapers(n, NW, count);
  const values = new Float64Array(count * n);
  rows.forEach((row, i) => values.set(row, i * n));
  return { tapers: bankTensor(values, [count, n], where), ratios: concentrations(rows, NW) };
}

import { ParameterError } from "../../../errors/index.js";
import { polynomialRoots, toNumber } from "../../wavelets/big-complex.js";
import { complexOf, conjugate, divideComplex, scaleComplex, type Complex } from "./complex.js";
import type { ZerosPolesGain } from "./forms.js";
import { checkOrder } from "./prototypes.js";

/** What is 1: the angular frequency where Butterworth's filter with the same slope ends, the delay at 0, or the frequency of -3 dB. */
export type BesselNorm = "phase" | "delay" | "mag";

/**
 * Bessel's analog low-pass prototype of order N: the delay is as flat as can be.
 *
 * @param N     order, integer 0…25
 * @param norm  "phase" (far above 1 rad/s it falls as Butterworth's, and has about half of its final phase there), "delay" (a delay of 1 s) or "mag" (-3 dB at 1 rad/s); (default "phase")
 * @returns { z, p, k }: no zeros, N poles
 * @throws ParameterError  N or norm out of range
 * @source scipy.signal.besselap
 * @example besselap(1).k // 1
 */
export function besselap(N: number, norm: BesselNorm = "phase"): ZerosPolesGain {
  checkOrder("besselap", N);
  if (N > 25) throw new ParameterError(`besselap: N=${N} must be 25 or less. Higher orders have no use.`);
  if (norm !== "phase" && norm !== "delay" && norm !== "mag")
    throw new ParameterError(`besselap: norm="${String(norm)}" must be "phase", "delay" or "mag".`);
  if (N === 0) return { z: [], p: [], k: 1 };
  const poles = delayPoles(N);
  // The last coefficient of the polynomial: (2N)! / (N!·2^N), the product of the odd numbers.
  const last = Array.from({ length: N }, (_, i) => 2 * i + 1).reduce((a, b) => a * b, 1);
  if (norm === "delay") return { z: [], p: poles, k: last };
  const shift = norm === "phase" ? 10 ** (Math.log10(last) / N) : cutoffOf(poles, last);
  const p = poles.map((pole) => scaleComplex(pole, 1 / shift));
  return { z: [], p, k: norm === "phase" ? 1 : shift ** -N * last };
}

/** The reciprocals of the zeros of Bessel's polynomial Σ (N + k)! / ((N - k)! k! 2^k) x^k, which double precision cannot find. */
function delayPoles(N: number): Complex[] {
  const coefficients: bigint[] = [1n];
  for (let k = 1; k <= N; k++) {
    const [n, i] = [BigInt(N), BigInt(k)];
    coefficients.push((coefficients[k - 1] * (n + i) * (n - i + 1n)) / (2n * i));
  }
  const zeros = polynomialRoots(coefficients).map(({ re, im }) => complexOf(toNumber(re), toNumber(im)));
  const poles = zeros.map((zero) => divideComplex(complexOf(1), zero));
  const upper = poles.filter(({ im }) => im > 1e-9).sort((a, b) => a.im - b.im);
  const real = poles.filter(({ im }) => Math.abs(im) <= 1e-9).map(({ re }) => complexOf(re));
  return [...upper.toReversed().map(conjugate), ...real, ...upper];
}

/** The frequency of -3 dB by bisection: the gain falls all the way. */
function cutoffOf(p: readonly Complex[], k: number): number {
  const gain = (w: number): number => p.reduce((g, { re, im }) => g / Math.hypot(re, w - im), k);
  let [low, high] = [0, 1];
  while (gain(high) > Math.SQRT1_2) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (gain(middle) > Math.SQRT1_2) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

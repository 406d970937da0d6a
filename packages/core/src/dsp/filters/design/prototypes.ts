// Analog low-pass prototypes with their edge at 1 rad/s.
import { ParameterError } from "../../../errors/index.js";
import { completeIntegral, degreeEquation, inverseSc, jacobi } from "./elliptic.js";
import { complexOf, conjugate, divideComplex, product, scaleComplex, type Complex } from "./complex.js";
import type { ZerosPolesGain } from "./forms.js";

export function checkOrder(op: string, N: number): void {
  if (!Number.isInteger(N) || N < 0) throw new ParameterError(`${op}: N=${N} must be an integer ≥ 0. It is the order.`);
}

function checkDecibels(op: string, name: string, value: number): void {
  if (!(value > 0) || !Number.isFinite(value))
    throw new ParameterError(`${op}: ${name}=${value} must be decibels, a finite number > 0.`);
}

/** -N + 1, -N + 3, … N - 1 */
const odds = (N: number): number[] => Array.from({ length: N }, (_, i) => 2 * i - N + 1);
const negative = (roots: readonly Complex[]): Complex[] => roots.map((root) => scaleComplex(root, -1));
/** The gain that makes the response 1 at 0. */
const unityGain = (z: readonly Complex[], p: readonly Complex[]): number =>
  divideComplex(product(negative(p)), product(negative(z))).re;
const rippleSquared = (db: number): number => Math.expm1((Math.LN10 / 10) * db);

/**
 * Butterworth's analog low-pass prototype of order N: as flat as can be, -3 dB at 1 rad/s.
 *
 * @param N  order, integer ≥ 0
 * @returns { z, p, k }: no zeros, N poles on the unit circle, gain 1
 * @throws ParameterError  N out of range
 * @source scipy.signal.buttap
 * @example buttap(1).p.length // 1
 */
export function buttap(N: number): ZerosPolesGain {
  checkOrder("buttap", N);
  const p = odds(N).map((m) => (m === 0 ? complexOf(-1) : complexOf(-Math.cos((Math.PI * m) / (2 * N)), -Math.sin((Math.PI * m) / (2 * N))))); // prettier-ignore
  return { z: [], p, k: 1 };
}

/**
 * Chebyshev's analog low-pass prototype of order N with ripples in the pass band, which ends at 1 rad/s.
 *
 * @param N   order, integer ≥ 0
 * @param rp  ripple, dB, > 0
 * @returns { z, p, k }: no zeros, N poles
 * @throws ParameterError  N or rp out of range
 * @source scipy.signal.cheb1ap
 * @example cheb1ap(3, 1).p.length // 3
 */
export function cheb1ap(N: number, rp: number): ZerosPolesGain {
  checkOrder("cheb1ap", N);
  checkDecibels("cheb1ap", "rp", rp);
  if (N === 0) return { z: [], p: [], k: 10 ** (-rp / 20) };
  const squared = rippleSquared(rp);
  const mu = Math.asinh(1 / Math.sqrt(squared)) / N;
  const p = odds(N).map((m) => {
    const theta = (Math.PI * m) / (2 * N);
    return complexOf(-Math.sinh(mu) * Math.cos(theta), m === 0 ? 0 : -Math.cosh(mu) * Math.sin(theta));
  });
  const k = product(negative(p)).re;
  return { z: [], p, k: N % 2 === 0 ? k / Math.sqrt(1 + squared) : k };
}

/**
 * Chebyshev's analog low-pass prototype of order N with ripples in the stop band, which begins at 1 rad/s.
 *
 * @param N   order, integer ≥ 0
 * @param rs  attenuation of the stop band, dB, > 0
 * @returns { z, p, k }: N zeros on the imaginary axis (one less if N is odd), N poles
 * @throws ParameterError  N or rs out of range
 * @source scipy.signal.cheb2ap
 * @example cheb2ap(3, 40).z.length // 2
 */
export function cheb2ap(N: number, rs: number): ZerosPolesGain {
  checkOrder("cheb2ap", N);
  checkDecibels("cheb2ap", "rs", rs);
  if (N === 0) return { z: [], p: [], k: 1 };
  const mu = Math.asinh(Math.sqrt(rippleSquared(rs))) / N;
  const z = odds(N).flatMap((m) => (m === 0 ? [] : [complexOf(0, 1 / Math.sin((m * Math.PI) / (2 * N)))]));
  const p = odds(N).map((m) => {
    const theta = (Math.PI * m) / (2 * N);
    const warped = complexOf(-Math.sinh(mu) * Math.cos(theta), m === 0 ? 0 : -Math.cosh(mu) * Math.sin(theta));
    return divideComplex(complexOf(1), warped);
  });
  return { z, p, k: unityGain(z, p) };
}

/**
 * Cauer's (elliptic) analog low-pass prototype of order N: ripples in both bands, the steepest edge, at 1 rad/s.
 *
 * @param N   order, integer ≥ 0
 * @param rp  ripple of the pass band, dB, > 0
 * @param rs  attenuation of the stop band, dB, > rp
 * @returns { z, p, k }: N zeros on the imaginary axis (one less if N is odd), N poles
 * @throws ParameterError  N, rp or rs out of range
 * @source scipy.signal.ellipap; S. J. Orfanidis, Lecture Notes on Elliptic Filter Design
 * @example ellipap(3, 1, 40).z.length // 2
 */
export function ellipap(N: number, rp: number, rs: number): ZerosPolesGain {
  checkOrder("ellipap", N);
  checkDecibels("ellipap", "rp", rp);
  checkDecibels("ellipap", "rs", rs);
  if (rs <= rp) throw new ParameterError(`ellipap: rs=${rs} must be greater than rp=${rp}.`);
  if (N === 0) return { z: [], p: [], k: 10 ** (-rp / 20) };
  const squared = rippleSquared(rp);
  const ripple = Math.sqrt(squared);
  if (N === 1) return { z: [], p: [complexOf(-1 / ripple)], k: 1 / ripple };
  const m1 = squared / rippleSquared(rs);
  const m = degreeEquation(N, m1);
  const K = completeIntegral(1 - m);
  // 0 or 1, and on in steps of 2: the quarter periods at which zeros and poles stand.
  const places = Array.from({ length: Math.ceil(N / 2) }, (_, i) => 2 * i + 1 - (N % 2));
  const around = places.map((j) => (j === 0 ? { sn: 0, cn: 1, dn: 1 } : jacobi((j * K) / N, 1 - m)));
  const upper = around.flatMap(({ sn }) => (sn === 0 ? [] : [complexOf(0, 1 / (Math.sqrt(m) * sn))]));
  const z = [...upper, ...upper.map(conjugate)];

  const v = jacobi((K * inverseSc(1 / ripple, m1)) / (N * completeIntegral(1 - m1)), m);
  const half = around.map(({ sn, cn, dn }) => {
    const scale = -1 / (1 - (dn * v.sn) ** 2);
    return complexOf(scale * cn * dn * v.sn * v.cn, scale * sn * v.dn);
  });
  const p = [...half, ...half.filter(({ im }) => im !== 0).map(conjugate)];
  const k = unityGain(z, p);
  return { z, p, k: N % 2 === 0 ? k / Math.sqrt(1 + squared) : k };
}

// Distributions of Cohen's class whose kernel is a function of Doppler times lag: multiplied in the ambiguity plane, where
// components lie round the origin and cross terms away from it.
import { fft, ifft } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkPositive } from "../checks.js";
import { constant } from "../constant.js";
import {
  lagProducts,
  overFrequencies,
  quadraticLengths,
  quadraticSignal,
  type QuadraticOptions,
} from "./lag-products.js";

/** `kernel` of the product of Doppler (radians per sample) and lag (samples). */
function smoothed(op: string, x: Tensor, options: QuadraticOptions, kernel: (product: number) => number): Tensor {
  const z = quadraticSignal(op, x, options);
  const { nFft, samples, maxLag } = quadraticLengths(op, z, options);
  const [points, lags] = [2 * samples, maxLag + 1]; // twice the time, so that smoothing does not wrap
  const table = new Float64Array(points * lags);
  for (let k = 0; k < points; k++) {
    const doppler = (2 * Math.PI * (k < samples ? k : k - points)) / points;
    for (let m = 0; m < lags; m++) table[k * lags + m] = kernel(doppler * 2 * m);
  }
  const ambiguity = fft(lagProducts(z, maxLag), { n: points, dim: -2 }); // [..., doppler, lags]
  const filtered = ambiguity.mul(constant(table, [points, lags], z.dtype, z.device));
  return overFrequencies(ifft(filtered, { dim: -2 }).narrow(-2, 0, samples), nFft);
}

export interface ChoiWilliamsOptions extends QuadraticOptions {
  /** Width of the kernel, > 0: small values suppress cross terms, large ones come near `wignerVille` (default 1). */
  readonly sigma?: number;
}

/**
 * Choi-Williams distribution: the kernel exp(-(θτ)² / sigma) keeps both marginals and suppresses cross terms between components
 * that differ in both time and frequency.
 *
 * @param x        real or complex, [..., samples]
 * @param options.sigma         width of the kernel, > 0 (default 1)
 * @param options.analytic      real signals become analytic first (default true)
 * @param options.doubleLength  analytic signal from twice the length (default false)
 * @param options.nFft          frequencies, integer ≥ 1 (default: the samples)
 * @returns real, [..., nFft, samples], axes and unit as `wignerVille`; a column sums to nFft · |z|². Silence gives 0
 * @throws ParameterError  sigma not > 0, nFft < 1
 * @source Choi & Williams, Improved time-frequency representation, IEEE Trans. ASSP 37 (1989)
 * @example choiWilliams(y.narrow(-1, 0, 64), { sigma: 2 }).shape // [64, 64]
 */
export function choiWilliams(x: Tensor, { sigma = 1, ...options }: ChoiWilliamsOptions = {}): Tensor {
  checkPositive("choiWilliams", "sigma", sigma);
  return smoothed("choiWilliams", x, options, (product) => Math.exp(-(product ** 2) / sigma));
}

/**
 * Born-Jordan distribution: the kernel sin(θτ / 2) / (θτ / 2) keeps both marginals, without a parameter.
 *
 * @param x        real or complex, [..., samples]
 * @param options.analytic      real signals become analytic first (default true)
 * @param options.doubleLength  analytic signal from twice the length (default false)
 * @param options.nFft          frequencies, integer ≥ 1 (default: the samples)
 * @returns real, [..., nFft, samples], axes and unit as `wignerVille`; a column sums to nFft · |z|². Silence gives 0
 * @throws ParameterError  nFft < 1
 * @source Cohen, Time-frequency distributions: a review, Proc. IEEE 77 (1989)
 * @example bornJordan(y.narrow(-1, 0, 64)).shape // [64, 64]
 */
export const bornJordan = (x: Tensor, options: QuadraticOptions = {}): Tensor =>
  smoothed("bornJordan", x, options, (product) => (product === 0 ? 1 : Math.sin(product / 2) / (product / 2)));

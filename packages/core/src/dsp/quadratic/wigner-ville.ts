// The Wigner-Ville distribution and its forms with windows.
import type { Tensor } from "../../tensor/index.js";
import { conv1d } from "../../ops/index.js";
import { checkInteger } from "../checks.js";
import { constant } from "../constant.js";
import { windowValues, type WindowSpec } from "../get-window.js";
import {
  checkOdd,
  lagProducts,
  oddShare,
  overFrequencies,
  quadraticLengths,
  quadraticSignal,
  type QuadraticOptions,
} from "./lag-products.js";

export interface WignerVilleOptions extends QuadraticOptions {
  /** Samples from one time to the next, integer ≥ 1 (default 1). */
  readonly hopLength?: number;
}

export interface PseudoWignerVilleOptions extends WignerVilleOptions {
  /** Symmetric window over the lags (default "hamming"). */
  readonly lagWindow?: WindowSpec;
  /** Samples of it, odd (default: a quarter of the signal's). */
  readonly lagLength?: number;
}

export interface SmoothedPseudoWignerVilleOptions extends PseudoWignerVilleOptions {
  /** Symmetric window over time, whose sum becomes 1 (default "hamming"). */
  readonly timeWindow?: WindowSpec;
  /** Samples of it, odd (default: a tenth of the signal's). */
  readonly timeLength?: number;
}

/**
 * Wigner-Ville distribution: energy over time and frequency, sharp on both axes but with a cross term halfway between any
 * two components.
 *
 * W[k, n] = Σ z[n + m] · conj z[n - m] · exp(-2πi·k·m / nFft), with z the analytic signal and m as far as the signal reaches.
 *
 * @param x        real or complex (taken as z), [..., samples]
 * @param options.analytic      real signals become analytic first (default true)
 * @param options.doubleLength  analytic signal from twice the length, so that the ends do not meet (default false)
 * @param options.nFft          frequencies, integer ≥ 1 (default: the samples)
 * @param options.hopLength     samples, integer ≥ 1 (default 1)
 * @returns real, [..., nFft, times], unit of x squared; row k is at k · sampleRate / (2 · nFft) Hz, column t at sample
 *          t · hopLength. Negative in cross terms; a column sums to nFft · |z|². Silence gives 0
 * @throws ParameterError  nFft or hopLength out of range; DTypeError: analytic: true for a complex x
 * @source Boashash, Note on the use of the Wigner distribution, IEEE Trans. ASSP 36 (1988)
 * @example wignerVille(y.narrow(-1, 0, 64)).shape // [64, 64]
 */
export function wignerVille(x: Tensor, { hopLength = 1, ...options }: WignerVilleOptions = {}): Tensor {
  checkInteger("wignerVille", "hopLength", hopLength, 1);
  const z = quadraticSignal("wignerVille", x, options);
  const { nFft, maxLag } = quadraticLengths("wignerVille", z, options);
  return overFrequencies(lagProducts(z, maxLag, hopLength), nFft);
}

function windowed(op: string, x: Tensor, options: PseudoWignerVilleOptions): Tensor {
  const { hopLength = 1, lagWindow = "hamming" } = options;
  checkInteger(op, "hopLength", hopLength, 1);
  const z = quadraticSignal(op, x, options);
  const { nFft, samples, maxLag } = quadraticLengths(op, z, options);
  const { lagLength = oddShare(samples, 4) } = options;
  checkOdd(op, "lagLength", lagLength);
  const half = (lagLength - 1) / 2;
  const reach = Math.min(maxLag, half);
  const window = windowValues(lagWindow, lagLength, false).slice(half, half + reach + 1);
  const products = lagProducts(z, reach, hopLength).mul(constant(window, [reach + 1], z.dtype, z.device));
  return overFrequencies(products, nFft);
}

/**
 * Pseudo Wigner-Ville distribution: `wignerVille` with a window over the lags, which smooths along frequency and so weakens
 * cross terms between components far apart in time.
 *
 * @param x        real or complex, [..., samples]
 * @param options.lagWindow  symmetric window, its middle at lag 0 (default "hamming")
 * @param options.lagLength  samples of it, odd (default: a quarter of the signal's)
 * @param options.analytic   (default true); doubleLength (default false), nFft (default: the samples), hopLength (default 1) as
 *                           `wignerVille`
 * @returns real, [..., nFft, times], axes and unit as `wignerVille`
 * @throws ParameterError  lagLength even, nFft or hopLength out of range
 * @source Claasen & Mecklenbräuker, The Wigner distribution, Philips J. Res. 35 (1980)
 * @example pseudoWignerVille(y.narrow(-1, 0, 64), { lagLength: 17 }).shape // [64, 64]
 */
export const pseudoWignerVille = (x: Tensor, options: PseudoWignerVilleOptions = {}): Tensor =>
  windowed("pseudoWignerVille", x, options);

/**
 * Smoothed pseudo Wigner-Ville distribution: smoothed along time and along frequency, each by a window of its own.
 *
 * @param x        real or complex, [..., samples]
 * @param options.timeWindow  symmetric window, divided by its sum (default "hamming")
 * @param options.timeLength  samples of it, odd (default: a tenth of the signal's)
 * @param options.lagWindow   symmetric window (default "hamming")
 * @param options.lagLength   samples of it, odd (default: a quarter of the signal's)
 * @param options.analytic    (default true); doubleLength (default false), nFft (default: the samples), hopLength (default 1) as
 *                            `wignerVille`
 * @returns real, [..., nFft, times], axes and unit as `wignerVille`; the signal counts as zero outside
 * @throws ParameterError  a window's length even, nFft or hopLength out of range
 * @source Flandrin, Time-Frequency/Time-Scale Analysis (1999)
 * @example smoothedPseudoWignerVille(y.narrow(-1, 0, 64), { timeLength: 9, lagLength: 17 }).shape // [64, 64]
 */
export function smoothedPseudoWignerVille(x: Tensor, options: SmoothedPseudoWignerVilleOptions = {}): Tensor {
  const { hopLength = 1, timeWindow = "hamming" } = options;
  const op = "smoothedPseudoWignerVille";
  checkInteger(op, "hopLength", hopLength, 1);
  const sharp = windowed(op, x, { ...options, hopLength: 1 }); // [..., nFft, samples]
  const { timeLength = oddShare(sharp.shape.at(-1)!, 10) } = options;
  checkOdd(op, "timeLength", timeLength);
  const window = windowValues(timeWindow, timeLength, false);
  const sum = window.reduce((a, b) => a + b, 0);
  const kernel = constant(window.map((w) => w / sum), [1, 1, timeLength], sharp.dtype, sharp.device); // prettier-ignore
  const samples = sharp.shape.at(-1)!;
  const rows = sharp.numel / samples;
  const smooth = conv1d(sharp.reshape([rows, 1, samples]), kernel, null, {
    padding: (timeLength - 1) / 2,
    stride: hopLength,
  });
  return smooth.reshape([...sharp.shape.slice(0, -1), smooth.shape[2]]);
}

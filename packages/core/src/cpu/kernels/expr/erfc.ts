// The complementary error function and the normal distribution to a few units of the sixteenth digit, also far in the
// tail: exp(−x²) is taken apart from a slowly varying factor, exp(x²)·erfc(x).
import { erf } from "./erf.js";

/**
 * Chebyshev coefficients of (1 + 2x) · exp(x²) · erfc(x) in t = (x − 3.75) / (x + 3.75), which maps 0…∞ to −1…1
 * (Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x", 1981); computed in 40 digits.
 */
const CHEBYSHEV = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -6.916973302501207e-5, 4.13902798607301e-6,
  7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8, 4.521959811218287e-9, -7.754400208831351e-10,
  -6.318088340886684e-11, 2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13,
  3.25254814814874e-14, 3.3478119482868056e-14, -1.864562880419313e-15, -1.2507950530688648e-15,
  7.418235256624044e-17, 5.068148904796111e-17, -2.2370566594359995e-18,
]; // prettier-ignore
const CENTRE = 3.75;
/** exp(x²)·erfc(x) rounds to 1 / (x√π) from here on. */
const FAR = 1e8;

/** exp(−x² · factor) without the error of a rounded square: x is split into a part with an exact square and the rest. */
function expOfSquare(x: number, factor: number): number {
  const high = Math.fround(x);
  if (!Number.isFinite(high)) return x === x ? (factor > 0 ? Infinity : 0) : NaN;
  return Math.exp(factor * high * high) * Math.exp(factor * (x - high) * (x + high));
}

/** exp(x²) · erfc(x); ∞ far on the left, 0 at ∞. */
export function erfcx(x: number): number {
  if (x < 0) return 2 * expOfSquare(x, 1) - erfcx(-x);
  if (x > FAR) return 1 / (x * Math.sqrt(Math.PI));
  const t = (x - CENTRE) / (x + CENTRE);
  let [sum, before] = [0, 0];
  for (let k = CHEBYSHEV.length - 1; k > 0; k--) [sum, before] = [CHEBYSHEV[k] + 2 * t * sum - before, sum];
  return (CHEBYSHEV[0] + t * sum - before) / (1 + 2 * x);
}

/** 1 − erf(x), exact to its last digits where that is tiny. */
export const erfc = (x: number): number => (x < 0.5 ? 1 - erf(x) : x > 28 ? 0 : expOfSquare(x, -1) * erfcx(x));

/** The normal distribution function, erfc(−x/√2) / 2. */
export function ndtr(x: number): number {
  if (x > -1) return x < 1 ? 0.5 + erf(x * Math.SQRT1_2) / 2 : x > 9 ? 1 : 1 - ndtr(-x);
  return x < -40 ? 0 : 0.5 * expOfSquare(x, -0.5) * erfcx(-x * Math.SQRT1_2);
}

/** log of `ndtr`, also where that underflows. */
export function logNdtr(x: number): number {
  if (x > -1) return Math.log1p(-ndtr(-x));
  return x === -Infinity ? x : Math.log(erfcx(-x * Math.SQRT1_2) / 2) - (x / 2) * x;
}

// Inverses of the error function and of the normal distribution function by Newton steps, to the last digits.
import { erf } from "./erf.js";
import { erfcx } from "./erfc.js";

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** A first guess within a few thousandths of the inverse (Winitzki 2008), from log(1 − y²). */
function guess(log: number): number {
  const a = 0.147;
  const half = 2 / (Math.PI * a) + log / 2;
  return Math.sqrt(Math.sqrt(half * half - log / a) - half);
}

/** The z ≥ 0 with erfc(z) = q, for 0 < q < 1. Steps on log erfc, which is nearly a parabola. */
function inverseErfc(q: number): number {
  const target = Math.log(q);
  let z = guess(target + Math.log(2 - q));
  for (let k = 0; k < 8; k++) {
    const scaled = erfcx(z);
    const step = ((Math.log(scaled) - z * z - target) * scaled) / TWO_OVER_ROOT_PI;
    z += step;
    if (Math.abs(step) < 1e-9 * z) break; // the next step would be its square
  }
  return z;
}

/** The x with erf(x) = y; ±∞ at ±1, NaN beyond. */
export function erfinv(y: number): number {
  const size = Math.abs(y);
  if (!(size < 1)) return size === 1 ? y * Infinity : NaN;
  if (size > 0.7) return Math.sign(y) * inverseErfc(1 - size);
  let x = guess(Math.log1p(-size * size));
  for (let k = 0; k < 2; k++) {
    // Halley: erf'' = −2x · erf'
    const step = (erf(x) - size) / (TWO_OVER_ROOT_PI * Math.exp(-x * x));
    x -= step / (1 + x * step);
  }
  return y < 0 || Object.is(y, -0) ? -x : x;
}

/** The x with ndtr(x) = p; −∞ at 0, ∞ at 1, NaN beyond. */
export function ndtri(p: number): number {
  if (!(p > 0)) return p === 0 ? -Infinity : NaN;
  if (p > 0.5) return p > 1 ? NaN : -ndtri(1 - p);
  return Math.SQRT2 * (p < 0.15 ? -inverseErfc(2 * p) : erfinv(2 * p - 1));
}

// The exponential function to float32 precision, some four times faster than Math.exp: exp(x) = 2^(k / 256) · exp(r) with
// |r| ≤ ln 2 / 512, the power from two tables and exp(r) from its series. The error stays below 2 units of the last place
// of a float64, and rounded to float32 the result is that of Math.exp for every float32 x (tried on all of them).
import type { Float32Loop } from "./float32-ops.js";

const BITS = 8;
const STEPS = 2 ** BITS;
/** 2^(j / 256). */
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, j) => 2 ** (j / STEPS));
/** From here on float32 has only 0 and Infinity to offer. */
const LIMIT = 200;
const FIRST_POWER = -300;
/** 2^k from k = −300 on. */
const POWERS = Float64Array.from({ length: 601 }, (_, k) => 2 ** (k + FIRST_POWER));
const PER_STEP = STEPS / Math.LN2;
// ln 2 / 256 in two parts, the first so short that its products with whole numbers are exact.
const [STEP, STEP_REST] = [0.002707604318857193, 1.855205093371747e-9];
/** Adding and subtracting it rounds a float64 to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;

/** exp(x) in float64; NaN for NaN. The loops below spell it out, as a call for each element would cost more than it. */
export const exp: Float32Loop = (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i] > LIMIT ? LIMIT : a[i] < -LIMIT ? -LIMIT : a[i];
    const k = x * PER_STEP + ROUNDER - ROUNDER;
    const r = x - k * STEP - k * STEP_REST;
    const series = 1 + (r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24))));
    const step = k | 0;
    out[i] = series * FRACTIONS[step & (STEPS - 1)] * POWERS[(step >> BITS) - FIRST_POWER];
  }
};

/** 1 / (1 + exp(−x)). */
export const sigmoid: Float32Loop = (n, out, a) => {
  for (let i = 0; i < n; i++) {
    const x = a[i] > LIMIT ? -LIMIT : a[i] < -LIMIT ? LIMIT : -a[i];
    const k = x * PER_STEP + ROUNDER - ROUNDER;
    const r = x - k * STEP - k * STEP_REST;
    const series = 1 + (r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24))));
    const step = k | 0;
    out[i] = 1 / (1 + series * FRACTIONS[step & (STEPS - 1)] * POWERS[(step >> BITS) - FIRST_POWER]);
  }
};

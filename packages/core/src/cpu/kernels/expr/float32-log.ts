// The natural logarithm to float32 precision, about twice as fast as Math's: x = 2^e · m with m from 0.75 to 1.5, m = c · (1 + r)
// with c from a table, |r| ≤ 2⁻⁸, and log(x) = e · ln 2 + log(c) + log(1 + r), the last from its series. Next to 1 both other
// terms are 0, so that no digits cancel. Rounded to float32 the results are those of Math.log for every float32 x but two
// (tried on all of them in V8).
import type { Float32Loop } from "./float32-ops.js";

/** The pattern of 0.75. */
const ORIGIN = 0x3f400000;
const floatOf = (pattern: number): number => new Float32Array(new Int32Array([pattern]).buffer)[0];
/** An end of each of 256 pieces of 0.75…1.5: the one nearer to 1. */
export const ENDS = Float64Array.from({ length: 256 }, (_, k) => {
  const [low, high] = [floatOf(ORIGIN + (k << 15)), floatOf(ORIGIN + ((k + 1) << 15))];
  return low < 1 ? high : low;
});
export const INVERSES = ENDS.map((end) => 1 / end);
export const LOGARITHMS = ENDS.map((end) => Math.log(end));
/** 2^(128 − j) and (j − 128) · ln 2. */
const SCALES = Float64Array.from({ length: 512 }, (_, j) => 2 ** (128 - j));
const EXPONENTS = Float64Array.from({ length: 512 }, (_, j) => (j - 128) * Math.LN2);

// As in float32-exp.ts the loop is written out, with literals for what V8 would load anew.
export const log: Float32Loop = (n, out, a) => {
  const [ends, inverses, logarithms, scales, exponents] = [ENDS, INVERSES, LOGARITHMS, SCALES, EXPONENTS];
  const bits = new Int32Array(a.buffer, a.byteOffset, n);
  for (let i = 0; i < n; i++) {
    const pattern = bits[i];
    // Zero and below, numbers without a full mantissa, Infinity, NaN
    if (pattern < 0x00800000 || pattern >= 0x7f800000) {
      out[i] = Math.log(a[i]);
      continue;
    }
    const distance = pattern - 0x3f400000;
    const piece = (distance >> 15) & 255;
    const e = ((distance >> 23) + 128) & 511;
    const r = (a[i] * scales[e] - ends[piece]) * inverses[piece];
    const square = r * r;
    const tail = square * (0.5 - r * 0.3333333333333333 + square * (0.25 - r * 0.2 + square * 0.16666666666666666));
    out[i] = exponents[e] + (logarithms[piece] + (r - tail));
  }
};

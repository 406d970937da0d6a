// What expressions compute otherwise on int32 and uint8 than float64 arithmetic would, and what they compute there only.
import type { INTEGER_OPS, MapOp } from "../../../backend/index.js";
import { eachPair, REAL_LOOPS, type RealLoop } from "./real-ops.js";

const BITS: Record<(typeof INTEGER_OPS)[number], RealLoop> = {
  bitAnd: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] & b[i];
  },
  bitOr: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] | b[i];
  },
  bitXor: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] ^ b[i];
  },
  // JavaScript shifts modulo 32.
  shiftLeft: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = b[i] >= 0 && b[i] < 32 ? a[i] << b[i] : 0;
  },
  shiftRight: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] >> (b[i] >= 0 && b[i] < 32 ? b[i] : 31);
  },
  gcd: eachPair((x, y) => {
    while (y !== 0) [x, y] = [y, x % y];
    return Math.abs(x);
  }),
};

const ARITHMETIC: Partial<Record<MapOp, RealLoop>> = {
  mul: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = Math.imul(a[i], b[i]);
  },
  square: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.imul(a[i], a[i]);
  },
  pow: eachPair(integerPower),
};

export const INTEGER_LOOPS: Partial<Record<MapOp, RealLoop>> = { ...REAL_LOOPS, ...ARITHMETIC, ...BITS };

/** Wraps at 32 bits; negative exponents truncate towards zero. */
function integerPower(base: number, exponent: number): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? (exponent % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}

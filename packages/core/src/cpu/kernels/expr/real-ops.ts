// The operations of expressions on blocks of real numbers, one tight loop each.
import type { BINARY_OPS, COMPARE_OPS, MapOp, TEST_OPS, UNARY_OPS } from "../../../backend/index.js";
import { besselJ0, besselJ1, i0, i0e, i1, i1e } from "./bessel.js";
import { erf } from "./erf.js";
import { erfc, erfcx, logNdtr, ndtr } from "./erfc.js";
import { erfinv, ndtri } from "./inverse-erf.js";

/** out[i] = op(a[i], b[i], c[i]) for i < n; operations leave out the arguments they do not have. */
export type RealLoop = (n: number, out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array) => void;

type UnaryOp = (typeof UNARY_OPS)[number] | (typeof TEST_OPS)[number];
type BinaryOp = (typeof BINARY_OPS)[number] | (typeof COMPARE_OPS)[number];

/** Chooses by position: a branch on random data is mispredicted half of the time and costs four times as much. */
export const PICK = new Float64Array(2);

/** For functions that cost far more than a call. */
const each =
  (fn: (x: number) => number): RealLoop =>
  (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = fn(a[i]);
  };

export const eachPair =
  (fn: (x: number, y: number) => number): RealLoop =>
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = fn(a[i], b[i]);
  };

const same: RealLoop = (n, out, a) => {
  for (let i = 0; i < n; i++) out[i] = a[i];
};

const UNARY: Record<UnaryOp, RealLoop> = {
  neg: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = -a[i];
  },
  abs: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i]);
  },
  sign: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] > 0) - +(a[i] < 0);
  },
  reciprocal: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = 1 / a[i];
  },
  square: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * a[i];
  },
  sqrt: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]);
  },
  rsqrt: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = 1 / Math.sqrt(a[i]);
  },
  exp: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.exp(a[i]);
  },
  expm1: each(Math.expm1),
  log: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.log(a[i]);
  },
  log1p: each(Math.log1p),
  log2: each(Math.log2),
  log10: each(Math.log10),
  sin: each(Math.sin),
  cos: each(Math.cos),
  tan: each(Math.tan),
  asin: each(Math.asin),
  acos: each(Math.acos),
  atan: each(Math.atan),
  sinh: each(Math.sinh),
  cosh: each(Math.cosh),
  tanh: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i]);
  },
  asinh: each(Math.asinh),
  acosh: each(Math.acosh),
  atanh: each(Math.atanh),
  erf: each(erf),
  erfc: each(erfc),
  erfcx: each(erfcx),
  erfinv: each(erfinv),
  ndtr: each(ndtr),
  logNdtr: each(logNdtr),
  ndtri: each(ndtri),
  i0: each(i0),
  i0e: each(i0e),
  i1: each(i1),
  i1e: each(i1e),
  besselJ0: each(besselJ0),
  besselJ1: each(besselJ1),
  sigmoid: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = 1 / (1 + Math.exp(-a[i]));
  },
  relu: (n, out, a) => {
    PICK[1] = 0;
    for (let i = 0; i < n; i++) {
      PICK[0] = a[i];
      out[i] = PICK[+(a[i] <= 0)]; // NaN passes
    }
  },
  floor: each(Math.floor),
  ceil: each(Math.ceil),
  round: each(roundHalfToEven),
  trunc: each(Math.trunc),
  conj: same,
  angle: each((x) => (x < 0 ? Math.PI : x !== x ? NaN : 0)),
  real: same,
  imag: (n, out) => {
    out.fill(0, 0, n);
  },
  not: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] === 0 ? 1 : 0;
  },
  isnan: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] !== a[i] ? 1 : 0;
  },
  isinf: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] === Infinity || a[i] === -Infinity ? 1 : 0;
  },
  signbit: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] < 0 || Object.is(a[i], -0) ? 1 : 0;
  },
};

const BINARY: Record<BinaryOp, RealLoop> = {
  add: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] + b[i];
  },
  sub: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] - b[i];
  },
  mul: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * b[i];
  },
  div: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] / b[i];
  },
  pow: eachPair(power),
  maximum: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] > b[i] || a[i] !== a[i] ? a[i] : b[i];
  },
  minimum: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] < b[i] || a[i] !== a[i] ? a[i] : b[i];
  },
  remainder: eachPair((x, y) => {
    const rest = x % y;
    return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
  }),
  atan2: eachPair(Math.atan2),
  eq: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] === b[i]);
  },
  ne: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== b[i]);
  },
  lt: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] < b[i]);
  },
  le: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] <= b[i]);
  },
  gt: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] > b[i]);
  },
  ge: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] >= b[i]);
  },
  and: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] !== 0 && b[i] !== 0 ? 1 : 0;
  },
  or: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i] !== 0 || b[i] !== 0 ? 1 : 0;
  },
  xor: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] !== 0) !== (b[i] !== 0) ? 1 : 0;
  },
};

const where: RealLoop = (n, out, a, b, c) => {
  for (let i = 0; i < n; i++) {
    PICK[0] = c[i];
    PICK[1] = b[i];
    out[i] = PICK[+(a[i] !== 0)];
  }
};

/** Real loops by operation; `cast` and `complex` are no loops. */
export const REAL_LOOPS: Partial<Record<MapOp, RealLoop>> = { ...UNARY, ...BINARY, where };

function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest < 0.5) return down;
  if (rest > 0.5 || rest !== rest) return down + 1;
  return down % 2 === 0 ? down : down + 1;
}

/** C's pow, which has 1^NaN = 1 and (−1)^±∞ = 1 where JavaScript has NaN. */
function power(x: number, y: number): number {
  if (x === 1 || (x === -1 && (y === Infinity || y === -Infinity))) return 1;
  return x ** y;
}

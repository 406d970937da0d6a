// The operations of expressions on blocks of complex numbers. The frequent ones have loops of their own; the
// others go number by number through functions from complex-functions.ts.
import type { MapOp } from "../../../backend/index.js";
import type { Block } from "../../blocks.js";
import { COMPLEX_FUNCTIONS, result } from "./complex-functions.js";

/** out[i] = op(a[i], b[i], c[i]) for i < n. `out` is none of the arguments. */
export type ComplexLoop = (n: number, out: Block, a: Block, b: Block, c: Block) => void;

const LOOPS: Partial<Record<MapOp, ComplexLoop>> = {
  add: (n, { re, im }, a, b) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] + b.re[i];
    for (let i = 0; i < n; i++) im[i] = a.im[i] + b.im[i];
  },
  sub: (n, { re, im }, a, b) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] - b.re[i];
    for (let i = 0; i < n; i++) im[i] = a.im[i] - b.im[i];
  },
  mul: (n, { re, im }, a, b) => {
    for (let i = 0; i < n; i++) {
      re[i] = a.re[i] * b.re[i] - a.im[i] * b.im[i];
      im[i] = a.re[i] * b.im[i] + a.im[i] * b.re[i];
    }
  },
  neg: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = -a.re[i];
    for (let i = 0; i < n; i++) im[i] = -a.im[i];
  },
  conj: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i];
    for (let i = 0; i < n; i++) im[i] = -a.im[i];
  },
  abs: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = hypot(a.re[i], a.im[i]);
    im.fill(0, 0, n);
  },
  angle: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = Math.atan2(a.im[i], a.re[i]);
    im.fill(0, 0, n);
  },
  real: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i];
    im.fill(0, 0, n);
  },
  imag: (n, { re, im }, a) => {
    for (let i = 0; i < n; i++) re[i] = a.im[i];
    im.fill(0, 0, n);
  },
  complex: (n, { re, im }, a, b) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i];
    for (let i = 0; i < n; i++) im[i] = b.re[i];
  },
  where: (n, { re, im }, a, b, c) => {
    for (let i = 0; i < n; i++) {
      re[i] = a.re[i] !== 0 ? b.re[i] : c.re[i];
      im[i] = a.re[i] !== 0 ? b.im[i] : c.im[i];
    }
  },
  eq: (n, { re }, a, b) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] === b.re[i] && a.im[i] === b.im[i] ? 1 : 0;
  },
  ne: (n, { re }, a, b) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] !== b.re[i] || a.im[i] !== b.im[i] ? 1 : 0;
  },
  not: (n, { re }, a) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] === 0 && a.im[i] === 0 ? 1 : 0;
  },
  isnan: (n, { re }, a) => {
    for (let i = 0; i < n; i++) re[i] = a.re[i] !== a.re[i] || a.im[i] !== a.im[i] ? 1 : 0;
  },
  isinf: (n, { re }, a) => {
    for (let i = 0; i < n; i++) re[i] = Math.abs(a.re[i]) === Infinity || Math.abs(a.im[i]) === Infinity ? 1 : 0;
  },
};

/** |re + i·im|; the plain formula where it can neither overflow nor lose small numbers. */
function hypot(re: number, im: number): number {
  const power = re * re + im * im;
  return power > 1e-280 && power < 1e280 ? Math.sqrt(power) : Math.hypot(re, im);
}

const numberByNumber =
  (fn: (ar: number, ai: number, br: number, bi: number) => void): ComplexLoop =>
  (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      fn(a.re[i], a.im[i], b.re[i], b.im[i]);
      out.re[i] = result.re;
      out.im[i] = result.im;
    }
  };

export const COMPLEX_LOOPS: Partial<Record<MapOp, ComplexLoop>> = {
  ...Object.fromEntries(Object.entries(COMPLEX_FUNCTIONS).map(([op, fn]) => [op, numberByNumber(fn)])),
  ...LOOPS,
};

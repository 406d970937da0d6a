// Functions of one and two complex numbers, principal branches as in C and NumPy. They leave what they return in
// `result`, so that nothing is allocated per element.
import type { MapOp } from "../../../backend/index.js";

export const result = { re: 0, im: 0 };

function set(re: number, im: number): void {
  result.re = re;
  result.im = im;
}

type ComplexFunction = (ar: number, ai: number, br: number, bi: number) => void;

function multiply(ar: number, ai: number, br: number, bi: number): void {
  set(ar * br - ai * bi, ar * bi + ai * br);
}

/** Smith's division: scales by the larger part of the divisor, so that squares do not overflow. */
function divide(ar: number, ai: number, br: number, bi: number): void {
  if (Math.abs(br) >= Math.abs(bi)) {
    if (br === 0 && bi === 0) return set(ar / 0, ai / 0);
    const ratio = bi / br;
    const scale = br + bi * ratio;
    return set((ar + ai * ratio) / scale, (ai - ar * ratio) / scale);
  }
  const ratio = br / bi;
  const scale = br * ratio + bi;
  set((ar * ratio + ai) / scale, (ai * ratio - ar) / scale);
}

function sqrt(re: number, im: number): void {
  const size = Math.hypot(re, im);
  if (size === 0) return set(0, im);
  const half = Math.sqrt((size + Math.abs(re)) / 2);
  const other = Math.abs(im) / (2 * half);
  const isNegative = im < 0 || Object.is(im, -0);
  if (re >= 0) set(half, isNegative ? -other : other);
  else set(other, isNegative ? -half : half);
}

function exp(re: number, im: number): void {
  const size = Math.exp(re);
  if (im === 0) set(size, im);
  else set(size * Math.cos(im), size * Math.sin(im));
}

function log(re: number, im: number): void {
  // Near |z| = 1 the logarithm of the modulus cancels; log1p of |z|² − 1 does not.
  const excess = (Math.abs(re) - 1) * (Math.abs(re) + 1) + im * im;
  const size = Math.abs(excess) < 0.5 ? Math.log1p(excess) / 2 : Math.log(Math.hypot(re, im));
  set(size, Math.atan2(im, re));
}

function scale(factor: number): void {
  set(result.re * factor, result.im * factor);
}

function pow(ar: number, ai: number, br: number, bi: number): void {
  if (br === 0 && bi === 0) return set(1, 0);
  if (ar === 0 && ai === 0) return br > 0 && bi === 0 ? set(0, 0) : set(NaN, NaN);
  if (bi === 0 && Number.isInteger(br) && Math.abs(br) <= 64) return integerPower(ar, ai, br);
  log(ar, ai);
  multiply(result.re, result.im, br, bi);
  exp(result.re, result.im);
}

/** Repeated squaring keeps whole powers exact to the last digits. */
function integerPower(re: number, im: number, exponent: number): void {
  let [pr, pi] = [1, 0];
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) [pr, pi] = [pr * re - pi * im, pr * im + pi * re];
    [re, im] = [re * re - im * im, 2 * re * im];
  }
  if (exponent < 0) divide(1, 0, pr, pi);
  else set(pr, pi);
}

const sinh: ComplexFunction = (re, im) => set(Math.sinh(re) * Math.cos(im), Math.cosh(re) * Math.sin(im));
const cosh: ComplexFunction = (re, im) => set(Math.cosh(re) * Math.cos(im), Math.sinh(re) * Math.sin(im));

function tanh(re: number, im: number): void {
  if (Math.abs(re) > 20) return set(Math.sign(re), 4 * Math.sin(im) * Math.cos(im) * Math.exp(-2 * Math.abs(re)));
  const [s, c, tan] = [Math.sinh(re), Math.cosh(re), Math.tan(im)];
  divide(s, c * tan, c, s * tan);
}

/** asin z = atan2(x, re(√(1−z)·√(1+z))) + i·asinh(im(conj(√(1−z))·√(1+z))) (Kahan 1987). */
function asin(re: number, im: number): void {
  const [minus, plus] = rootsAround(re, im);
  const real = Math.atan2(re, minus.re * plus.re - minus.im * plus.im);
  set(real, Math.asinh(minus.re * plus.im - minus.im * plus.re));
}

/** acos z = 2·atan2(re √(1−z), re √(1+z)) + i·asinh(im(conj(√(1+z))·√(1−z))) (Kahan 1987). */
function acos(re: number, im: number): void {
  const [minus, plus] = rootsAround(re, im);
  set(2 * Math.atan2(minus.re, plus.re), Math.asinh(plus.re * minus.im - plus.im * minus.re));
}

function rootsAround(re: number, im: number): [typeof result, typeof result] {
  sqrt(1 - re, -im);
  const minus = { ...result };
  sqrt(1 + re, im);
  return [minus, { ...result }];
}

/** acosh z = asinh(re(conj(√(z−1))·√(z+1))) + 2i·atan2(im √(z−1), re √(z+1)) (Kahan 1987). */
function acosh(re: number, im: number): void {
  sqrt(re - 1, im);
  const minus = { ...result };
  sqrt(re + 1, im);
  set(Math.asinh(minus.re * result.re + minus.im * result.im), 2 * Math.atan2(minus.im, result.re));
}

function atanh(re: number, im: number): void {
  const below = (1 - re) * (1 - re) + im * im;
  set(Math.log1p((4 * re) / below) / 4, Math.atan2(2 * im, (1 - re) * (1 + re) - im * im) / 2);
}

export const COMPLEX_FUNCTIONS: Partial<Record<MapOp, ComplexFunction>> = {
  div: divide,
  pow,
  sqrt,
  exp,
  log,
  sinh,
  cosh,
  tanh,
  asin,
  acos,
  acosh,
  atanh,
  sign: (re, im) => {
    const size = Math.hypot(re, im);
    if (size === 0) set(0, 0);
    else set(re / size, im / size);
  },
  reciprocal: (re, im) => divide(1, 0, re, im),
  square: (re, im) => multiply(re, im, re, im),
  rsqrt: (re, im) => {
    sqrt(re, im);
    divide(1, 0, result.re, result.im);
  },
  expm1: (re, im) => {
    // e^x·cos y − 1 without the cancellation near 0.
    const half = Math.sin(im / 2);
    set(Math.expm1(re) * Math.cos(im) - 2 * half * half, Math.exp(re) * Math.sin(im));
  },
  log1p: (re, im) => {
    const excess = re * (2 + re) + im * im;
    const size = Math.abs(excess) < 0.5 ? Math.log1p(excess) / 2 : Math.log(Math.hypot(1 + re, im));
    set(size, Math.atan2(im, 1 + re));
  },
  log2: (re, im) => {
    log(re, im);
    scale(Math.LOG2E);
  },
  log10: (re, im) => {
    log(re, im);
    scale(Math.LOG10E);
  },
  sin: (re, im) => set(Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im)),
  cos: (re, im) => set(Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im)),
  // tan z = −i·tanh(iz), and likewise for the inverses.
  tan: (re, im) => {
    tanh(-im, re);
    set(result.im, -result.re);
  },
  atan: (re, im) => {
    atanh(-im, re);
    set(result.im, -result.re);
  },
  asinh: (re, im) => {
    asin(-im, re);
    set(result.im, -result.re);
  },
  sigmoid: (re, im) => {
    exp(-re, -im);
    divide(1, 0, 1 + result.re, result.im);
  },
};

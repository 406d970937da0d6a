// Matrices of the host: double precision, row by row, real and imaginary parts apart. What the algorithms beside this
// file work on; none of them knows tensors.

export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly re: Float64Array;
  /** Null where the numbers are real. */
  readonly im: Float64Array | null;
}

/** A complex number on the host. */
export type Complex = readonly [re: number, im: number];

/** An algorithm that did not settle within its limit of steps; `host-function.ts` says which op and matrix it was. */
export class NoConvergence extends Error {}

export const zeroMatrix = (rows: number, cols: number, complex: boolean): Matrix => ({
  rows,
  cols,
  re: new Float64Array(rows * cols),
  im: complex ? new Float64Array(rows * cols) : null,
});

export function identityMatrix(n: number, cols: number, complex: boolean): Matrix {
  const out = zeroMatrix(n, cols, complex);
  for (let i = 0; i < Math.min(n, cols); i++) out.re[i * cols + i] = 1;
  return out;
}

export const copyMatrix = ({ rows, cols, re, im }: Matrix): Matrix => ({
  rows,
  cols,
  re: re.slice(),
  im: im ? im.slice() : null,
});

/** The same numbers with imaginary parts. */
export const toComplexMatrix = (a: Matrix): Matrix => ({
  ...copyMatrix(a),
  im: a.im ? a.im.slice() : new Float64Array(a.re.length),
});

/** The conjugate transpose. */
export function adjointMatrix({ rows, cols, re, im }: Matrix): Matrix {
  const out = zeroMatrix(cols, rows, im !== null);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      out.re[j * rows + i] = re[i * cols + j];
      if (im) out.im![j * rows + i] = -im[i * cols + j];
    }
  return out;
}

/** The Hermitian matrix of which `a` holds one triangle; the diagonal counts as real. */
export function hermitianMatrix(a: Matrix, triangle: "L" | "U"): Matrix {
  const out = copyMatrix(a);
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    if (out.im) out.im[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const [from, to] = triangle === "L" ? [i * n + j, j * n + i] : [j * n + i, i * n + j];
      out.re[to] = out.re[from];
      if (out.im) out.im[to] = -out.im[from];
    }
  }
  return out;
}

/** The first `count` rows; shares memory. */
export const topRows = ({ cols, re, im }: Matrix, count: number): Matrix => ({
  rows: count,
  cols,
  re: re.subarray(0, count * cols),
  im: im ? im.subarray(0, count * cols) : null,
});

/** A row of real numbers as a matrix. */
export const rowMatrix = (values: ArrayLike<number>): Matrix => ({
  rows: 1,
  cols: values.length,
  re: Float64Array.from(values),
  im: null,
});

/** One number as a complex matrix. */
export const numberMatrix = ([re, im]: Complex): Matrix => ({
  rows: 1,
  cols: 1,
  re: Float64Array.of(re),
  im: Float64Array.of(im),
});

/** Whether every element is a finite number. */
export function isFiniteMatrix({ re, im }: Matrix): boolean {
  // x − x is NaN for NaN and infinities, 0 otherwise
  let sum = 0;
  for (let i = 0; i < re.length; i++) sum += re[i] - re[i];
  if (im) for (let i = 0; i < im.length; i++) sum += im[i] - im[i];
  return sum === 0;
}

function largestPart({ re, im }: Matrix): number {
  let most = 0;
  for (let i = 0; i < re.length; i++) most = Math.max(most, Math.abs(re[i]));
  if (im) for (let i = 0; i < im.length; i++) most = Math.max(most, Math.abs(im[i]));
  return most;
}

/** a ← a · 2^exponent, in steps that neither overflow nor underflow on the way. */
export function scaleByPowerOfTwo({ re, im }: Matrix, exponent: number): void {
  for (let left = exponent; left !== 0;) {
    const step = Math.max(-1000, Math.min(1000, left));
    const factor = 2 ** step;
    for (let i = 0; i < re.length; i++) re[i] *= factor;
    if (im) for (let i = 0; i < im.length; i++) im[i] *= factor;
    left -= step;
  }
}

/**
 * Brings the largest part of a finite matrix between 1 and 2 by an exact power of two, so that squares neither
 * overflow nor vanish, and returns the exponent that undoes it. A zero matrix stays.
 */
export function normalizeScale(a: Matrix): number {
  const most = largestPart(a);
  if (!(most > 0 && most < Infinity)) return 0;
  const exponent = Math.floor(Math.log2(most));
  scaleByPowerOfTwo(a, -exponent);
  return exponent;
}

/** a / b by Smith's method, which does not overflow on the way. */
export function divideComplex(ar: number, ai: number, br: number, bi: number): Complex {
  if (Math.abs(br) >= Math.abs(bi)) {
    const ratio = bi / br;
    const d = br + bi * ratio;
    return [(ar + ai * ratio) / d, (ai - ar * ratio) / d];
  }
  const ratio = br / bi;
  const d = br * ratio + bi;
  return [(ar * ratio + ai) / d, (ai * ratio - ar) / d];
}

/** √z with a non-negative real part. */
export function complexSqrt(re: number, im: number): Complex {
  const size = Math.hypot(re, im);
  if (size === 0) return [0, 0];
  const half = Math.sqrt((size + Math.abs(re)) / 2);
  if (re >= 0) return [half, im / (2 * half)];
  return [Math.abs(im) / (2 * half), im < 0 ? -half : half];
}

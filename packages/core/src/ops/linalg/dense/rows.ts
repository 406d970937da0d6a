// The inner loops of every algorithm here: sums along pieces of rows, which lie together in memory. Positions are
// indices into the flat array.
import type { Complex, Matrix } from "./matrix.js";

/** y ← y + (ar + i·ai) · x over n elements. */
export function addScaledRow(y: Matrix, yAt: number, x: Matrix, xAt: number, n: number, ar: number, ai: number): void {
  const [yr, xr] = [y.re, x.re];
  if (!y.im || !x.im) {
    for (let i = 0; i < n; i++) yr[yAt + i] += ar * xr[xAt + i];
    return;
  }
  const [yi, xi] = [y.im, x.im];
  for (let i = 0; i < n; i++) {
    const [re, im] = [xr[xAt + i], xi[xAt + i]];
    yr[yAt + i] += ar * re - ai * im;
    yi[yAt + i] += ar * im + ai * re;
  }
}

/** Σ conj(x) · y over n elements. */
export function dotRows(x: Matrix, xAt: number, y: Matrix, yAt: number, n: number): Complex {
  const [xr, yr] = [x.re, y.re];
  let re = 0;
  for (let i = 0; i < n; i++) re += xr[xAt + i] * yr[yAt + i];
  if (!x.im || !y.im) return [re, 0];
  const [xi, yi] = [x.im, y.im];
  let im = 0;
  for (let i = 0; i < n; i++) {
    re += xi[xAt + i] * yi[yAt + i];
    im += xr[xAt + i] * yi[yAt + i] - xi[xAt + i] * yr[yAt + i];
  }
  return [re, im];
}

/** Σ |x|² over n elements. */
export function squaredNorm(x: Matrix, at: number, n: number): number {
  const { re, im } = x;
  let sum = 0;
  for (let i = at; i < at + n; i++) sum += re[i] * re[i];
  if (im) for (let i = at; i < at + n; i++) sum += im[i] * im[i];
  return sum;
}

/** √Σ|x|² over n elements, exact in range: by squares where they fit, relative to the largest part where they do not. */
export function rowNorm(x: Matrix, at: number, n: number): number {
  const plain = squaredNorm(x, at, n);
  if ((plain > 1e-280 && plain < 1e280) || Number.isNaN(plain)) return Math.sqrt(plain);
  const { re, im } = x;
  let most = 0;
  for (let i = at; i < at + n; i++) most = Math.max(most, Math.abs(re[i]), im ? Math.abs(im[i]) : 0);
  if (most === 0 || most === Infinity) return most;
  let sum = 0;
  for (let i = at; i < at + n; i++) sum += (re[i] / most) ** 2 + (im ? (im[i] / most) ** 2 : 0);
  return most * Math.sqrt(sum);
}

/** x ← (ar + i·ai) · x over n elements. */
export function scaleRow({ re, im }: Matrix, at: number, n: number, ar: number, ai: number): void {
  if (!im) {
    for (let i = at; i < at + n; i++) re[i] *= ar;
    return;
  }
  for (let i = at; i < at + n; i++) {
    const [r, m] = [re[i], im[i]];
    re[i] = ar * r - ai * m;
    im[i] = ar * m + ai * r;
  }
}

export function swapRows({ cols, re, im }: Matrix, p: number, q: number): void {
  if (p === q) return;
  for (const part of im ? [re, im] : [re]) {
    const kept = part.slice(p * cols, (p + 1) * cols);
    part.copyWithin(p * cols, q * cols, (q + 1) * cols);
    part.set(kept, q * cols);
  }
}

/**
 * [x; y] ← [c·x − s·y; s·x + c·y] over n elements of one matrix, for real c ≥ 0, given s and s / (1 + c): what is added
 * is small where the angle is, so that thousands of rotations in a row keep lengths.
 */
export function rotateRows(a: Matrix, xAt: number, yAt: number, n: number, s: number, half: number): void {
  rotatePart(a.re, xAt, yAt, n, s, half);
  if (a.im) rotatePart(a.im, xAt, yAt, n, s, half);
}

function rotatePart(part: Float64Array, xAt: number, yAt: number, n: number, s: number, half: number): void {
  for (let i = 0; i < n; i++) {
    const [x, y] = [part[xAt + i], part[yAt + i]];
    part[xAt + i] = x - s * (y + half * x);
    part[yAt + i] = y + s * (x - half * y);
  }
}

/** a · b. */
export function multiplyMatrices(a: Matrix, b: Matrix): Matrix {
  const complex = a.im !== null || b.im !== null;
  const out: Matrix = {
    rows: a.rows,
    cols: b.cols,
    re: new Float64Array(a.rows * b.cols),
    im: complex ? new Float64Array(a.rows * b.cols) : null,
  };
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.cols; k++) {
      const at = i * a.cols + k;
      addScaledRow(out, i * b.cols, b, k * b.cols, b.cols, a.re[at], a.im ? a.im[at] : 0);
    }
  return out;
}

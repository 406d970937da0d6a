// Eigenvalues and eigenvectors of real symmetric and complex Hermitian matrices: Householder reflections to a real
// tridiagonal matrix, then implicit QR steps with Wilkinson's shift.
import { addScaledRow, dotRows, rotateRows } from "./rows.js";
import { applyReflectors, columnOf, conjugateOf, reflectorOf, type Reflector } from "./householder.js";
import {
  copyMatrix,
  identityMatrix,
  NoConvergence,
  normalizeScale,
  rowMatrix,
  scaleByPowerOfTwo,
  zeroMatrix,
  type Matrix,
} from "./matrix.js";
import { fixRowPhase } from "./phase.js";

export interface HermitianEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** Row i is the eigenvector of value i; null where only values were asked for. */
  readonly vectorRows: Matrix | null;
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
  readonly reflectors: readonly Reflector[];
}

/** Of the finite Hermitian matrix `a`, both triangles filled. */
export function eigenOfHermitian(a: Matrix, { vectors }: { vectors: boolean }): HermitianEigen {
  const n = a.rows;
  const own = copyMatrix(a);
  const exponent = normalizeScale(own);
  const { diagonal, beside, reflectors } = tridiagonalize(own);
  let rows: Matrix | null = null;
  if (vectors) {
    // rows of Qᵀ are the columns of Q, which the rotations mix
    const q = identityMatrix(n, n, a.im !== null);
    applyReflectors(reflectors, q, 1);
    rows = transposed(q);
  }
  diagonalize(diagonal, beside, rows);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j]);
  const values = rowMatrix(order.map((i) => diagonal[i]));
  scaleByPowerOfTwo(values, exponent);
  return { values: values.re, vectorRows: rows && ordered(rows, order) };
}

function transposed({ rows, cols, re, im }: Matrix): Matrix {
  const out = zeroMatrix(cols, rows, im !== null);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      out.re[j * rows + i] = re[i * cols + j];
      if (im) out.im![j * rows + i] = im[i * cols + j];
    }
  return out;
}

function ordered(a: Matrix, order: readonly number[]): Matrix {
  const out = zeroMatrix(a.rows, a.cols, a.im !== null);
  order.forEach((from, to) => {
    const [start, end] = [from * a.cols, (from + 1) * a.cols];
    out.re.set(a.re.subarray(start, end), to * a.cols);
    if (a.im) out.im!.set(a.im.subarray(start, end), to * a.cols);
    fixRowPhase(out, to);
  });
  return out;
}

/** a = Q · T · Qᴴ with Q = H₀·H₁·…, reflection k from row k + 1 on; `a` is used up. */
function tridiagonalize(a: Matrix): Tridiagonal {
  const n = a.rows;
  const beside = new Float64Array(Math.max(0, n - 1));
  const reflectors: Reflector[] = [];
  for (let k = 0; k < n - 1; k++) {
    const h = reflectorOf(columnOf(a, k, k + 1));
    beside[k] = h.beta;
    reflectors.push(h);
    reflectBothSides(a, k + 1, h);
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a.re[i * n + i]), beside, reflectors };
}

/** a ← Hᴴ·a·H from row and column `start` on: a − v·wᴴ − w·vᴴ with w = x − ½τ(xᴴv)·v and x = τ·a·v. */
function reflectBothSides(a: Matrix, start: number, h: Reflector): void {
  if (h.tauRe === 0 && h.tauIm === 0) return;
  const { v, tauRe: tr, tauIm: ti } = h;
  const m = v.cols;
  const vBar = conjugateOf(v);
  const w = zeroMatrix(1, m, a.im !== null);
  for (let i = 0; i < m; i++) {
    const [sr, si] = dotRows(vBar, 0, a, (start + i) * a.cols + start, m); // (a·v)ᵢ
    w.re[i] = tr * sr - ti * si;
    if (w.im) w.im[i] = tr * si + ti * sr;
  }
  const [pr, pi] = dotRows(w, 0, v, 0, m);
  addScaledRow(w, 0, v, 0, m, -0.5 * (tr * pr - ti * pi), -0.5 * (tr * pi + ti * pr));
  const wBar = conjugateOf(w);
  for (let i = 0; i < m; i++) {
    const at = (start + i) * a.cols + start;
    addScaledRow(a, at, wBar, 0, m, -v.re[i], v.im ? -v.im[i] : 0);
    addScaledRow(a, at, vBar, 0, m, -w.re[i], w.im ? -w.im[i] : 0);
  }
}

/** Steps that one eigenvalue may take; two are usual. */
const MOST_STEPS = 60;
/** Below this, next to a matrix of size 1, a number is 0: its square is no longer normal. */
const NOTHING = 2 ** -500;

/** Leaves the eigenvalues of the tridiagonal matrix in `d`; the rows of `rows` turn with it. */
function diagonalize(d: Float64Array, e: Float64Array, rows: Matrix | null): void {
  let steps = 0;
  for (let high = d.length - 1; high > 0;) {
    for (let k = 0; k < high; k++)
      if (Math.abs(e[k]) <= Math.max(Number.EPSILON * (Math.abs(d[k]) + Math.abs(d[k + 1])), NOTHING)) e[k] = 0;
    if (e[high - 1] === 0) {
      high--;
      steps = 0;
      continue;
    }
    if (steps++ >= MOST_STEPS) throw new NoConvergence(`an eigenvalue did not settle in ${MOST_STEPS} steps`);
    let low = high - 1;
    while (low > 0 && e[low - 1] !== 0) low--;
    qrStep(d, e, low, high, rows);
  }
}

/** One implicit QR step on the unreduced block low…high: the shift puts a bulge in, rotations chase it out. */
function qrStep(d: Float64Array, e: Float64Array, low: number, high: number, rows: Matrix | null): void {
  const delta = (d[high - 1] - d[high]) / 2;
  const beside = e[high - 1];
  const root = Math.hypot(delta, beside);
  const shift = d[high] - beside * (beside / (delta + (delta < 0 ? -root : root)));
  let x = d[low] - shift;
  let bulge = e[low];
  for (let k = low; k < high; k++) {
    const size = x < 0 ? -Math.hypot(x, bulge) : Math.hypot(x, bulge); // so that c ≥ 0
    const [c, s] = size === 0 ? [1, 0] : [x / size, bulge / size];
    if (k > low) e[k - 1] = size;
    // [c s; −s c] · [d₀ e; e d₁] · [c −s; s c]
    const [d0, d1, between] = [d[k], d[k + 1], e[k]];
    const cross = 2 * c * s * between;
    d[k] = c * c * d0 + cross + s * s * d1;
    d[k + 1] = s * s * d0 - cross + c * c * d1;
    e[k] = c * s * (d1 - d0) + (c * c - s * s) * between;
    if (rows) rotateRows(rows, k * rows.cols, (k + 1) * rows.cols, rows.cols, -s, -s / (1 + c));
    if (k < high - 1) {
      x = e[k];
      bulge = s * e[k + 1];
      e[k + 1] *= c;
    }
  }
}

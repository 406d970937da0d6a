// The singular value decomposition by one-sided Jacobi rotations after a pivoted QR step: as exact as the matrix
// allows, small singular values included, and it cannot fail to converge in practice.
import { eigenOfHermitian } from "./hermitian-eigen.js";
import { applyReflectors } from "./householder.js";
import {
  adjointMatrix,
  copyMatrix,
  identityMatrix,
  NoConvergence,
  normalizeScale,
  rowMatrix,
  scaleByPowerOfTwo,
  topRows,
  zeroMatrix,
  type Matrix,
} from "./matrix.js";
import { completeRows } from "./complete-rows.js";
import { fixRowPhase } from "./phase.js";
import { factorQr } from "./qr.js";
import { dotRows, multiplyMatrices, rotateRows, rowNorm, scaleRow, squaredNorm, swapRows } from "./rows.js";

export interface SingularValues {
  /** Descending, min(rows, cols) of them. */
  readonly values: Float64Array;
  /** Row i is the left singular vector of value i, conjugated: Uᴴ. Null where only values were asked for. */
  readonly uh: Matrix | null;
  /** Vᴴ. */
  readonly vh: Matrix | null;
}

export interface SvdWanted {
  /** None; as many as there are values; or whole orthonormal bases. */
  readonly vectors: "none" | "reduced" | "full";
}

/** a = U · diag(values) · Vᴴ of a finite matrix. */
export function svdOf(a: Matrix, { vectors }: SvdWanted): SingularValues {
  if (a.rows < a.cols) {
    // aᴴ = V · Σ · Uᴴ
    const { values, uh, vh } = svdOf(adjointMatrix(a), { vectors });
    if (uh && vh) fixPhases(vh, uh, values.length);
    return { values, uh: vh, vh: uh };
  }
  const own = copyMatrix(a);
  const exponent = normalizeScale(own);
  const n = a.cols;
  const { r, reflectors, order } = factorQr(own, { pivot: true });
  let core = topRows(r, n);
  let turned = vectors === "none" ? null : identityMatrix(n, n, a.im !== null);
  if (n > LARGE) {
    const guess = eigenvectorsOfSquare(core);
    core = multiplyMatrices(guess, core);
    turned &&= guess;
  }
  orthogonalizeRows(core, turned);
  const lengths = normalizeRows(core);
  const values = rowMatrix(lengths);
  scaleByPowerOfTwo(values, exponent);
  if (!turned) return { values: values.re, uh: null, vh: null };
  completeRows(core, lengths);
  // core = turned · R, so a = Q · turnedᴴ · Σ · (rows of core, columns put back)
  const u = identityMatrix(a.rows, vectors === "full" ? a.rows : n, a.im !== null);
  const inner = adjointMatrix(turned);
  for (let i = 0; i < n; i++) {
    u.re.set(inner.re.subarray(i * n, (i + 1) * n), i * u.cols);
    if (u.im) u.im.set(inner.im!.subarray(i * n, (i + 1) * n), i * u.cols);
  }
  applyReflectors(reflectors, u);
  const uh = adjointMatrix(u);
  const vh = columnsPutBack(core, order);
  fixPhases(uh, vh, n);
  return { values: values.re, uh, vh };
}

/** From here on sweeps from nothing take long, and the eigenvectors of R·Rᴴ give a start that one or two sweeps finish. */
const LARGE = 64;

/** Unitary rows that make those of r nearly orthogonal, the longest first. */
function eigenvectorsOfSquare(r: Matrix): Matrix {
  const { vectorRows } = eigenOfHermitian(multiplyMatrices(r, adjointMatrix(r)), { vectors: true });
  const out = zeroMatrix(r.rows, r.rows, r.im !== null);
  for (let i = 0; i < r.rows; i++) {
    const [from, to] = [(r.rows - 1 - i) * r.rows, i * r.rows];
    for (let j = 0; j < r.rows; j++) {
      out.re[to + j] = vectorRows!.re[from + j];
      if (out.im) out.im[to + j] = -vectorRows!.im![from + j];
    }
  }
  return out;
}

/** Makes the largest element of each vector of U real and positive; V turns along. Vectors beyond the values have no partner. */
function fixPhases(uh: Matrix, vh: Matrix, count: number): void {
  for (let i = 0; i < count; i++) {
    const phase = fixRowPhase(uh, i);
    scaleRow(vh, i * vh.cols, vh.cols, ...phase);
  }
  for (let i = count; i < uh.rows; i++) fixRowPhase(uh, i);
  for (let i = count; i < vh.rows; i++) fixRowPhase(vh, i);
}

function columnsPutBack(a: Matrix, order: Int32Array): Matrix {
  const out = zeroMatrix(a.rows, a.cols, a.im !== null);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.cols; j++) {
      out.re[i * a.cols + order[j]] = a.re[i * a.cols + j];
      if (out.im) out.im[i * a.cols + order[j]] = a.im![i * a.cols + j];
    }
  return out;
}

/** Rows this short, in a matrix of size 1, are 0: their squares are no longer normal numbers. */
const NOTHING = 2 ** -480;
const MOST_SWEEPS = 60;

/** Rotates pairs of rows until all are orthogonal, relative to their lengths; `turned` takes every rotation too. */
function orthogonalizeRows(a: Matrix, turned: Matrix | null): void {
  const n = a.rows;
  for (let i = 0; i < n; i++) if (rowNorm(a, i * n, n) < NOTHING) clearRow(a, i);
  const squares = Float64Array.from({ length: n }, (_, i) => squaredNorm(a, i * n, n));
  const tolerance = Number.EPSILON * Math.sqrt(Math.max(n, 4));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let settled = true;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) if (rotatePair(a, turned, squares, p, q, tolerance)) settled = false;
    if (settled) return;
  }
  throw new NoConvergence(`the singular vectors were not orthogonal after ${MOST_SWEEPS} sweeps`);
}

function clearRow({ cols, re, im }: Matrix, row: number): void {
  re.fill(0, row * cols, (row + 1) * cols);
  im?.fill(0, row * cols, (row + 1) * cols);
}

/** Makes rows p and q orthogonal with the longer one first. False where they were orthogonal already. */
function rotatePair(
  a: Matrix,
  turned: Matrix | null,
  squares: Float64Array,
  p: number,
  q: number,
  tolerance: number,
): boolean {
  const n = a.cols;
  if (squares[p] < squares[q]) {
    for (const m of turned ? [a, turned] : [a]) swapRows(m, p, q);
    [squares[p], squares[q]] = [squares[q], squares[p]];
  }
  if (squares[q] === 0) return false;
  const [re, im] = dotRows(a, q * n, a, p * n, n); // row p · rowᴴ q
  const size = Math.hypot(re, im);
  if (size <= tolerance * Math.sqrt(squares[p]) * Math.sqrt(squares[q])) return false;
  const zeta = (squares[q] - squares[p]) / (2 * size);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const s = t / Math.hypot(1, t);
  const half = s / (1 + 1 / Math.hypot(1, t));
  for (const m of turned ? [a, turned] : [a]) {
    // row q in the phase in which its product with row p is real
    if (im !== 0 || re < 0) scaleRow(m, q * n, n, re / size, im / size);
    rotateRows(m, p * n, q * n, n, s, half);
  }
  squares[p] = squaredNorm(a, p * n, n);
  squares[q] = squaredNorm(a, q * n, n);
  return true;
}

/** Divides each row by its length and returns the lengths. */
function normalizeRows(a: Matrix): Float64Array {
  const values = Float64Array.from({ length: a.rows }, (_, i) => rowNorm(a, i * a.cols, a.cols));
  for (let i = 0; i < a.rows; i++) if (values[i] > 0) scaleRow(a, i * a.cols, a.cols, 1 / values[i], 0);
  return values;
}

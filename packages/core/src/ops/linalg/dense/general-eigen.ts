// Eigenvalues and eigenvectors of any square matrix: balanced, reduced to Hessenberg form, then to a triangle.
import { balance } from "./balance.js";
import { complexSchur, splitComplexPairs } from "./complex-schur.js";
import { toHessenberg } from "./hessenberg.js";
import {
  copyMatrix,
  divideComplex,
  normalizeScale,
  scaleByPowerOfTwo,
  toComplexMatrix,
  zeroMatrix,
  type Matrix,
} from "./matrix.js";
import { fixRowPhase } from "./phase.js";
import { realSchur } from "./real-schur.js";
import { rowNorm, scaleRow } from "./rows.js";

export interface GeneralEigen {
  /** One row, complex. Of a real matrix the pairs are exact conjugates, the one with Im > 0 first. */
  readonly values: Matrix;
  /** Row i is the eigenvector of value i, of length 1; null where only values were asked for. */
  readonly vectorRows: Matrix | null;
}

/** Of the finite square matrix `a`. */
export function eigenOf(a: Matrix, { vectors }: { vectors: boolean }): GeneralEigen {
  const n = a.rows;
  const own = copyMatrix(a);
  const exponent = normalizeScale(own);
  const scales = balance(own);
  const { t, q } = schurOf(own, vectors);
  const values = zeroMatrix(1, n, true);
  for (let i = 0; i < n; i++) [values.re[i], values.im![i]] = [t.re[i * n + i], t.im![i * n + i]];
  const isReal = a.im === null;
  const vectorRows = q ? vectorsOf(t, q, scales, isReal) : null;
  scaleByPowerOfTwo(values, exponent);
  return { values, vectorRows };
}

/** Upper triangular t and unitary q, both complex, with a = q · t · qᴴ. */
function schurOf(a: Matrix, vectors: boolean): { t: Matrix; q: Matrix | null } {
  const { h, q } = toHessenberg(a, { vectors });
  if (a.im) {
    complexSchur(h, q);
    return { t: h, q };
  }
  realSchur(h, q);
  const [t, whole] = [toComplexMatrix(h), q && toComplexMatrix(q)];
  splitComplexPairs(t, whole);
  return { t, q: whole };
}

function vectorsOf(t: Matrix, q: Matrix, scales: Float64Array, isReal: boolean): Matrix {
  const n = t.rows;
  const out = zeroMatrix(n, n, true);
  for (let k = 0; k < n; k++) {
    const isSecond = isReal && t.im![k * n + k] < 0;
    if (isSecond) {
      // the conjugate of the one before
      for (let j = 0; j < n; j++) {
        out.re[k * n + j] = out.re[(k - 1) * n + j];
        out.im![k * n + j] = -out.im![(k - 1) * n + j];
      }
      continue;
    }
    const x = triangularEigenvector(t, k);
    for (let j = 0; j < n; j++)
      for (let i = 0; i <= k; i++) {
        const at = j * n + i;
        out.re[k * n + j] += q.re[at] * x.re[i] - q.im![at] * x.im![i];
        out.im![k * n + j] += q.re[at] * x.im![i] + q.im![at] * x.re[i];
      }
    if (isReal && t.im![k * n + k] === 0) out.im!.fill(0, k * n, (k + 1) * n);
    for (let j = 0; j < n; j++) {
      out.re[k * n + j] *= scales[j];
      out.im![k * n + j] *= scales[j];
    }
    scaleRow(out, k * n, n, 1 / rowNorm(out, k * n, n), 0);
    fixRowPhase(out, k);
  }
  return out;
}

/** x with t·x = t[k, k]·x and x[k] = 1, by substitution from below; t is of size 1. */
function triangularEigenvector(t: Matrix, k: number): Matrix {
  const n = t.rows;
  const x = zeroMatrix(1, n, true);
  x.re[k] = 1;
  const [lr, li] = [t.re[k * n + k], t.im![k * n + k]];
  // Equal eigenvalues are taken a rounding error apart: the vector then comes out near those of the other one.
  const least = Math.max(Number.EPSILON * rowNorm(t, 0, t.re.length), Number.MIN_VALUE);
  const rest = zeroMatrix(1, n, true); // Σ of columns of t times x, as far as they are known
  for (let j = k; j > 0; j--) {
    for (let i = 0; i < j; i++) {
      const at = i * n + j;
      rest.re[i] += t.re[at] * x.re[j] - t.im![at] * x.im![j];
      rest.im![i] += t.re[at] * x.im![j] + t.im![at] * x.re[j];
    }
    const i = j - 1;
    let [dr, di] = [lr - t.re[i * n + i], li - t.im![i * n + i]];
    if (Math.hypot(dr, di) < least) [dr, di] = [least, 0];
    [x.re[i], x.im![i]] = divideComplex(rest.re[i], rest.im![i], dr, di);
    shrinkLarge(x, rest, Math.hypot(x.re[i], x.im![i]));
  }
  return x;
}

/** Keeps the growing vector in range; only its direction counts. */
function shrinkLarge(x: Matrix, rest: Matrix, size: number): void {
  if (size < 1e100) return;
  scaleRow(x, 0, x.cols, 1 / size, 0);
  scaleRow(rest, 0, rest.cols, 1 / size, 0);
}

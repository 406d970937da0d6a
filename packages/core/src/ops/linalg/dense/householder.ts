// Reflections H = I − τ·v·vᴴ with v[0] = 1, made and applied as LAPACK does (larfg, larf).
import { divideComplex, zeroMatrix, type Matrix } from "./matrix.js";
import { addScaledRow, dotRows, rowNorm } from "./rows.js";

export interface Reflector {
  /** One row. */
  readonly v: Matrix;
  readonly tauRe: number;
  readonly tauIm: number;
  /** Hᴴ · x = beta · e₁; real. */
  readonly beta: number;
}

/** The reflection that takes the row `x` to its first axis; `x` becomes v. */
export function reflectorOf(x: Matrix): Reflector {
  const [ar, ai] = [x.re[0], x.im ? x.im[0] : 0];
  const rest = rowNorm(x, 1, x.cols - 1);
  x.re[0] = 1;
  if (x.im) x.im[0] = 0;
  if (rest === 0 && ai === 0) {
    x.re.fill(0, 1);
    return { v: x, tauRe: 0, tauIm: 0, beta: ar };
  }
  const size = Math.hypot(ar, ai, rest);
  const beta = ar < 0 ? size : -size; // away from the first element: nothing cancels
  const [dr, di] = [ar - beta, ai];
  for (let i = 1; i < x.cols; i++) {
    if (!x.im) x.re[i] /= dr;
    else [x.re[i], x.im[i]] = divideComplex(x.re[i], x.im[i], dr, di);
  }
  return { v: x, tauRe: (beta - ar) / beta, tauIm: -ai / beta, beta };
}

/** Part of a matrix: everything from a row and a column on. */
export interface Corner {
  readonly row: number;
  readonly col: number;
}

/** a ← H·a, or Hᴴ·a, in the rows from `row` and the columns from `col`. */
export function reflectRows(a: Matrix, { row, col }: Corner, h: Reflector, { adjoint }: { adjoint: boolean }): void {
  if (h.tauRe === 0 && h.tauIm === 0) return;
  const { v } = h;
  const width = a.cols - col;
  const sums = zeroMatrix(1, width, a.im !== null); // vᴴ · a
  for (let i = 0; i < v.cols; i++)
    addScaledRow(sums, 0, a, (row + i) * a.cols + col, width, v.re[i], v.im ? -v.im[i] : 0);
  const [tr, ti] = [h.tauRe, adjoint ? -h.tauIm : h.tauIm];
  for (let i = 0; i < v.cols; i++) {
    const [vr, vi] = [v.re[i], v.im ? v.im[i] : 0];
    addScaledRow(a, (row + i) * a.cols + col, sums, 0, width, -(tr * vr - ti * vi), -(tr * vi + ti * vr));
  }
}

/** a ← a·H in the columns from `col`, all rows. */
export function reflectColumns(a: Matrix, col: number, h: Reflector): void {
  if (h.tauRe === 0 && h.tauIm === 0) return;
  const conjugate = conjugateOf(h.v);
  for (let i = 0; i < a.rows; i++) {
    const at = i * a.cols + col;
    const [sr, si] = dotRows(conjugate, 0, a, at, conjugate.cols);
    addScaledRow(a, at, conjugate, 0, conjugate.cols, -(h.tauRe * sr - h.tauIm * si), -(h.tauRe * si + h.tauIm * sr));
  }
}

export const conjugateOf = (x: Matrix): Matrix => (x.im ? { ...x, im: x.im.map((v) => -v) } : x);

/** A piece of a column as a row. */
export function columnOf({ rows, cols, re, im }: Matrix, col: number, from: number): Matrix {
  const out = zeroMatrix(1, rows - from, im !== null);
  for (let i = from; i < rows; i++) {
    out.re[i - from] = re[i * cols + col];
    if (im) out.im![i - from] = im[i * cols + col];
  }
  return out;
}

/** b ← H₀·H₁·…·b, where reflection k starts at row `first + k`. */
export function applyReflectors(reflectors: readonly Reflector[], b: Matrix, first = 0): void {
  for (let k = reflectors.length - 1; k >= 0; k--) reflectRows(b, { row: first + k, col: 0 }, reflectors[k], { adjoint: false }); // prettier-ignore
}

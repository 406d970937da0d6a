// QR factors by Householder reflections, with or without column pivoting.
import { copyMatrix, type Matrix } from "./matrix.js";
import { columnOf, reflectorOf, reflectRows, type Reflector } from "./householder.js";

export interface QrFactors {
  /** The shape of the matrix, zeros below the diagonal, a real diagonal. */
  readonly r: Matrix;
  /** Q = H₀·H₁·… */
  readonly reflectors: readonly Reflector[];
  /** Column `order[j]` of the matrix is column j of Q·R. */
  readonly order: Int32Array;
}

/** Q · R = a, or = a with its columns in order of what is left of them (`pivot`), so that R's diagonal falls. */
export function factorQr(a: Matrix, { pivot = false }: { pivot?: boolean } = {}): QrFactors {
  const r = copyMatrix(a);
  const order = Int32Array.from({ length: a.cols }, (_, j) => j);
  const reflectors: Reflector[] = [];
  for (let k = 0; k < Math.min(a.rows, a.cols); k++) {
    if (pivot) swapColumns(r, order, k, longestColumn(r, k));
    const h = reflectorOf(columnOf(r, k, k));
    reflectors.push(h);
    reflectRows(r, { row: k, col: k + 1 }, h, { adjoint: true });
    for (let i = k; i < a.rows; i++) {
      r.re[i * a.cols + k] = i === k ? h.beta : 0;
      if (r.im) r.im[i * a.cols + k] = 0;
    }
  }
  return { r, reflectors, order };
}

/** Lengths are computed anew for each step: as much work as the step itself, and no update that cancels. */
function longestColumn({ rows, cols, re, im }: Matrix, k: number): number {
  const squares = new Float64Array(cols);
  for (let i = k; i < rows; i++)
    for (let j = k; j < cols; j++) {
      const at = i * cols + j;
      squares[j] += re[at] * re[at] + (im ? im[at] * im[at] : 0);
    }
  let best = k;
  for (let j = k + 1; j < cols; j++) if (squares[j] > squares[best]) best = j;
  return best;
}

function swapColumns({ rows, cols, re, im }: Matrix, order: Int32Array, p: number, q: number): void {
  if (p === q) return;
  [order[p], order[q]] = [order[q], order[p]];
  for (const part of im ? [re, im] : [re])
    for (let i = 0; i < rows; i++) {
      const [x, y] = [part[i * cols + p], part[i * cols + q]];
      part[i * cols + p] = y;
      part[i * cols + q] = x;
    }
}

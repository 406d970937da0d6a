// Orthonormal rows made up where a matrix has none.
import type { Matrix } from "./matrix.js";
import { addScaledRow, dotRows, rowNorm, scaleRow } from "./rows.js";

/** Fills the rows of a square matrix whose `lengths` are 0 with unit rows orthogonal to all others. */
export function completeRows(a: Matrix, lengths: Float64Array): void {
  const n = a.cols;
  const done = Array.from(lengths.keys()).filter((i) => lengths[i] > 0);
  for (let row = 0; row < a.rows; row++) {
    if (lengths[row] > 0) continue;
    a.re[row * n + leastCovered(a, done)] = 1;
    // twice: the second pass takes away what rounding left of the first
    for (let pass = 0; pass < 2; pass++)
      for (const other of done) {
        const [re, im] = dotRows(a, other * n, a, row * n, n);
        addScaledRow(a, row * n, a, other * n, n, -re, -im);
      }
    scaleRow(a, row * n, n, 1 / rowNorm(a, row * n, n), 0);
    done.push(row);
  }
}

/** The axis that is furthest from the span of the given orthonormal rows. */
function leastCovered({ cols, re, im }: Matrix, rows: readonly number[]): number {
  const covered = new Float64Array(cols);
  for (const row of rows)
    for (let j = 0; j < cols; j++) {
      const at = row * cols + j;
      covered[j] += re[at] * re[at] + (im ? im[at] * im[at] : 0);
    }
  let best = 0;
  for (let j = 1; j < cols; j++) if (covered[j] < covered[best]) best = j;
  return best;
}

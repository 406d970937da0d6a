// Triangular systems, solved in place in the rows of the right side.
import { divideComplex, type Matrix } from "./matrix.js";
import { addScaledRow, scaleRow } from "./rows.js";

/** B ← T⁻¹ · B for the upper or lower triangle T of `a`; the other triangle is not read. A zero on the diagonal gives infinities. */
export function solveTriangularInPlace(
  a: Matrix,
  b: Matrix,
  { upper, unit = false }: { upper: boolean; unit?: boolean },
): void {
  const [n, cols] = [b.rows, b.cols];
  for (let step = 0; step < n; step++) {
    const i = upper ? n - 1 - step : step;
    const [from, to] = upper ? [i + 1, n] : [0, i];
    for (let k = from; k < to; k++) {
      const at = i * a.cols + k;
      addScaledRow(b, i * cols, b, k * cols, cols, -a.re[at], a.im ? -a.im[at] : 0);
    }
    if (!unit) divideRow(b, i, a.re[i * a.cols + i], a.im ? a.im[i * a.cols + i] : 0);
  }
}

function divideRow(b: Matrix, row: number, re: number, im: number): void {
  const at = row * b.cols;
  if (im === 0) {
    for (let j = at; j < at + b.cols; j++) {
      b.re[j] /= re;
      if (b.im) b.im[j] /= re;
    }
    return;
  }
  const [r, i] = divideComplex(1, 0, re, im);
  scaleRow(b, at, b.cols, r, i);
}

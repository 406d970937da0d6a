// Cholesky factors, row by row.
import { zeroMatrix, type Matrix } from "./matrix.js";
import { dotRows, squaredNorm } from "./rows.js";

/** L with L · Lᴴ = a, read from the lower triangle of `a`; or the order of the first leading minor that is not positive. */
export function factorCholesky(a: Matrix): Matrix | number {
  const n = a.rows;
  const out = zeroMatrix(n, n, a.im !== null);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const at = i * n + j;
      const [re, im] = dotRows(out, j * n, out, i * n, j);
      out.re[at] = (a.re[at] - re) / out.re[j * n + j];
      if (out.im) out.im[at] = (a.im![at] - im) / out.re[j * n + j];
    }
    const rest = a.re[i * n + i] - squaredNorm(out, i * n, i);
    if (!(rest > 0)) return i + 1; // NaN too
    out.re[i * n + i] = Math.sqrt(rest);
  }
  return out;
}

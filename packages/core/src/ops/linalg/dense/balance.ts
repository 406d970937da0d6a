// Scaling that makes the rows and columns of a matrix equally large before its eigenvalues are sought.
import { rowNorm } from "./rows.js";
import { columnOf } from "./householder.js";
import type { Matrix } from "./matrix.js";

const MOST_ROUNDS = 100;

/**
 * a ← D⁻¹·a·D with powers of two on the diagonal of D, which change no digit; returns that diagonal. Rounding errors of
 * the QR steps are relative to the norm, and this lowers the norm.
 */
export function balance(a: Matrix): Float64Array {
  const n = a.rows;
  const diagonal = new Float64Array(n).fill(1);
  for (let round = 0, changed = true; changed && round < MOST_ROUNDS; round++) {
    changed = false;
    for (let i = 0; i < n; i++) {
      const row = rowNorm(a, i * n, n);
      const column = rowNorm(columnOf(a, i, 0), 0, n);
      if (row === 0 || column === 0) continue;
      const power = Math.round(Math.log2(row / column) / 2);
      const factor = 2 ** power;
      if (power === 0 || row / factor + column * factor >= 0.95 * (row + column)) continue;
      if (!Number.isFinite(factor * diagonal[i]) || factor * diagonal[i] < 2 ** -1000) continue;
      diagonal[i] *= factor;
      scaleAxis(a, i, factor);
      changed = true;
    }
  }
  return diagonal;
}

function scaleAxis({ rows: n, re, im }: Matrix, i: number, factor: number): void {
  for (const part of im ? [re, im] : [re])
    for (let j = 0; j < n; j++) {
      part[i * n + j] /= factor;
      part[j * n + i] *= factor;
    }
}

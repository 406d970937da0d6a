// Spline interpolation as a matrix: what each value of the grid contributes to the spline at each target.
import type { InterpolationKind } from "./grid.js";

/** The degree of a kind that is a spline of its own; undefined for those that need two neighbours at most. */
export const degreeOf = (kind: InterpolationKind): 2 | 3 | undefined =>
  kind === "quadratic" ? 2 : kind === "cubic" ? 3 : undefined;

/** Knots without those next to the ends (not-a-knot); between the grid's points for an even degree. */
function knotsOf(grid: Float64Array, degree: number): Float64Array {
  const inner = degree % 2 === 1 ? grid : grid.subarray(1).map((x, i) => (x + grid[i]) / 2);
  const cut = degree % 2 === 1 ? (degree + 1) / 2 : degree / 2;
  const ends = Array.from({ length: degree + 1 }, () => 0);
  return Float64Array.of(
    ...ends.map(() => grid[0]),
    ...inner.subarray(cut, inner.length - cut),
    ...ends.map(() => grid.at(-1)!),
  );
}

/** The degree + 1 B-splines that are not 0 at x, by Cox and de Boor, and the index of the first. */
function basisAt(
  x: number,
  knots: Float64Array,
  degree: number,
  count: number,
): { first: number; values: Float64Array } {
  let span = degree;
  while (span < count - 1 && x >= knots[span + 1]) span++;
  const values = new Float64Array(degree + 1);
  values[0] = 1;
  for (let d = 1; d <= degree; d++)
    for (let j = d; j >= 0; j--) {
      // values[j] of degree d from values[j - 1] and values[j] of degree d - 1, from the right
      const left = span - d + j;
      const up = j > 0 ? (x - knots[left]) / (knots[left + d] - knots[left]) : 0;
      const down = j < d ? (knots[left + d + 1] - x) / (knots[left + d + 1] - knots[left + 1]) : 0;
      values[j] = (j > 0 ? up * values[j - 1] : 0) + (j < d ? down * values[j] : 0);
    }
  return { first: span - degree, values };
}

/** Gaussian elimination of a banded matrix without exchanges, which collocation by B-splines does not need. Overwrites both. */
function solveBanded(a: Float64Array, b: Float64Array, n: number, width: number, columns: number): void {
  for (let k = 0; k < n; k++)
    for (let i = k + 1; i <= Math.min(n - 1, k + width); i++) {
      const factor = a[i * n + k] / a[k * n + k];
      if (factor === 0) continue;
      for (let j = k; j <= Math.min(n - 1, k + width); j++) a[i * n + j] -= factor * a[k * n + j];
      for (let j = 0; j < columns; j++) b[i * columns + j] -= factor * b[k * columns + j];
    }
  for (let k = n - 1; k >= 0; k--) {
    for (let i = k + 1; i <= Math.min(n - 1, k + width); i++) {
      const factor = a[k * n + i];
      for (let j = 0; j < columns; j++) b[k * columns + j] -= factor * b[i * columns + j];
    }
    for (let j = 0; j < columns; j++) b[k * columns + j] /= a[k * n + k];
  }
}

/** [targets, grid]; rows of targets outside the grid are not to be used. `grid` rises and holds more than `degree` points. */
export function splineMatrix(grid: Float64Array, targets: Float64Array, degree: number): Float64Array {
  const n = grid.length;
  const knots = knotsOf(grid, degree);
  const collocation = new Float64Array(n * n);
  const coefficients = new Float64Array(n * n);
  grid.forEach((x, i) => {
    const { first, values } = basisAt(x, knots, degree, n);
    values.forEach((value, j) => (collocation[i * n + first + j] = value));
    coefficients[i * n + i] = 1;
  });
  solveBanded(collocation, coefficients, n, degree, n);
  const matrix = new Float64Array(targets.length * n);
  targets.forEach((x, t) => {
    if (!(x >= grid[0] && x <= grid[n - 1])) return;
    const { first, values } = basisAt(x, knots, degree, n);
    values.forEach((value, j) => {
      for (let c = 0; c < n; c++) matrix[t * n + c] += value * coefficients[(first + j) * n + c];
    });
  });
  return matrix;
}

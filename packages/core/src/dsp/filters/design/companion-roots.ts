import { outsideCapture } from "../../../backend/index.js";
import { eigvals, fromTypedArray } from "../../../ops/index.js";
import { complexOf, type Complex } from "./complex.js";

/**
 * Roots of c[0]·xⁿ + … + c[n] as eigenvalues of its companion matrix. Multiple roots come apart, but so that they still
 * multiply out to the polynomial, which they do not if each is found alone (polynomial-roots.ts).
 */
export function companionRoots(coefficients: ArrayLike<number>): Complex[] {
  const all = Array.from(coefficients);
  const first = all.findIndex((c) => c !== 0);
  const last = all.findLastIndex((c) => c !== 0);
  const atZero = Array.from({ length: all.length - 1 - last }, () => complexOf(0));
  const n = last - first;
  if (first < 0 || n === 0) return first < 0 ? [] : atZero;
  const matrix = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    matrix[j] = -all[first + 1 + j] / all[first];
    if (j + 1 < n) matrix[(j + 1) * n + j] = 1;
  }
  const pairs = outsideCapture(() => eigvals(fromTypedArray(matrix, [n, n], { device: "cpu" })).dataSync());
  return [...Array.from({ length: n }, (_, k) => complexOf(Number(pairs[2 * k]), Number(pairs[2 * k + 1]))), ...atZero];
}

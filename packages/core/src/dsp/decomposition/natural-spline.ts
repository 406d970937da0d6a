import type { Knots } from "./extrema.js";

/** The natural cubic spline through the knots, at 0…n - 1. Two knots give a line, one a constant. */
export function naturalSpline({ at, values }: Knots, n: number): Float64Array {
  const count = at.length;
  const out = new Float64Array(n);
  if (count === 1) return out.fill(values[0]);
  // Second derivatives from a tridiagonal system, those at the ends 0.
  const [curvature, factor] = [new Float64Array(count), new Float64Array(count)];
  for (let k = 1; k < count - 1; k++) {
    const [before, after] = [at[k] - at[k - 1], at[k + 1] - at[k]];
    const bend = (values[k + 1] - values[k]) / after - (values[k] - values[k - 1]) / before;
    const pivot = 2 * (before + after) - before * factor[k - 1];
    factor[k] = after / pivot;
    curvature[k] = (6 * bend - before * curvature[k - 1]) / pivot;
  }
  for (let k = count - 2; k > 0; k--) curvature[k] -= factor[k] * curvature[k + 1];
  for (let i = 0, k = 0; i < n; i++) {
    while (k < count - 2 && i > at[k + 1]) k++;
    const width = at[k + 1] - at[k];
    const [a, b] = [at[k + 1] - i, i - at[k]];
    out[i] =
      (curvature[k] * a ** 3 + curvature[k + 1] * b ** 3) / (6 * width) +
      (values[k] / width - (curvature[k] * width) / 6) * a +
      (values[k + 1] / width - (curvature[k + 1] * width) / 6) * b;
  }
  return out;
}

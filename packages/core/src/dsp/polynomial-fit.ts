// Least-squares polynomials on fixed points, as the weights that turn values into coefficients.

/**
 * Row k holds the weights of the values in the coefficient of t^k of the polynomial that fits them best: (order + 1) rows
 * of one weight per point. Needs more points than `order`, distinct.
 */
export function fitRows(points: ArrayLike<number>, order: number): Float64Array {
  const n = points.length;
  const scale = Math.max(...Array.from(points, Math.abs)) || 1;
  const t = Float64Array.from(points, (p) => p / scale);
  // Polynomials orthonormal on the points, by Stieltjes' recurrence: powers of t themselves are nearly dependent.
  const rows = new Float64Array((order + 1) * n);
  let before = { values: new Float64Array(n), coefficients: new Float64Array(order + 1) };
  let now = before;
  for (let degree = 0; degree <= order; degree++) {
    const next = { values: new Float64Array(n), coefficients: new Float64Array(order + 1) };
    if (degree === 0) {
      next.values.fill(1);
      next.coefficients[0] = 1;
    } else {
      const centre = dot(t, now.values, now.values);
      const link = degree > 1 ? dot(t, now.values, before.values) : 0;
      for (let i = 0; i < n; i++) next.values[i] = (t[i] - centre) * now.values[i] - link * before.values[i];
      for (let k = 0; k <= degree; k++)
        next.coefficients[k] =
          (k > 0 ? now.coefficients[k - 1] : 0) - centre * now.coefficients[k] - link * before.coefficients[k];
    }
    const length = Math.sqrt(next.values.reduce((sum, v) => sum + v * v, 0));
    next.values.forEach((v, i) => (next.values[i] = v / length));
    next.coefficients.forEach((c, k) => (next.coefficients[k] = c / length));
    for (let k = 0; k <= degree; k++)
      for (let i = 0; i < n; i++) rows[k * n + i] += (next.coefficients[k] * next.values[i]) / scale ** k;
    before = now;
    now = next;
  }
  return rows;
}

/** Weights of the values in a derivative of the fitted polynomial at one place. */
export function derivativeWeights(
  points: ArrayLike<number>,
  order: number,
  derivative: number,
  at: number,
): Float64Array {
  const n = points.length;
  const rows = fitRows(points, order);
  const weights = new Float64Array(n);
  for (let k = derivative; k <= order; k++) {
    let factor = at ** (k - derivative);
    for (let j = 0; j < derivative; j++) factor *= k - j;
    for (let i = 0; i < n; i++) weights[i] += factor * rows[k * n + i];
  }
  return weights;
}

const dot = (t: Float64Array, a: Float64Array, b: Float64Array): number =>
  t.reduce((sum, v, i) => sum + v * a[i] * b[i], 0);

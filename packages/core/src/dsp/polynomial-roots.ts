// All roots of a real polynomial at once, by Aberth's method in double precision.

export interface Root {
  readonly re: number;
  readonly im: number;
}

/** Roots of c[0]·zⁿ + c[1]·zⁿ⁻¹ + … + c[n]; zeros in front lower the degree, and those at the end are roots at 0. */
export function polynomialRoots(coefficients: ArrayLike<number>): Root[] {
  const all = Array.from(coefficients);
  const first = all.findIndex((c) => c !== 0);
  if (first < 0 || all.some((c) => !Number.isFinite(c))) return [];
  const last = all.findLastIndex((c) => c !== 0);
  const c = all.slice(first, last + 1);
  const n = c.length - 1;
  const atZero = Array.from({ length: all.length - 1 - last }, () => ({ re: 0, im: 0 }));
  if (n === 0) return atZero;
  // On a circle whose radius is the geometric mean of the roots' magnitudes, off the real axis.
  const radius = Math.abs(c[n] / c[0]) ** (1 / n);
  const re = Float64Array.from({ length: n }, (_, k) => radius * Math.cos((2 * Math.PI * k) / n + 0.4));
  const im = Float64Array.from({ length: n }, (_, k) => radius * Math.sin((2 * Math.PI * k) / n + 0.4));
  for (let round = 0; round < 200; round++) {
    let moved = 0;
    for (let k = 0; k < n; k++) {
      // The polynomial p and its slope d at the root, by Horner's rule.
      let [pr, pi, dr, di] = [c[0], 0, 0, 0];
      for (let j = 1; j <= n; j++) {
        [dr, di] = [dr * re[k] - di * im[k] + pr, dr * im[k] + di * re[k] + pi];
        [pr, pi] = [pr * re[k] - pi * im[k] + c[j], pr * im[k] + pi * re[k]];
      }
      // p / (d - p · Σ 1 / (z - other roots))
      let [sr, si] = [0, 0];
      for (let j = 0; j < n; j++) {
        if (j === k) continue;
        const [x, y] = [re[k] - re[j], im[k] - im[j]];
        const square = x * x + y * y || Number.MIN_VALUE;
        sr += x / square;
        si -= y / square;
      }
      const [br, bi] = [dr - (pr * sr - pi * si), di - (pr * si + pi * sr)];
      const size = br * br + bi * bi;
      if (size === 0) continue;
      const [wr, wi] = [(pr * br + pi * bi) / size, (pi * br - pr * bi) / size];
      re[k] -= wr;
      im[k] -= wi;
      moved = Math.max(moved, Math.hypot(wr, wi) / Math.max(Math.hypot(re[k], im[k]), Number.MIN_VALUE));
    }
    if (moved < 1e-15) break;
  }
  return [...Array.from(re, (x, k) => ({ re: x, im: im[k] })), ...atZero];
}

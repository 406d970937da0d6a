// The biorthogonal filters of Cohen, Daubechies and Feauveau whose synthesis is a B-spline.

const binomial = (n: number, k: number): number => {
  let c = 1;
  for (let i = 0; i < k; i++) c = (c * (n - i)) / (i + 1);
  return c;
};

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const out = Array.from({ length: a.length + b.length - 1 }, () => 0);
  a.forEach((x, i) => b.forEach((y, j) => (out[i + j] += x * y)));
  return out;
}

/** ((1 + z) / 2)^n · √2 */
const spline = (n: number): number[] => Array.from({ length: n + 1 }, (_, k) => (binomial(n, k) * Math.SQRT2) / 2 ** n);

/** The filter of n zeros at π that is dual to the spline of m: ((1 + z) / 2)^n · √2 · Σ C(K − 1 + k, k)·yᵏ, K = (m + n) / 2. */
function dual(m: number, n: number): number[] {
  const terms = (m + n) / 2;
  let powers = [1]; // of y = (2 − z − 1/z) / 4
  const sum = Array.from({ length: 2 * terms - 1 }, () => 0);
  for (let k = 0; k < terms; k++) {
    powers.forEach((p, i) => (sum[terms - 1 - k + i] += binomial(terms - 1 + k, k) * p));
    powers = convolve(powers, [-0.25, 0.5, -0.25]);
  }
  return convolve(spline(n), sum);
}

/**
 * Low-pass filters of the pair m.n, filled with zeros to equal even length. Odd filters stand where their centres give the
 * pair its common delay.
 */
export function splinePair(m: number, n: number): { analysis: number[]; synthesis: number[] } {
  const [long, short] = [dual(m, n), spline(m)];
  const length = long.length + (long.length % 2);
  const place = (filter: readonly number[], start: number): number[] => {
    const out = Array.from({ length: length }, () => 0);
    filter.forEach((h, i) => (out[start + i] = h));
    return out;
  };
  return {
    analysis: place(long, length - long.length),
    synthesis: place(short, Math.floor((length - short.length) / 2)),
  };
}

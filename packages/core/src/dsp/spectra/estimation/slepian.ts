// The first few discrete prolate spheroidal sequences, in double precision: eigenvectors of a symmetric tridiagonal matrix.

/** The matrix: `diagonal[i]`, and `beside[i]` between i - 1 and i. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
}

/** How many eigenvalues lie above sigma: positive pivots of T - σ (Sturm). */
function countAbove({ diagonal, beside }: Tridiagonal, sigma: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    pivot = diagonal[i] - sigma - (i === 0 ? 0 : beside[i] ** 2 / pivot);
    if (pivot === 0) pivot = -Number.MIN_VALUE;
    if (pivot > 0) count++;
  }
  return count;
}

/** The eigenvalue that `order` others exceed, by bisection between Gershgorin's bounds. */
function eigenvalue(matrix: Tridiagonal, order: number): number {
  const { diagonal, beside } = matrix;
  let [low, high] = [Infinity, -Infinity];
  diagonal.forEach((value, i) => {
    const radius = (i === 0 ? 0 : beside[i]) + (beside[i + 1] ?? 0);
    low = Math.min(low, value - radius);
    high = Math.max(high, value + radius);
  });
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (countAbove(matrix, middle) > order) low = middle;
    else high = middle;
  }
}

/** Solves (T - λ) x = b by elimination with row exchanges; b is overwritten. */
function solveShifted({ diagonal, beside }: Tridiagonal, lambda: number, b: Float64Array): void {
  const n = diagonal.length;
  const [main, above, second] = [diagonal.map((d) => d - lambda), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i + 1 < n; i++) above[i] = beside[i + 1];
  for (let i = 0; i + 1 < n; i++) {
    let [pivot, right, below] = [main[i], above[i], beside[i + 1]];
    let [nextMain, nextAbove] = [main[i + 1], above[i + 1]];
    if (Math.abs(below) > Math.abs(pivot)) {
      [pivot, right, second[i], below, nextMain, nextAbove] = [below, nextMain, nextAbove, pivot, right, 0];
      [b[i], b[i + 1]] = [b[i + 1], b[i]];
    }
    if (pivot === 0) pivot = Number.MIN_VALUE * 2 ** 52;
    const factor = below / pivot;
    [main[i], above[i]] = [pivot, right];
    [main[i + 1], above[i + 1]] = [nextMain - factor * right, nextAbove - factor * second[i]];
    b[i + 1] -= factor * b[i];
  }
  const smallest = Math.abs(lambda) * Number.EPSILON || Number.MIN_VALUE * 2 ** 52;
  for (let i = n - 1; i >= 0; i--) {
    const rest = b[i] - above[i] * (b[i + 1] ?? 0) - second[i] * (b[i + 2] ?? 0);
    b[i] = rest / (Math.abs(main[i]) < smallest ? smallest : main[i]);
  }
}

function normalise(v: Float64Array): void {
  const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
  v.forEach((x, i) => (v[i] = x / length));
}

/** Even tapers have a positive sum, odd ones begin with a positive lobe. @source Percival & Walden 1993, page 379 */
function orient(v: Float64Array, order: number): void {
  const threshold = Math.max(1e-7, 1 / v.length);
  const sign = order % 2 === 0 ? v.reduce((sum, x) => sum + x, 0) : (v.find((x) => x * x > threshold) ?? v[0]);
  if (sign < 0) v.forEach((x, i) => (v[i] = -x));
}

/** The `count` tapers of n points that keep most energy in |f| ≤ NW / n, best first, each of energy 1. */
export function slepianTapers(n: number, halfBandwidth: number, count: number): Float64Array[] {
  const cosine = Math.cos((2 * Math.PI * halfBandwidth) / n);
  const matrix = {
    diagonal: Float64Array.from({ length: n }, (_, i) => ((n - 1 - 2 * i) / 2) ** 2 * cosine),
    beside: Float64Array.from({ length: n }, (_, i) => (i * (n - i)) / 2),
  };
  return Array.from({ length: count }, (_, order) => {
    const lambda = eigenvalue(matrix, order);
    // Any start that has a share of the vector: this one is neither even nor odd.
    const v = Float64Array.from({ length: n }, (_, i) => 1 + Math.sin(1 + i * 1.7) / 2);
    for (let round = 0; round < ROUNDS; round++) {
      solveShifted(matrix, lambda, v);
      normalise(v);
    }
    orient(v, order);
    return v;
  });
}

/** Of inverse iteration: one brings nearly all digits, the others those that rounding took. */
const ROUNDS = 3;

/** The share of each taper's energy that lies in the band, near 1 for the first ones. */
export function concentrations(tapers: readonly Float64Array[], halfBandwidth: number): Float64Array {
  return Float64Array.from(tapers, (taper) => {
    const n = taper.length;
    let share = (2 * halfBandwidth) / n;
    for (let lag = 1; lag < n; lag++) {
      let correlation = 0;
      for (let i = lag; i < n; i++) correlation += taper[i] * taper[i - lag];
      share += (correlation * 2 * Math.sin((2 * Math.PI * halfBandwidth * lag) / n)) / (Math.PI * lag);
    }
    return share;
  });
}

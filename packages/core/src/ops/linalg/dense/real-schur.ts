// The Schur form of a real Hessenberg matrix by Francis' double steps, which keep complex pairs of eigenvalues real
// arithmetic: blocks of two stay on the diagonal where a pair is complex.
import { NoConvergence, type Matrix } from "./matrix.js";

/** Steps that one eigenvalue may take; four are usual. Every tenth has a shift that comes from nowhere. */
const MOST_STEPS = 90;

/** h ← Zᵀ·h·Z quasi-triangular; `q` ← q·Z where it is given. */
export function realSchur(h: Matrix, q: Matrix | null): void {
  let steps = 0;
  for (let high = h.rows - 1; high > 0;) {
    const low = startOfBlock(h, high);
    if (low >= high - 1) {
      if (low === high - 1) splitPair(h, q, low);
      high = low - 1;
      steps = 0;
      continue;
    }
    if (steps++ >= MOST_STEPS) throw new NoConvergence(`an eigenvalue did not settle in ${MOST_STEPS} steps`);
    francisStep(h, q, low, high, steps);
  }
}

/** First row of the unreduced block that ends with `high`; a negligible element above it becomes 0. */
function startOfBlock({ re, rows: n }: Matrix, high: number): number {
  let low = high;
  for (; low > 0; low--) {
    const beside = Math.abs(re[low * n + low - 1]);
    let size = Math.abs(re[low * n + low]) + Math.abs(re[(low - 1) * n + low - 1]);
    if (size === 0) size = neighbours(re, n, low);
    if (beside > Number.EPSILON * size) continue;
    re[low * n + low - 1] = 0;
    break;
  }
  return low;
}

/** What an element is compared with where both its diagonal neighbours are 0. */
function neighbours(re: Float64Array, n: number, low: number): number {
  const above = low > 1 ? Math.abs(re[(low - 1) * n + low - 2]) : 0;
  const below = low < n - 1 ? Math.abs(re[(low + 1) * n + low]) : 0;
  return above + below;
}

/** Both shifts of a pair at once: the first column of h² − (sum)h + (product) starts a bulge that is chased out. */
function francisStep(h: Matrix, q: Matrix | null, low: number, high: number, step: number): void {
  const { re, rows: n } = h;
  const at = (i: number, j: number): number => re[i * n + j];
  const half = (at(high - 1, high - 1) - at(high, high)) / 2;
  const discriminant = half * half + at(high - 1, high) * at(high, high - 1);
  let sum = at(high - 1, high - 1) + at(high, high);
  let product = at(high - 1, high - 1) * at(high, high) - at(high - 1, high) * at(high, high - 1);
  if (discriminant >= 0) {
    // two real shifts: twice the one nearer to the last element, which then settles alone
    const shift = at(high, high) + half - (half < 0 ? -1 : 1) * Math.sqrt(discriminant);
    [sum, product] = [2 * shift, shift * shift];
  }
  if (step % 10 === 0) {
    const size = Math.abs(at(high, high - 1)) + Math.abs(at(high - 1, high - 2));
    [sum, product] = [1.5 * size, size * size];
  }
  const [a, b, c, d] = [at(low, low), at(low, low + 1), at(low + 1, low), at(low + 1, low + 1)];
  let x = a * a + b * c - sum * a + product;
  let y = c * (a + d - sum);
  let z = c * at(low + 2, low + 1);
  for (let k = low; k <= high - 1; k++) {
    const size = k < high - 1 ? 3 : 2;
    const v = unitReflection(x, y, size === 3 ? z : 0);
    if (v) {
      for (let j = Math.max(k - 1, low); j < n; j++) reflectDown(re, k * n + j, n, v, size);
      const last = Math.min(k + 3, high);
      for (let i = 0; i <= last; i++) reflectDown(re, i * n + k, 1, v, size);
      if (q) for (let i = 0; i < q.rows; i++) reflectDown(q.re, i * n + k, 1, v, size);
    }
    if (k > low) for (let i = 1; i < size; i++) re[(k + i) * n + k - 1] = 0;
    if (k < high - 1) [x, y, z] = [at(k + 1, k), at(k + 2, k), k < high - 2 ? at(k + 3, k) : 0];
  }
}

type Vector3 = readonly [number, number, number];

/** v of length √2, so that I − v·vᵀ takes (x, y, z) to the first axis; null where it lies there already. */
function unitReflection(x: number, y: number, z: number): Vector3 | null {
  if (y === 0 && z === 0) return null;
  const size = Math.hypot(x, y, z);
  const first = x + (x < 0 ? -size : size);
  const length = Math.hypot(first, y, z) / Math.SQRT2;
  return [first / length, y / length, z / length];
}

/** (I − v·vᵀ) on `size` elements that lie `step` apart. */
function reflectDown(part: Float64Array, at: number, step: number, [v0, v1, v2]: Vector3, size: number): void {
  const [i1, i2] = [at + step, at + 2 * step];
  const dot = v0 * part[at] + v1 * part[i1] + (size === 3 ? v2 * part[i2] : 0);
  part[at] -= dot * v0;
  part[i1] -= dot * v1;
  if (size === 3) part[i2] -= dot * v2;
}

/** Turns a block of two with real eigenvalues into a triangle; one with a complex pair stays. */
function splitPair(h: Matrix, q: Matrix | null, low: number): void {
  const { re, rows: n } = h;
  const at = low * n + low;
  const [a, b, c, d] = [re[at], re[at + 1], re[at + n], re[at + n + 1]];
  if (c === 0) return;
  const half = (a - d) / 2;
  const discriminant = half * half + b * c;
  if (discriminant < 0) return;
  // eigenvector (shift, c) of the eigenvalue d + shift, with the root that does not cancel
  const root = Math.sqrt(discriminant);
  const shift = half + (half < 0 ? -root : root);
  const size = Math.hypot(shift, c);
  const [cos, sin] = [shift / size, c / size];
  for (let j = low; j < n; j++) rotate(re, low * n + j, n, cos, sin);
  for (let i = 0; i <= low + 1; i++) rotate(re, i * n + low, 1, cos, sin);
  if (q) for (let i = 0; i < q.rows; i++) rotate(q.re, i * n + low, 1, cos, sin);
  re[at + n] = 0;
}

function rotate(part: Float64Array, at: number, step: number, cos: number, sin: number): void {
  const [x, y] = [part[at], part[at + step]];
  part[at] = cos * x + sin * y;
  part[at + step] = cos * y - sin * x;
}

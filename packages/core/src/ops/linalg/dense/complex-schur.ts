// The Schur form of a complex Hessenberg matrix by implicit QR steps with Wilkinson's shift, and the last step from a
// real quasi-triangular form to a complex triangle.
import { complexSqrt, divideComplex, NoConvergence, type Complex, type Matrix } from "./matrix.js";

/** Steps that one eigenvalue may take; three are usual. Every tenth has a shift that comes from nowhere. */
const MOST_STEPS = 90;

/** h ← Zᴴ·h·Z upper triangular; `q` ← q·Z where it is given. Both complex. */
export function complexSchur(h: Matrix, q: Matrix | null): void {
  let steps = 0;
  for (let high = h.rows - 1; high > 0;) {
    const low = startOfBlock(h, high);
    if (low === high) {
      high--;
      steps = 0;
      continue;
    }
    if (steps++ >= MOST_STEPS) throw new NoConvergence(`an eigenvalue did not settle in ${MOST_STEPS} steps`);
    qrStep(h, q, low, high, steps);
  }
}

const sizeAt = ({ re, im }: Matrix, at: number): number => Math.abs(re[at]) + Math.abs(im![at]);

function startOfBlock(h: Matrix, high: number): number {
  const n = h.rows;
  let low = high;
  for (; low > 0; low--) {
    const at = low * n + low - 1;
    let size = sizeAt(h, at + 1) + sizeAt(h, at - n);
    if (size === 0) size = (low > 1 ? sizeAt(h, at - n - 1) : 0) + (low < n - 1 ? sizeAt(h, at + n + 1) : 0);
    if (sizeAt(h, at) > Number.EPSILON * size) continue;
    h.re[at] = 0;
    h.im![at] = 0;
    break;
  }
  return low;
}

/** The eigenvalue of the last block of two that is nearer to its last element. */
function wilkinsonShift({ re, im, rows: n }: Matrix, high: number): Complex {
  const at = high * n + high;
  const above = at - n - 1;
  const [hr, hi] = [(re[above] - re[at]) / 2, (im![above] - im![at]) / 2];
  const [br, bi] = [re[at - n], im![at - n]];
  const [cr, ci] = [re[at - 1], im![at - 1]];
  const [pr, pi] = [br * cr - bi * ci, br * ci + bi * cr];
  const [rr, ri] = complexSqrt(hr * hr - hi * hi + pr, 2 * hr * hi + pi);
  // λ = d − bc / (half ± root), the sign that makes the divisor large
  const sign = hr * rr + hi * ri < 0 ? -1 : 1;
  const [dr, di] = [hr + sign * rr, hi + sign * ri];
  if (dr === 0 && di === 0) return [re[at], im![at]];
  const [qr, qi] = divideComplex(pr, pi, dr, di);
  return [re[at] - qr, im![at] - qi];
}

function qrStep(h: Matrix, q: Matrix | null, low: number, high: number, step: number): void {
  const { re, im, rows: n } = h;
  let [sr, si] = wilkinsonShift(h, high);
  if (step % 10 === 0) [sr, si] = [re[high * n + high] + sizeAt(h, high * n + high - 1), im![high * n + high]];
  let x: Complex = [re[low * n + low] - sr, im![low * n + low] - si];
  let y: Complex = [re[(low + 1) * n + low], im![(low + 1) * n + low]];
  for (let k = low; k < high; k++) {
    const g = rotationOf(x, y);
    if (g) {
      for (let j = Math.max(k - 1, low); j < n; j++) rotateDown(h, k * n + j, n, g);
      for (let i = 0; i <= Math.min(k + 2, high); i++) rotateAcross(h, i * n + k, g);
      if (q) for (let i = 0; i < q.rows; i++) rotateAcross(q, i * n + k, g);
    }
    if (k > low) [re[(k + 1) * n + k - 1], im![(k + 1) * n + k - 1]] = [0, 0];
    if (k < high - 1) {
      x = [re[(k + 1) * n + k], im![(k + 1) * n + k]];
      y = [re[(k + 2) * n + k], im![(k + 2) * n + k]];
    }
  }
}

/** [c s; −s̄ c] with real c. */
export interface Rotation {
  readonly c: number;
  readonly s: Complex;
}

/** The rotation that takes (x, y) to the first axis; null where y is 0. */
function rotationOf([xr, xi]: Complex, [yr, yi]: Complex): Rotation | null {
  if (yr === 0 && yi === 0) return null;
  const [a, b] = [Math.hypot(xr, xi), Math.hypot(yr, yi)];
  if (a === 0) return { c: 0, s: [yr / b, -yi / b] };
  const size = Math.hypot(a, b);
  // s = x/|x| · ȳ / size
  const [ur, ui] = [xr / a, xi / a];
  return { c: a / size, s: [(ur * yr + ui * yi) / size, (ui * yr - ur * yi) / size] };
}

/** The rotation on two elements of a column, the second `step` further. */
function rotateDown({ re, im }: Matrix, at: number, step: number, { c, s: [sr, si] }: Rotation): void {
  const below = at + step;
  const [xr, xi, yr, yi] = [re[at], im![at], re[below], im![below]];
  re[at] = c * xr + sr * yr - si * yi;
  im![at] = c * xi + sr * yi + si * yr;
  re[below] = c * yr - (sr * xr + si * xi);
  im![below] = c * yi - (sr * xi - si * xr);
}

/** Its adjoint from the right, on two elements of a row. */
function rotateAcross({ re, im }: Matrix, at: number, { c, s: [sr, si] }: Rotation): void {
  const [xr, xi, yr, yi] = [re[at], im![at], re[at + 1], im![at + 1]];
  re[at] = c * xr + sr * yr + si * yi;
  im![at] = c * xi + sr * yi - si * yr;
  re[at + 1] = c * yr - (sr * xr - si * xi);
  im![at + 1] = c * yi - (sr * xi + si * xr);
}

/** Turns every block of two of a real Schur form, now with imaginary parts, into a triangle; first λ with Im λ > 0, then its conjugate. */
export function splitComplexPairs(t: Matrix, q: Matrix | null): void {
  const { re, im, rows: n } = t;
  for (let k = 0; k < n - 1; k++) {
    const at = k * n + k;
    const below = re[at + n];
    if (below === 0) continue;
    const [a, b, d] = [re[at], re[at + 1], re[at + n + 1]];
    const half = (a - d) / 2;
    const beta = Math.sqrt(-(half * half + b * below)); // λ = (a + d)/2 ± iβ
    const mean = (a + d) / 2;
    // eigenvector (λ − d, c); the rotation whose adjoint has it as first column
    const g = rotationOf([half, beta], [below, 0])!;
    for (let j = k; j < n; j++) rotateDown(t, at - k + j, n, g);
    for (let i = 0; i <= k + 1; i++) rotateAcross(t, i * n + k, g);
    if (q) for (let i = 0; i < q.rows; i++) rotateAcross(q, i * n + k, g);
    [re[at], im![at]] = [mean, beta];
    [re[at + n], im![at + n]] = [0, 0];
    [re[at + n + 1], im![at + n + 1]] = [mean, -beta];
    k++;
  }
}

// e^A by Padé approximants with scaling and squaring. Source: Higham (2005), "The scaling and squaring method for the
// matrix exponential revisited", and Al-Mohy and Higham (2009) for the scaling by norms of powers.
import { factorLu, solveWithLu } from "./lu.js";
import { copyMatrix, identityMatrix, isFiniteMatrix, scaleByPowerOfTwo, zeroMatrix, type Matrix } from "./matrix.js";
import { addScaledRow, multiplyMatrices } from "./rows.js";

/** Up to this norm the approximant of the order is exact to double precision. */
const ORDERS: readonly (readonly [order: number, norm: number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
  [13, 5.371920351148152],
];
const [HIGHEST, LARGEST_NORM] = ORDERS[ORDERS.length - 1];

/** e^a of a square matrix; NaN throughout where `a` is not finite. */
export function exponentialOf(a: Matrix): Matrix {
  const n = a.rows;
  if (!isFiniteMatrix(a)) {
    const out = zeroMatrix(n, n, a.im !== null);
    out.re.fill(NaN);
    out.im?.fill(NaN);
    return out;
  }
  const norm = columnNorm(a);
  const found = ORDERS.find(([, most]) => norm <= most);
  if (found) return pade(evenPowers(a, (found[0] - 1) / 2), a, found[0]);
  // first down to where no power overflows, then as far as the powers themselves ask for
  const first = Math.max(0, Math.ceil(Math.log2(norm / LARGEST_NORM)));
  const scaled = copyMatrix(a);
  scaleByPowerOfTwo(scaled, -first);
  const powers = evenPowers(scaled, (HIGHEST - 1) / 2);
  const squarings = Math.min(first, squaringsFor(scaled, powers, first));
  scaleByPowerOfTwo(scaled, first - squarings);
  powers.forEach((power, k) => scaleByPowerOfTwo(power, 2 * k * (first - squarings)));
  let out = pade(powers, scaled, HIGHEST);
  for (let i = 0; i < squarings; i++) out = multiplyMatrices(out, out);
  return out;
}

/** The largest sum of absolute values in a column. */
function columnNorm({ rows, cols, re, im }: Matrix): number {
  let most = 0;
  for (let j = 0; j < cols; j++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += im ? Math.hypot(re[i * cols + j], im[i * cols + j]) : Math.abs(re[i * cols + j]); // prettier-ignore
    most = Math.max(most, sum);
  }
  return most;
}

/** 1, a², a⁴, …, a^(2·count). */
function evenPowers(a: Matrix, count: number): Matrix[] {
  const powers = [identityMatrix(a.rows, a.rows, a.im !== null), multiplyMatrices(a, a)];
  while (powers.length <= count) powers.push(multiplyMatrices(powers[powers.length - 1], powers[1]));
  return powers;
}

/** How often to halve: of a matrix far from normal the powers grow slower than the norm, and needless squarings cost digits. */
function squaringsFor(scaled: Matrix, powers: readonly Matrix[], first: number): number {
  const [, , d4, d6, d8, d10] = powers.map((power, k) => columnNorm(power) ** (1 / (2 * k)));
  const growth = Math.min(Math.max(d4, d6), Math.max(d6, d8), Math.max(d8, d10));
  const wanted = growth === 0 ? 0 : Math.max(0, Math.ceil(first + Math.log2(growth / LARGEST_NORM)));
  // The backward error of the approximant also has to be small for |a|, where rounding happens.
  const size = copyMatrix(scaled);
  scaleByPowerOfTwo(size, first - wanted);
  const absolute: Matrix = {
    ...size,
    re: size.re.map((v, i) => (size.im ? Math.hypot(v, size.im[i]) : Math.abs(v))),
    im: null,
  };
  let sums = { ...absolute, rows: 1, re: new Float64Array(absolute.cols).fill(1) };
  for (let i = 0; i < 2 * HIGHEST + 1; i++) sums = multiplyMatrices(sums, absolute) as typeof sums;
  const relative = Math.max(...sums.re) / columnNorm(absolute) / leadingErrorDivisor();
  return wanted + Math.max(0, Math.ceil(Math.log2(relative / (Number.EPSILON / 2)) / (2 * HIGHEST)) || 0);
}

/** C(2m, m) · (2m + 1)! for the highest order m. */
function leadingErrorDivisor(): number {
  let divisor = 1;
  for (let i = 1; i <= HIGHEST; i++) divisor *= (HIGHEST + i) / i;
  for (let i = 2; i <= 2 * HIGHEST + 1; i++) divisor *= i;
  return divisor;
}

/** (V − U)⁻¹ · (V + U), where U holds the odd and V the even terms of the numerator. */
function pade(powers: readonly Matrix[], a: Matrix, order: number): Matrix {
  const coefficients = [1];
  for (let j = 1; j <= order; j++)
    coefficients.push((coefficients[j - 1] * (order - j + 1)) / ((2 * order - j + 1) * j));
  const combine = (odd: 0 | 1): Matrix => {
    const out = zeroMatrix(a.rows, a.rows, a.im !== null);
    for (let k = (order - 1) / 2; k >= 0; k--)
      addScaledRow(out, 0, powers[k], 0, out.re.length, coefficients[2 * k + odd], 0);
    return out;
  };
  const [v, u] = [combine(0), multiplyMatrices(a, combine(1))];
  const below = copyMatrix(v);
  addScaledRow(below, 0, u, 0, u.re.length, -1, 0);
  addScaledRow(v, 0, u, 0, u.re.length, 1, 0);
  solveWithLu(factorLu(below), v);
  return v;
}

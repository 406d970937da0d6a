// LU factors with partial pivoting, as LAPACK's getrf.
import { copyMatrix, divideComplex, type Complex, type Matrix } from "./matrix.js";
import { addScaledRow, swapRows } from "./rows.js";
import { solveTriangularInPlace } from "./triangular.js";

export interface LuFactors {
  /** U on and above the diagonal, L below it, whose own diagonal is 1. */
  readonly lu: Matrix;
  /** Row that was swapped with row j in step j. */
  readonly pivots: Int32Array;
  /** The first j with U[j, j] = 0; −1 where there is none. */
  readonly singularAt: number;
}

/** P · L · U = a, for any shape. */
export function factorLu(a: Matrix): LuFactors {
  const lu = copyMatrix(a);
  const { rows, cols, re, im } = lu;
  const pivots = new Int32Array(Math.min(rows, cols));
  let singularAt = -1;
  for (let j = 0; j < pivots.length; j++) {
    pivots[j] = largestInColumn(lu, j);
    swapRows(lu, j, pivots[j]);
    const at = j * cols + j;
    const [pr, pi] = [re[at], im ? im[at] : 0];
    if (pr === 0 && pi === 0) {
      if (singularAt < 0) singularAt = j;
      continue;
    }
    for (let i = j + 1; i < rows; i++) {
      const to = i * cols + j;
      const [fr, fi]: Complex = im ? divideComplex(re[to], im[to], pr, pi) : [re[to] / pr, 0];
      re[to] = fr;
      if (im) im[to] = fi;
      addScaledRow(lu, to + 1, lu, at + 1, cols - j - 1, -fr, -fi);
    }
  }
  return { lu, pivots, singularAt };
}

/** Sizes are |re| + |im|, LAPACK's choice, so that its pivots come out. */
function largestInColumn({ rows, cols, re, im }: Matrix, j: number): number {
  let [best, most] = [j, -1];
  for (let i = j; i < rows; i++) {
    const at = i * cols + j;
    const size = Math.abs(re[at]) + (im ? Math.abs(im[at]) : 0);
    if (size > most) [best, most] = [i, size];
  }
  return best;
}

/** B ← a⁻¹ · B. */
export function solveWithLu({ lu, pivots }: LuFactors, b: Matrix): void {
  pivots.forEach((p, j) => swapRows(b, j, p));
  solveTriangularInPlace(lu, b, { upper: false, unit: true });
  solveTriangularInPlace(lu, b, { upper: true });
}

/** Row `order[i]` of a matrix of `rows` rows stands at row i after the swaps. */
export function orderOfPivots(pivots: ArrayLike<number>, rows: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  for (let j = 0; j < pivots.length; j++) [order[j], order[pivots[j]]] = [order[pivots[j]], order[j]];
  return order;
}

export interface Determinant {
  /** A unit complex number, or 0. */
  readonly sign: Complex;
  /** Natural logarithm of the size; −∞ for 0. */
  readonly logSize: number;
  readonly value: Complex;
}

/** The determinant, whose product is kept as mantissa and power of two: it overflows only where the result does. */
export function determinantOfLu({ lu, pivots }: LuFactors): Determinant {
  let [re, im, exponent] = [1, 0, 0];
  let sign: Complex = [1, 0];
  let logSize = 0;
  for (let j = 0; j < pivots.length; j++) {
    const flip = pivots[j] === j ? 1 : -1;
    const [dr, di] = [flip * lu.re[j * lu.cols + j], lu.im ? flip * lu.im[j * lu.cols + j] : 0];
    const size = Math.hypot(dr, di);
    logSize += Math.log(size);
    sign = size === 0 ? [0, 0] : productOf(sign, [dr / size, di / size]);
    const power = size > 0 && size < Infinity ? Math.floor(Math.log2(size)) : 0;
    // in two halves: 2^−power alone overflows for subnormal numbers
    const half = Math.trunc(-power / 2);
    const scaled: Complex = [dr * 2 ** half * 2 ** (-power - half), di * 2 ** half * 2 ** (-power - half)];
    [re, im] = productOf([re, im], scaled);
    exponent += power;
    const grown = Math.hypot(re, im);
    if (grown >= 2) [re, im, exponent] = [re / 2, im / 2, exponent + 1];
  }
  return { sign, logSize, value: [shifted(re, exponent) + 0, shifted(im, exponent) + 0] };
}

const productOf = ([ar, ai]: Complex, [br, bi]: Complex): Complex => [ar * br - ai * bi, ar * bi + ai * br];

function shifted(value: number, exponent: number): number {
  if (exponent > 1100) return value * Infinity || 0;
  const half = Math.trunc(Math.max(exponent, -2200) / 2);
  return value * 2 ** half * 2 ** (Math.max(exponent, -2200) - half);
}

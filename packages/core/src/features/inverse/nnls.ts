// Least squares without negative numbers, for many right-hand sides at once.
import { readLines, writeLines } from "../../dsp/host-lines.js";
import { ShapeError } from "../../errors/index.js";
import { fromTypedArray, linalg } from "../../ops/index.js";
import { formatShape, isComplex, isDouble, needTensor, type Tensor } from "../../tensor/index.js";

/** Bytes of B that are solved together, with a common end. */
const BLOCK_BYTES = 2 ** 18;
/** The rounds end where no component of the projected gradient of the mean squared error exceeds this… */
const GRADIENT_TOLERANCE = 1e-5;
/** …or this share of the gradient at 0, for a single vector and where numbers are so large that they hold no less. */
const RELATIVE_TOLERANCE = 1e-12;
const MOST_ROUNDS = 5000;

/** The rows of a matrix without the zeros at their ends. */
interface BandRow {
  readonly first: number;
  readonly weights: Float64Array;
}

function bandRows(rows: readonly Float64Array[]): BandRow[] {
  return rows.map((row) => {
    const first = row.findIndex((w) => w !== 0);
    return first < 0
      ? { first: 0, weights: new Float64Array(0) }
      : { first, weights: row.slice(first, row.findLastIndex((w) => w !== 0) + 1) };
  });
}

const dotBand = ({ first, weights }: BandRow, x: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * x[first + i];
  return sum;
};

/** Aᵀ r */
function transposed(rows: readonly BandRow[], r: Float64Array, out: Float64Array): Float64Array {
  out.fill(0);
  rows.forEach(({ first, weights }, m) => {
    for (let i = 0; i < weights.length; i++) out[first + i] += weights[i] * r[m];
  });
  return out;
}

/** Aᵀ (A x - b): the gradient of half the squared error. */
function gradient(rows: readonly BandRow[], x: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  const residual = b.map((value, m) => dotBand(rows[m], x) - value);
  return transposed(rows, residual, out);
}

/** One right-hand side on its way: the solution so far, where the next step starts, and its momentum. */
interface Column {
  readonly b: Float64Array;
  x: Float64Array;
  ahead: Float64Array;
  momentum: number;
}

/** A step of the accelerated projected gradient, which starts anew where the momentum leads away. */
function advance(rows: readonly BandRow[], column: Column, step: number, scratch: Float64Array): void {
  const { b, x, ahead, momentum } = column;
  const g = gradient(rows, ahead, b, scratch);
  const next = ahead.map((value, i) => Math.max(0, value - step * g[i]));
  let uphill = 0;
  for (let i = 0; i < next.length; i++) uphill += (ahead[i] - next[i]) * (next[i] - x[i]);
  const grown = uphill > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
  const factor = uphill > 0 ? 0 : (momentum - 1) / grown;
  column.ahead = next.map((value, i) => value + factor * (value - x[i]));
  column.x = next;
  column.momentum = grown;
}

/** The largest component of the gradient that no bound holds back. */
function largestSlope(rows: readonly BandRow[], { x, b }: Column, scratch: Float64Array, scale: number): number {
  const g = gradient(rows, x, b, scratch);
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.min(x[i], g[i] * scale), -g[i] * scale);
  return largest;
}

function solveBlock(rows: readonly BandRow[], columns: readonly Column[], step: number, isVector: boolean): void {
  const scratch = new Float64Array(columns[0].x.length);
  const scale = 1 / (columns.length * rows.length);
  const start = Math.max(0, ...columns.map(({ b }) => transposed(rows, b, scratch).reduce((m, v) => Math.max(m, Math.abs(v)), 0))); // prettier-ignore
  const relative = RELATIVE_TOLERANCE * start * scale;
  const tolerance = isVector ? relative : Math.max(GRADIENT_TOLERANCE, relative);
  const slope = (): number => columns.reduce((most, c) => Math.max(most, largestSlope(rows, c, scratch, scale)), 0);
  for (let round = 0; round < MOST_ROUNDS && slope() > tolerance; round++)
    for (const column of columns) advance(rows, column, step, scratch);
}

/** (A Aᵀ)⁺ row by row, and the largest eigenvalue of A Aᵀ. */
function gramInverse(A: Float64Array, m: number, n: number): { rows: Float64Array[]; largest: number } {
  const matrix = fromTypedArray(A, [m, n], { dtype: "float64", device: "cpu" });
  const { eigenvalues, eigenvectors } = linalg.eigh(matrix.matmul(matrix.t()));
  const values = eigenvalues.dataSync() as Float64Array;
  const largest = Math.max(0, ...values);
  const inverse = values.map((v) => (v > Math.max(m, n) * Number.EPSILON * largest ? 1 / v : 0));
  const scaled = eigenvectors.mul(fromTypedArray(inverse, [m], { dtype: "float64", device: "cpu" }));
  const flat = scaled.matmul(eigenvectors.t()).contiguous().dataSync() as Float64Array;
  return { rows: Array.from({ length: m }, (_, i) => flat.subarray(i * m, (i + 1) * m)), largest };
}

/**
 * Non-negative least squares: X ≥ 0 with the least |A X - B|².
 *
 * Where there are many such X, it is one near the clipped solution without the bound, from which the search starts. As in
 * librosa it ends as soon as no component of the gradient of the mean squared error over a block of columns exceeds 1e-5:
 * quiet spectrograms are there at once. A single vector is solved to the end.
 *
 * @param A  real, [m, n]
 * @param B  real, [..., m, columns], or [m]
 * @returns [..., n, columns], or [n]: ≥ 0, unit of B by that of A. No gradient
 * @throws ShapeError  A not [m, n], or B without m rows
 * @source librosa.util.nnls, which searches with L-BFGS-B; Beck & Teboulle 2009; O'Donoghue & Candès 2015
 * @example (await nnls(tensor([[1, 0], [0, 1]]), tensor([2, -3]))).arraySync() // [2, 0]
 */
export async function nnls(A: Tensor, B: Tensor): Promise<Tensor> {
  needTensor("nnls", A, "A");
  needTensor("nnls", B, "B");
  if (A.ndim !== 2 || isComplex(A.dtype) || A.shape.includes(0))
    throw new ShapeError(`nnls: A ${A.dtype} ${formatShape(A.shape)} must be real and [m, n] with m and n ≥ 1.`);
  const isVector = B.ndim === 1;
  const given = isVector ? B.unsqueeze(-1) : B;
  const [m, n] = A.shape;
  if (B.ndim === 0 || isComplex(B.dtype) || given.shape.at(-2) !== m)
    throw new ShapeError(
      `nnls: B ${B.dtype} ${formatShape(B.shape)} must be real and have as many rows as A ${formatShape(A.shape)}: [..., ${m}, columns].`,
    );
  const batch = given.shape.slice(0, -2);
  const frames = given.shape.at(-1)!;
  const sides = given.numel === 0 ? [] : await readLines(given.transpose(-1, -2)); // [...batch, frames] of m
  const solutions = solveAll(await readLines(A), sides, { frames, isVector, bytes: isDouble(B.dtype) ? 8 : 4 });
  const X = writeLines(solutions, [...batch, frames], n, B).transpose(-1, -2);
  return isVector ? X.squeeze(-1) : X;
}

interface Layout {
  /** Columns of each batch element, one after the other in the list. */
  readonly frames: number;
  readonly isVector: boolean;
  /** Of a number of B. */
  readonly bytes: number;
}

function solveAll(A: readonly Float64Array[], sides: readonly Float64Array[], layout: Layout): Float64Array[] {
  const [m, n] = [A.length, A[0].length];
  const rows = bandRows(A);
  const flat = new Float64Array(m * n);
  A.forEach((row, i) => flat.set(row, i * n));
  const { rows: inverse, largest } = gramInverse(flat, m, n);
  if (largest === 0) return sides.map(() => new Float64Array(n));
  const columns = sides.map((b): Column => {
    const dual = Float64Array.from(inverse, (row) => row.reduce((sum, w, i) => sum + w * b[i], 0));
    const x = transposed(rows, dual, new Float64Array(n)).map((value) => Math.max(0, value));
    return { b, x, ahead: x, momentum: 1 };
  });
  const { frames, isVector, bytes } = layout;
  const batches = columns.length / Math.max(1, frames);
  const width = Math.max(1, Math.floor(BLOCK_BYTES / (m * batches * bytes)));
  for (let from = 0; from < frames; from += width) {
    const block = columns.filter((_, i) => i % frames >= from && i % frames < from + width);
    if (block.length > 0) solveBlock(rows, block, 1 / largest, isVector);
  }
  return columns.map(({ x }) => x);
}

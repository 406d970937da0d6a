// A vector times a matrix, for products that are too thin to be worth packing. Every sum runs over the depth in order.
import type { TypedArray } from "../../tensor/index.js";

/** Some slots of an array at equal distances. */
export interface Line {
  readonly data: TypedArray;
  readonly at: number;
  readonly stride: number;
}

/** A [depth, columns] matrix; strides count slots. */
export interface StridedMatrix {
  readonly data: TypedArray;
  readonly at: number;
  readonly depthStride: number;
  readonly columnStride: number;
}

/** `sums` [columns] = vector [depth] · matrix. */
export function multiplyVector(vector: Line, matrix: StridedMatrix, depth: number, sums: Float64Array): void {
  const factors = new Float64Array(depth);
  for (let k = 0; k < depth; k++) factors[k] = vector.data[vector.at + k * vector.stride];
  const isByRows = Math.abs(matrix.columnStride) <= Math.abs(matrix.depthStride);
  if (isByRows) addRows(factors, matrix, sums);
  else dotColumns(factors, matrix, sums);
}

/** Row after row of the matrix, four at a time. */
function addRows(
  factors: Float64Array,
  { data, at, depthStride, columnStride }: StridedMatrix,
  sums: Float64Array,
): void {
  sums.fill(0);
  const depth = factors.length;
  const whole = depth - (depth & 3);
  for (let k = 0; k < whole; k += 4) addFour(factors, k, data, at + k * depthStride, depthStride, columnStride, sums);
  for (let k = whole; k < depth; k++) {
    const factor = factors[k];
    const row = at + k * depthStride;
    for (let j = 0; j < sums.length; j++) sums[j] += factor * data[row + j * columnStride];
  }
}

function addFour(
  factors: Float64Array,
  k: number,
  data: TypedArray,
  a: number,
  rowStride: number,
  step: number,
  sums: Float64Array,
): void {
  const [f, g, h, i] = [factors[k], factors[k + 1], factors[k + 2], factors[k + 3]];
  const [b, c, d] = [a + rowStride, a + 2 * rowStride, a + 3 * rowStride];
  for (let j = 0, at = 0; j < sums.length; j++, at += step)
    sums[j] = sums[j] + f * data[a + at] + g * data[b + at] + h * data[c + at] + i * data[d + at];
}

/** Column after column, four at a time so that their additions do not wait for each other. */
function dotColumns(
  factors: Float64Array,
  { data, at, depthStride, columnStride }: StridedMatrix,
  sums: Float64Array,
): void {
  const whole = sums.length - (sums.length & 3);
  for (let j = 0; j < whole; j += 4) dotFour(factors, data, at + j * columnStride, columnStride, depthStride, sums, j);
  for (let j = whole; j < sums.length; j++) {
    let sum = 0;
    for (let k = 0; k < factors.length; k++) sum += factors[k] * data[at + j * columnStride + k * depthStride];
    sums[j] = sum;
  }
}

function dotFour(
  factors: Float64Array,
  data: TypedArray,
  a: number,
  columnStride: number,
  step: number,
  sums: Float64Array,
  j: number,
): void {
  const [b, c, d] = [a + columnStride, a + 2 * columnStride, a + 3 * columnStride];
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
  for (let k = 0, at = 0; k < factors.length; k++, at += step) {
    const factor = factors[k];
    s0 += factor * data[a + at];
    s1 += factor * data[b + at];
    s2 += factor * data[c + at];
    s3 += factor * data[d + at];
  }
  sums[j] = s0;
  sums[j + 1] = s1;
  sums[j + 2] = s2;
  sums[j + 3] = s3;
}

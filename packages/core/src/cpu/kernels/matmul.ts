// matmul: batches of strided matrices. Sums run in float64; int32 wraps as repeated multiply and add would.
import type { PrimitiveCall } from "../../backend/index.js";
import { isComplex, isIntegral, slotsOf, type TypedArray, type View } from "../../tensor/index.js";
import { putBack, writable } from "../dense.js";
import { scratch } from "../scratch.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow } from "../strided.js";
import { multiplyPanels, packedLayout, packedSize, packRows, panelsOf } from "./gemm.js";
import { multiplyVector } from "./vector-matrix.js";

/** One matrix inside a storage; positions and strides count slots. */
interface Matrix {
  readonly data: TypedArray;
  readonly at: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

const ROWS = 128;
const COLUMNS = 128;
const DEPTH = 256;

export function matmul({ inputs: [a, b], outputs: [out] }: PrimitiveCall<"matmul">): void {
  const rank = out.shape.length;
  const [m, n] = out.shape.slice(-2);
  const k = a.shape[rank - 1];
  const slots = slotsOf(out.dtype);
  const result = writable(out);
  const batch = out.shape.slice(0, -2);
  const outStrides = batch.map((_, axis) => m * n * batch.slice(axis + 1).reduce((size, extent) => size * extent, 1));
  const walk = collapse(batch, [a.strides.slice(0, -2), b.strides.slice(0, -2), outStrides]);
  const last = walk.shape.length - 1;
  const multiply = isComplex(out.dtype) ? multiplyComplex : isIntegral(out.dtype) ? multiplyIntegers : multiplyReal;
  forEachRow(walk, [a.offset, b.offset, 0], (at) => {
    for (let i = 0; i < walk.shape[last]; i++) {
      const [atA, atB, atOut] = at.map((start, operand) => (start + i * walk.strides[operand][last]) * slots);
      multiply(matrixOf(a, atA), matrixOf(b, atB), result, atOut, m, k, n);
    }
  });
  putBack(out, result);
}

function matrixOf(view: View, at: number): Matrix {
  const slots = slotsOf(view.dtype);
  const [rowStride, columnStride] = view.strides.slice(-2);
  return { data: dataOf(view), at, rowStride: rowStride * slots, columnStride: columnStride * slots };
}

type Multiply = (a: Matrix, b: Matrix, out: TypedArray, at: number, m: number, k: number, n: number) => void;

const multiplyReal: Multiply = (a, b, out, at, m, k, n) => {
  if (m < 3 || n < 3) return multiplyThin(a, b, out, at, m, k, n);
  const block = scratch("block", panelsOf(m) * 4 * COLUMNS);
  const packedA = scratch("packed", packedSize(Math.min(m, ROWS), Math.min(k, DEPTH)));
  const packedB = scratch("matrix", packedSize(Math.min(n, COLUMNS), Math.min(k, DEPTH)));
  for (let j = 0; j < n; j += COLUMNS) {
    const columns = Math.min(COLUMNS, n - j);
    block.fill(0);
    for (let d = 0; d < k; d += DEPTH) {
      const depth = Math.min(DEPTH, k - d);
      packRows(
        b.data,
        b.at + j * b.columnStride + d * b.rowStride,
        b.columnStride,
        b.rowStride,
        columns,
        depth,
        packedB,
      );
      for (let i = 0; i < m; i += ROWS) {
        const rows = Math.min(ROWS, m - i);
        packRows(
          a.data,
          a.at + i * a.rowStride + d * a.columnStride,
          a.rowStride,
          a.columnStride,
          rows,
          depth,
          packedA,
        );
        const target = i === 0 ? block : block.subarray(i * COLUMNS);
        multiplyPanels(
          packedA,
          panelsOf(rows),
          packedB,
          panelsOf(columns),
          packedLayout(depth),
          depth,
          target,
          COLUMNS,
        );
      }
    }
    for (let i = 0; i < m; i++) for (let c = 0; c < columns; c++) out[at + i * n + j + c] = block[i * COLUMNS + c];
  }
};

/** Matrices of one or two rows or columns are not worth packing: they are vectors that meet the other matrix. */
const multiplyThin: Multiply = (a, b, out, at, m, k, n) => {
  const sums = new Float64Array(m < 3 ? n : m);
  if (m < 3)
    for (let i = 0; i < m; i++) {
      const row = { data: a.data, at: a.at + i * a.rowStride, stride: a.columnStride };
      multiplyVector(row, { ...b, depthStride: b.rowStride }, k, sums);
      out.set(sums, at + i * n);
    }
  else
    for (let j = 0; j < n; j++) {
      const column = { data: b.data, at: b.at + j * b.columnStride, stride: b.rowStride };
      multiplyVector(column, { ...a, depthStride: a.columnStride, columnStride: a.rowStride }, k, sums);
      for (let i = 0; i < m; i++) out[at + i * n + j] = sums[i];
    }
};

const multiplyIntegers: Multiply = (a, b, out, at, m, k, n) => {
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const fromA = a.at + i * a.rowStride;
      const fromB = b.at + j * b.columnStride;
      let sum = 0;
      for (let d = 0; d < k; d++)
        sum = (sum + Math.imul(a.data[fromA + d * a.columnStride], b.data[fromB + d * b.rowStride])) | 0;
      out[at + i * n + j] = sum;
    }
};

/** Two real products of twice the depth: [re a, −im a]·[re b; im b] and [re a, im a]·[im b; re b]. */
const multiplyComplex: Multiply = (a, b, out, at, m, k, n) => {
  const packedA = scratch("packed", packedSize(m, 2 * k));
  const packedB = scratch("matrix", packedSize(n, 2 * k));
  const ldc = panelsOf(n) * 4;
  const block = scratch("block", panelsOf(m) * 4 * ldc);
  for (let part = 0; part < 2; part++) {
    const first = { fullDepth: 2 * k, column: 0 };
    const second = { fullDepth: 2 * k, column: k };
    packRows(a.data, a.at, a.rowStride, a.columnStride, m, k, packedA, first);
    packRows(a.data, a.at + 1, a.rowStride, a.columnStride, m, k, packedA, { ...second, factor: part === 0 ? -1 : 1 });
    packRows(b.data, b.at + part, b.columnStride, b.rowStride, n, k, packedB, first);
    packRows(b.data, b.at + 1 - part, b.columnStride, b.rowStride, n, k, packedB, second);
    block.fill(0);
    multiplyPanels(packedA, panelsOf(m), packedB, panelsOf(n), packedLayout(2 * k), 2 * k, block, ldc);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[at + 2 * (i * n + j) + part] = block[i * ldc + j];
  }
};

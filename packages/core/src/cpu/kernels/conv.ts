// Convolution and its two gradients, each as one matrix product over blocks of columns (see conv-geometry.ts).
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type Shape, type TypedArray, type View } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { addColumns, convGeometry, readColumns, type ConvGeometry } from "./conv-geometry.js";
import { multiplyPanels, packedLayout, packedSize, packRows, PANEL, panelsOf, rowLayout } from "./gemm.js";

/** Columns per block: the block of the matrix stays in the second-level cache. */
const blockColumns = (g: ConvGeometry): number => {
  const wanted = Math.floor(32768 / g.depth / PANEL) * PANEL;
  return Math.max(16, Math.min(512, wanted, panelsOf(g.columns) * PANEL));
};

/** A row length that does not map rows onto the same cache lines. */
const paddedRow = (columns: number): number => columns + 2 * PANEL;

/** y = w · columns(x) + bias. */
export function conv({ inputs: [x, w, bias], outputs: [y], attrs }: PrimitiveCall<"conv">): void {
  const g = convGeometry(x.shape, w.shape, y.shape, attrs);
  const [input, weight, offsets, result] = [dense(x), dense(w), bias && dense(bias), writable(y)];
  const width = blockColumns(g);
  const row = paddedRow(width);
  const rows = panelsOf(g.outChannels);
  const packed = new Float64Array(packedSize(g.outChannels, g.depth));
  const matrix = new Float64Array(g.depth * row);
  const block = new Float64Array(rows * PANEL * row);
  for (let group = 0; group < g.groups; group++) {
    const o = group * g.outChannels;
    packRows(weight, o * g.depth, g.depth, 1, g.outChannels, g.depth, packed);
    for (let first = 0; first < g.columns; first += width) {
      const count = Math.min(width, g.columns - first);
      readColumns(g, group, input, first, count, matrix, { panel: PANEL * row, row, column: 1 });
      for (let c = 0; c < g.outChannels; c++) block.fill(offsets ? offsets[o + c] : 0, c * row, (c + 1) * row);
      multiplyPanels(packed, rows, matrix, panelsOf(count), rowLayout(row), g.depth, block, row);
      forEachImage(g, first, count, (image, position, done, run) => {
        for (let c = 0; c < g.outChannels; c++) {
          const to = (image * g.groups * g.outChannels + o + c) * g.positions + position;
          for (let i = 0; i < run; i++) result[to + i] = block[c * row + done + i];
        }
      });
    }
  }
  putBack(y, result);
}

/** columns(gradX) = wᵀ · gradY. */
export function convInputGrad({ inputs: [gradY, w], outputs: [gradX], attrs }: PrimitiveCall<"convInputGrad">): void {
  const g = convGeometry(gradX.shape, w.shape, gradY.shape, attrs);
  const [grad, weight, result] = [dense(gradY), dense(w), writable(gradX)];
  const sums = new Float64Array(result.length);
  const width = blockColumns(g);
  const row = paddedRow(width);
  const rows = panelsOf(g.depth);
  const packed = new Float64Array(packedSize(g.depth, g.outChannels));
  const matrix = new Float64Array(g.outChannels * row);
  const block = new Float64Array(rows * PANEL * row);
  for (let group = 0; group < g.groups; group++) {
    const o = group * g.outChannels;
    packRows(weight, o * g.depth, 1, g.depth, g.depth, g.outChannels, packed);
    for (let first = 0; first < g.columns; first += width) {
      const count = Math.min(width, g.columns - first);
      forEachImage(g, first, count, (image, position, done, run) => {
        for (let c = 0; c < g.outChannels; c++) {
          const from = (image * g.groups * g.outChannels + o + c) * g.positions + position;
          for (let i = 0; i < run; i++) matrix[c * row + done + i] = grad[from + i];
        }
      });
      block.fill(0);
      multiplyPanels(packed, rows, matrix, panelsOf(count), rowLayout(row), g.outChannels, block, row);
      addColumns(g, group, sums, first, count, block, { panel: PANEL * row, row, column: 1 });
    }
  }
  result.set(sums);
  putBack(gradX, result);
}

/** gradW = gradY · columns(x)ᵀ; gradBias = gradY summed over all but the channels. */
export function convWeightGrad({
  inputs: [gradY, x],
  outputs: [gradW, gradBias],
  attrs,
}: PrimitiveCall<"convWeightGrad">): void {
  const g = convGeometry(x.shape, gradW.shape, gradY.shape, attrs);
  const [grad, input, result] = [dense(gradY), dense(x), writable(gradW)];
  const width = blockColumns(g);
  const rows = panelsOf(g.outChannels);
  const columns = panelsOf(g.depth);
  const packed = new Float64Array(packedSize(g.outChannels, width));
  const matrix = new Float64Array(packedSize(g.depth, width));
  const block = new Float64Array(rows * PANEL * columns * PANEL);
  for (let group = 0; group < g.groups; group++) {
    const o = group * g.outChannels;
    block.fill(0);
    for (let first = 0; first < g.columns; first += width) {
      const count = Math.min(width, g.columns - first);
      forEachImage(g, first, count, (image, position, done, run) => {
        const from = (image * g.groups * g.outChannels + o) * g.positions + position;
        packRows(grad, from, g.positions, 1, g.outChannels, run, packed, { fullDepth: count, column: done });
      });
      readColumns(g, group, input, first, count, matrix, { panel: PANEL * count, row: 1, column: PANEL });
      multiplyPanels(packed, rows, matrix, columns, packedLayout(count), count, block, columns * PANEL);
    }
    for (let c = 0; c < g.outChannels; c++)
      for (let k = 0; k < g.depth; k++) result[(o + c) * g.depth + k] = block[c * columns * PANEL + k];
  }
  putBack(gradW, result);
  if (gradBias) sumChannels(grad, gradY.shape, gradBias);
}

function sumChannels(grad: TypedArray, [images, channels, ...extents]: Shape, out: View): void {
  const length = sizeOf(extents);
  const result = writable(out);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let n = 0; n < images; n++) {
      const start = (n * channels + c) * length;
      for (let i = start; i < start + length; i++) sum += grad[i];
    }
    result[c] = sum;
  }
  putBack(out, result);
}

/** Cuts a block of columns where one image ends and the next begins. */
function forEachImage(
  g: ConvGeometry,
  first: number,
  count: number,
  visit: (image: number, position: number, done: number, run: number) => void,
): void {
  for (let done = 0; done < count;) {
    const position = (first + done) % g.positions;
    const run = Math.min(g.positions - position, count - done);
    visit((first + done - position) / g.positions, position, done, run);
    done += run;
  }
}

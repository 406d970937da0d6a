// Convolution and its two gradients, each as one matrix product over blocks of columns (see conv-geometry.ts).
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type Shape, type TypedArray, type View } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { scratch } from "../scratch.js";
import { addColumns, convGeometry, readColumns, type ConvGeometry } from "./conv-geometry.js";
import { RUN_FOLDS } from "./folds.js";
import { multiplyPanels, packedLayout, packedSize, packRows, PANEL, panelsOf, rowLayout } from "./gemm.js";
import {
  correlateTiles,
  isAllFinite,
  kernelGradientTiles,
  suitsWinograd,
  type Images,
  type Kernels,
} from "./winograd.js";

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
  if (x.dtype === "float32" && suitsWinograd(g, attrs) && isAllFinite(input) && isAllFinite(weight)) {
    const kernels = (group: number): Kernels => kernelsOf(g, weight, group, g.depth, 9, false);
    correlateTiles(
      g.batch,
      g.groups,
      inputImages(g, input),
      kernels,
      paddingOf(g, 0),
      outputImages(g, result),
      offsets,
    );
    putBack(y, result);
    return;
  }
  const width = blockColumns(g);
  const row = paddedRow(width);
  const rows = panelsOf(g.outChannels);
  const packed = scratch("packed", packedSize(g.outChannels, g.depth));
  const matrix = scratch("matrix", g.depth * row);
  const block = scratch("block", rows * PANEL * row);
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
          copyNumbers(block, c * row + done, result, to, run);
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
  if (w.dtype === "float32" && suitsWinograd(g, attrs) && isAllFinite(grad) && isAllFinite(weight)) {
    const kernels = (group: number): Kernels => kernelsOf(g, weight, group, 9, g.depth, true);
    correlateTiles(
      g.batch,
      g.groups,
      outputImages(g, grad),
      kernels,
      paddingOf(g, 2),
      inputImages(g, result),
      undefined,
    );
    putBack(gradX, result);
    return;
  }
  const sums = scratch("sums", result.length).fill(0);
  const width = blockColumns(g);
  const row = paddedRow(width);
  const rows = panelsOf(g.depth);
  const packed = scratch("packed", packedSize(g.depth, g.outChannels));
  const matrix = scratch("matrix", g.outChannels * row);
  const block = scratch("block", rows * PANEL * row);
  for (let group = 0; group < g.groups; group++) {
    const o = group * g.outChannels;
    packRows(weight, o * g.depth, 1, g.depth, g.depth, g.outChannels, packed);
    for (let first = 0; first < g.columns; first += width) {
      const count = Math.min(width, g.columns - first);
      forEachImage(g, first, count, (image, position, done, run) => {
        for (let c = 0; c < g.outChannels; c++) {
          const from = (image * g.groups * g.outChannels + o + c) * g.positions + position;
          copyNumbers(grad, from, matrix, c * row + done, run);
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
  if (x.dtype === "float32" && suitsWinograd(g, attrs) && isAllFinite(grad) && isAllFinite(input))
    kernelGradientTiles(g.batch, g.groups, inputImages(g, input), paddingOf(g, 0), outputImages(g, grad), result);
  else multiplyWeightGrad(g, grad, input, result);
  putBack(gradW, result);
  if (gradBias) sumChannels(grad, gradY.shape, gradBias);
}

function multiplyWeightGrad(g: ConvGeometry, grad: TypedArray, input: TypedArray, result: TypedArray): void {
  const width = blockColumns(g);
  const rows = panelsOf(g.outChannels);
  const columns = panelsOf(g.depth);
  const packed = scratch("packed", packedSize(g.outChannels, width));
  const matrix = scratch("matrix", packedSize(g.depth, width));
  const block = scratch("block", rows * PANEL * columns * PANEL);
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
}

const inputImages = (g: ConvGeometry, data: TypedArray): Images => ({
  data,
  channels: g.inChannels,
  height: g.input[1],
  width: g.input[2],
});
const outputImages = (g: ConvGeometry, data: TypedArray): Images => ({
  data,
  channels: g.outChannels,
  height: g.output[1],
  width: g.output[2],
});
/** Zeros above and left of x; for its gradient those around gradY, `border` less them. */
const paddingOf = ({ padding }: ConvGeometry, border: 0 | 2): [number, number] =>
  border === 0 ? [padding[1], padding[2]] : [border - padding[1], border - padding[2]];
/** The weights of a group, from its channels to its channels or, turned round, back. */
const kernelsOf = (
  g: ConvGeometry,
  data: TypedArray,
  group: number,
  outStep: number,
  inStep: number,
  isTurned: boolean,
): Kernels => ({ data, start: group * g.outChannels * g.depth, outStep, inStep, isTurned });

function sumChannels(grad: TypedArray, [images, channels, ...extents]: Shape, out: View): void {
  const length = sizeOf(extents);
  const result = writable(out);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let n = 0; n < images; n++) {
      sum = RUN_FOLDS.sum(grad, (n * channels + c) * length, 1, length, sum);
    }
    result[c] = sum;
  }
  putBack(out, result);
}

function copyNumbers(from: TypedArray, start: number, to: TypedArray, at: number, count: number): void {
  if (count > 64) to.set(from.subarray(start, start + count), at);
  else for (let i = 0; i < count; i++) to[at + i] = from[start + i];
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

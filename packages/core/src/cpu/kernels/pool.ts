// Max and average pooling over one to three axes, and their gradients. One and two axes are three with leading ones.
import type { PoolAttrs, PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type Shape, type TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { scratch } from "../scratch.js";

/** Where the windows of one axis begin and end inside the input, and how many cells they cover for an average. */
interface Windows {
  readonly count: number;
  readonly kernel: number;
  readonly stride: number;
  /** Where they would begin if the input went on. */
  readonly start: Int32Array;
  readonly begin: Int32Array;
  readonly end: Int32Array;
  readonly cells: Int32Array;
  readonly dilation: number;
  /** Extent of the input. */
  readonly extent: number;
}

type Axes = readonly [Windows, Windows, Windows];

function windowsOf(input: Shape, output: Shape, attrs: PoolAttrs): Axes {
  const spatial = input.length - 2;
  const axes = [0, 1, 2].map((i) => {
    const axis = i - (3 - spatial);
    if (axis < 0) return axisWindows(1, 1, 1, 1, 0, 1, true);
    const { kernel, stride, padding, dilation, countIncludePad } = attrs;
    const d = attrs.kind === "max" ? dilation[axis] : 1;
    return axisWindows(
      input[axis + 2],
      output[axis + 2],
      kernel[axis],
      stride[axis],
      padding[axis],
      d,
      countIncludePad,
    );
  });
  return [axes[0], axes[1], axes[2]];
}

function axisWindows(
  extent: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  countIncludePad: boolean,
): Windows {
  const windows = {
    count,
    kernel,
    stride,
    dilation,
    start: new Int32Array(count),
    extent,
    begin: new Int32Array(count),
    end: new Int32Array(count),
    cells: new Int32Array(count),
  };
  for (let o = 0; o < count; o++) {
    const start = o * stride - padding;
    windows.start[o] = start;
    // ceilMode lets a last window overhang the padding; the overhang never counts.
    const stop = Math.min(start + (kernel - 1) * dilation + 1, extent + padding);
    windows.begin[o] = start < 0 ? start + Math.ceil(-start / dilation) * dilation : start;
    windows.end[o] = Math.min(stop, extent);
    windows.cells[o] = countIncludePad ? stop - start : windows.end[o] - windows.begin[o];
  }
  return windows;
}

export function pool({ inputs: [x], outputs: [y, index], attrs }: PrimitiveCall<"pool">): void {
  const axes = windowsOf(x.shape, y.shape, attrs);
  const data = dense(x);
  const result = writable(y);
  const planes = x.shape[0] * x.shape[1];
  if (attrs.kind === "max") {
    const winners = writable(index);
    maxPool(data, planes, axes, result, winners);
    putBack(index, winners);
  } else averagePool(data, planes, axes, result);
  putBack(y, result);
}

/** All windows of a plane at once, cell by cell. The first of equals stays; a NaN wins and stays. */
function maxPool(
  data: TypedArray,
  planes: number,
  [depths, rows, columns]: Axes,
  result: TypedArray,
  winners: TypedArray,
): void {
  const plane = depths.extent * rows.extent * columns.extent;
  const best = new Float64Array(rows.count * columns.count);
  const places = new Int32Array(best.length);
  const [rowCells, columnCells] = [cellsOf(rows), cellsOf(columns)];
  let out = 0;
  for (let p = 0; p < planes; p++)
    for (let od = 0; od < depths.count; od++, out += best.length) {
      best.fill(-Infinity);
      places.fill(-1);
      for (let d = depths.begin[od]; d < depths.end[od]; d += depths.dilation)
        for (const row of rowCells)
          for (const column of columnCells)
            takeLarger(data, p * plane, d * rows.extent, columns.extent, row, column, columns.count, best, places);
      result.set(best, out);
      winners.set(places, out);
    }
}

/** One cell of the windows along an axis: windows `first`… have it inside the input, at `at` and `stride` apart. */
interface Cells {
  readonly first: number;
  readonly count: number;
  readonly at: number;
  readonly stride: number;
}

function cellsOf({ count, begin, start, stride, end, dilation, kernel }: Windows): Cells[] {
  return Array.from({ length: kernel }, (_, k) => {
    const isInside = (o: number): boolean => start[o] + k * dilation >= begin[o] && start[o] + k * dilation < end[o];
    let first = 0;
    while (first < count && !isInside(first)) first++;
    let last = count;
    while (last > first && !isInside(last - 1)) last--;
    return { first, count: last - first, at: (start[first] ?? 0) + k * dilation, stride };
  });
}

const CHOICE = new Float64Array(2);

/** Chooses by position: which cell is the largest cannot be foreseen. */
function takeLarger(
  data: TypedArray,
  plane: number,
  firstLine: number,
  extent: number,
  rows: Cells,
  columns: Cells,
  width: number,
  best: Float64Array,
  places: Int32Array,
): void {
  const choice = CHOICE;
  const { count, stride } = columns;
  for (let r = 0; r < rows.count; r++) {
    let from = (firstLine + rows.at + r * rows.stride) * extent + columns.at;
    const to = (rows.first + r) * width + columns.first;
    for (let i = to; i < to + count; i++, from += stride) {
      const value = data[plane + from];
      const before = best[i];
      const place = places[i];
      const takes = +(place < 0) | (+!(value <= before) & +(before === before));
      choice[0] = before;
      choice[1] = value;
      best[i] = choice[takes];
      places[i] = place ^ ((place ^ from) & -takes);
    }
  }
}

function averagePool(data: TypedArray, planes: number, [depths, rows, columns]: Axes, result: TypedArray): void {
  const plane = depths.extent * rows.extent * columns.extent;
  let out = 0;
  for (let p = 0; p < planes; p++)
    for (let od = 0; od < depths.count; od++)
      for (let oh = 0; oh < rows.count; oh++)
        for (let ow = 0; ow < columns.count; ow++) {
          let sum = 0;
          for (let d = depths.begin[od]; d < depths.end[od]; d++)
            for (let h = rows.begin[oh]; h < rows.end[oh]; h++) {
              const line = p * plane + (d * rows.extent + h) * columns.extent;
              for (let w = columns.begin[ow]; w < columns.end[ow]; w++) sum += data[line + w];
            }
          result[out++] = sum / (depths.cells[od] * rows.cells[oh] * columns.cells[ow]);
        }
}

export function poolGrad({ inputs: [gradY, index], outputs: [gradX], attrs }: PrimitiveCall<"poolGrad">): void {
  const grad = dense(gradY);
  const result = writable(gradX);
  const sums = scratch("sums", result.length).fill(0);
  const planes = gradX.shape[0] * gradX.shape[1];
  if (attrs.kind === "max") scatterToWinners(grad, dense(index), planes, sizeOf(gradX.shape.slice(2)), sums);
  else spreadAverages(grad, planes, windowsOf(gradX.shape, gradY.shape, attrs), sums);
  result.set(sums);
  putBack(gradX, result);
}

function scatterToWinners(
  grad: TypedArray,
  winners: TypedArray,
  planes: number,
  plane: number,
  sums: Float64Array,
): void {
  const positions = grad.length / planes;
  for (let p = 0; p < planes; p++)
    for (let i = p * positions; i < (p + 1) * positions; i++) sums[p * plane + winners[i]] += grad[i];
}

function spreadAverages(grad: TypedArray, planes: number, [depths, rows, columns]: Axes, sums: Float64Array): void {
  const plane = depths.extent * rows.extent * columns.extent;
  let out = 0;
  for (let p = 0; p < planes; p++)
    for (let od = 0; od < depths.count; od++)
      for (let oh = 0; oh < rows.count; oh++)
        for (let ow = 0; ow < columns.count; ow++) {
          const share = grad[out++] / (depths.cells[od] * rows.cells[oh] * columns.cells[ow]);
          for (let d = depths.begin[od]; d < depths.end[od]; d++)
            for (let h = rows.begin[oh]; h < rows.end[oh]; h++) {
              const line = p * plane + (d * rows.extent + h) * columns.extent;
              for (let w = columns.begin[ow]; w < columns.end[ow]; w++) sums[line + w] += share;
            }
        }
}

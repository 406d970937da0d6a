// Max and average pooling over one to three axes, and their gradients. One and two axes are three with leading ones.
import type { PoolAttrs, PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type Shape, type TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";

/** Where the windows of one axis begin and end inside the input, and how many cells they cover for an average. */
interface Windows {
  readonly count: number;
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
    dilation,
    extent,
    begin: new Int32Array(count),
    end: new Int32Array(count),
    cells: new Int32Array(count),
  };
  for (let o = 0; o < count; o++) {
    const start = o * stride - padding;
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

function maxPool(
  data: TypedArray,
  planes: number,
  [depths, rows, columns]: Axes,
  result: TypedArray,
  winners: TypedArray,
): void {
  const plane = depths.extent * rows.extent * columns.extent;
  let out = 0;
  for (let p = 0; p < planes; p++)
    for (let od = 0; od < depths.count; od++)
      for (let oh = 0; oh < rows.count; oh++)
        for (let ow = 0; ow < columns.count; ow++) {
          let best = -Infinity;
          let winner = -1;
          for (let d = depths.begin[od]; d < depths.end[od]; d += depths.dilation)
            for (let h = rows.begin[oh]; h < rows.end[oh]; h += rows.dilation) {
              const line = (d * rows.extent + h) * columns.extent;
              for (let w = columns.begin[ow]; w < columns.end[ow]; w += columns.dilation) {
                const value = data[p * plane + line + w];
                // The first of equals stays; a NaN wins and stays.
                if (winner < 0 || value > best || (value !== value && best === best)) {
                  best = value;
                  winner = line + w;
                }
              }
            }
          result[out] = best;
          winners[out++] = winner;
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
  const sums = new Float64Array(result.length);
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

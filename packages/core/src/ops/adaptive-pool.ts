// Pooling to a wanted size, pooling by a p-norm, and the way back from max pooling.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Shape, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { needReal, perAxis } from "./conv.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { avgPool1d, avgPool2d } from "./pool.js";
import type { ValuesAndIndices } from "./reduce.js";

/** A number for all axes, or one per axis; null keeps the axis. */
export type AdaptiveSize = number | readonly (number | null)[];

/** First input of each cell, and the number of inputs of the widest one: cell j covers ⌊j·n/out⌋ … ⌈(j+1)·n/out⌉ − 1. */
interface Cells {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly widest: number;
}

function planCells(op: string, x: Tensor, axes: number, size: AdaptiveSize): Cells[] {
  needReal(op, x);
  if (x.ndim !== axes + 1 && x.ndim !== axes + 2)
    throw new ShapeError(
      `${op}: input ${formatShape(x.shape)} must have ${axes + 2} dimensions [N, C, …], or ${axes + 1} without batch.`,
    );
  const spatial = x.shape.slice(-axes);
  const sizes = perAxis(op, "outputSize", typeof size === "number" ? size : size.map((n, i) => n ?? spatial[i]), axes, 1); // prettier-ignore
  if (spatial.includes(0)) throw new ShapeError(`${op}: input ${formatShape(x.shape)} is empty along a spatial axis.`);
  return spatial.map((n, i) => {
    const cells = Array.from({ length: sizes[i] }, (_, j) => j);
    const starts = cells.map((j) => Math.floor((j * n) / sizes[i]));
    const ends = cells.map((j) => Math.ceil(((j + 1) * n) / sizes[i]));
    return { starts, ends, widest: Math.max(...cells.map((j) => ends[j] - starts[j])) };
  });
}

/** The inputs of every cell on a new last axis: position in x, cut to the cell's end, and whether it is in the cell. */
function readCells({ starts, ends, widest }: Cells): { index: Int32Array; inside: Uint8Array } {
  const index = new Int32Array(starts.length * widest);
  const inside = new Uint8Array(index.length);
  starts.forEach((start, j) => {
    for (let k = 0; k < widest; k++) {
      index[j * widest + k] = Math.min(start + k, ends[j] - 1);
      inside[j * widest + k] = start + k < ends[j] ? 1 : 0;
    }
  });
  return { index, inside };
}

/** Means along one axis, whose cells may overlap: a product with [inputs, cells], column j holding 1 / size of cell j. */
function averageAxis(x: Tensor, dim: number, { starts, ends }: Cells): Tensor {
  const [n, count] = [x.shape[dim], starts.length];
  if (count === n) return x;
  if (count === 1) return x.mean(dim, { keepdim: true });
  const shares = new Float64Array(n * count);
  starts.forEach((start, j) => {
    for (let i = start; i < ends[j]; i++) shares[i * count + j] = 1 / (ends[j] - start);
  });
  const matrix = x.newTensor(x.dtype === "float64" ? shares : Float32Array.from(shares), [n, count]);
  const last = x.transpose(dim, -1);
  const rows = last.reshape([-1, n]).matmul(matrix);
  return rows.reshape([...last.shape.slice(0, -1), count]).transpose(dim, -1);
}

const adaptiveAverage = (op: string, axes: number, x: Tensor, size: AdaptiveSize): Tensor =>
  planCells(op, x, axes, size).reduceRight((y, cells, i) => averageAxis(y, x.ndim - axes + i, cells), x);

/** The mean of each of `outputSize` cells, as `torch.nn.functional.adaptive_avg_pool1d`: [N, C, L] → [N, C, size]. */
export const adaptiveAvgPool1d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveAverage("adaptiveAvgPool1d", 1, x, outputSize);
/** The mean of each cell of a grid, as `torch.nn.functional.adaptive_avg_pool2d`: [N, C, H, W] → [N, C, ...size]. */
export const adaptiveAvgPool2d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveAverage("adaptiveAvgPool2d", 2, x, outputSize);

/** Every cell's inputs are gathered by their flat position; the places past a narrow cell repeat its last input. */
function adaptiveMax(op: string, axes: number, x: Tensor, size: AdaptiveSize): ValuesAndIndices {
  const plans = planCells(op, x, axes, size);
  const lead = x.shape.slice(0, x.ndim - axes);
  const spatial = x.shape.slice(-axes);
  const reads = plans.map((cells) => readCells(cells).index);
  const [rows, columns] = axes === 1 ? [undefined, plans[0]] : [plans[0], plans[1]];
  const [rowCount, rowWidth] = [rows?.starts.length ?? 1, rows?.widest ?? 1];
  const [columnCount, columnWidth] = [columns.starts.length, columns.widest];
  const area = rowWidth * columnWidth;
  const flat = new Int32Array(rowCount * columnCount * area);
  for (let i = 0; i < flat.length; i++) {
    const [cell, k] = [Math.floor(i / area), i % area];
    const row = Math.floor(cell / columnCount) * rowWidth + Math.floor(k / columnWidth);
    const column = (cell % columnCount) * columnWidth + (k % columnWidth);
    flat[i] = (rows ? reads[0][row] * spatial[1] : 0) + reads[axes - 1][column];
  }
  const d = lead.length;
  const places = x.newTensor(flat, [rowCount * columnCount, area]);
  const cells = x.reshape([...lead, -1]).indexSelect(d, places.reshape([-1])).unflatten(d, places.shape); // prettier-ignore
  const winner = cells.max(d + 1, { keepdim: true });
  const source = places.expand([...lead, ...places.shape]).gather(d + 1, winner.indices);
  const shape: Shape = [...lead, ...plans.map((p) => p.starts.length)];
  return { values: winner.values.reshape(shape), indices: source.reshape(shape) };
}

/** The largest element of each of `outputSize` cells: [N, C, L] → [N, C, size]. */
export const adaptiveMaxPool1d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveMax("adaptiveMaxPool1d", 1, x, outputSize).values;
/** The largest element of each cell of a grid: [N, C, H, W] → [N, C, ...size]. */
export const adaptiveMaxPool2d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveMax("adaptiveMaxPool2d", 2, x, outputSize).values;
/** {@link adaptiveMaxPool1d} with the int32 position of each winner in its row. */
export const adaptiveMaxPool1dWithIndices = (x: Tensor, outputSize: AdaptiveSize): ValuesAndIndices =>
  adaptiveMax("adaptiveMaxPool1d", 1, x, outputSize);
/** {@link adaptiveMaxPool2d} with the int32 flat position of each winner in its plane. */
export const adaptiveMaxPool2dWithIndices = (x: Tensor, outputSize: AdaptiveSize): ValuesAndIndices =>
  adaptiveMax("adaptiveMaxPool2d", 2, x, outputSize);

export interface LpPoolOptions {
  /** Step between windows (default: the kernel size). */
  readonly stride?: number | readonly number[];
  /** Windows that overhang the end count too, scaled up to the full window's size (default false). */
  readonly ceilMode?: boolean;
}

function lpPool(
  op: string,
  axes: 1 | 2,
  x: Tensor,
  p: number,
  kernelSize: number | readonly number[],
  options: LpPoolOptions,
): Tensor {
  if (!(p > 0) || !Number.isFinite(p)) throw new ParameterError(`${op}: p=${p} must be a finite number > 0.`);
  needReal(op, x);
  const size = perAxis(op, "kernelSize", kernelSize, axes, 1).reduce((a, b) => a * b, 1);
  const pool = axes === 1 ? avgPool1d : avgPool2d;
  const mean = pool(p === 2 ? x.square() : p === 1 ? x : x.pow(p), kernelSize, options);
  const total = mean.mul(size); // also of a window that overhangs, as PyTorch
  if (p === 1) return total;
  const isZero = total.eq(0);
  const root = where(isZero, 1, total).pow(1 / p); // the root has no finite slope at 0
  return where(isZero, 0, root);
}

/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.functional.lp_pool1d`: [N, C, L] → [N, C, Lout]. Slope 0 where it is 0; NaN where an odd p > 1 meets a negative sum. */
export const lpPool1d = (x: Tensor, p: number, kernelSize: number, options: LpPoolOptions = {}): Tensor =>
  lpPool("lpPool1d", 1, x, p, kernelSize, options);
/** (Σ xᵖ)^(1/p) of each window, as `torch.nn.functional.lp_pool2d`: [N, C, H, W] → [N, C, Hout, Wout]. */
export const lpPool2d = (
  x: Tensor,
  p: number,
  kernelSize: number | readonly number[],
  options: LpPoolOptions = {},
): Tensor => lpPool("lpPool2d", 2, x, p, kernelSize, options);

const methods = {
  adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveMaxPool1d, adaptiveMaxPool2d, adaptiveMaxPool1dWithIndices, adaptiveMaxPool2dWithIndices, lpPool1d, lpPool2d,
} as const; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

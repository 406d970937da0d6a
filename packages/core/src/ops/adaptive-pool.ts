// Pooling to a wanted size.
import { ShapeError } from "../errors/index.js";
import { formatShape, type Shape, type Tensor } from "../tensor/index.js";
import { needReal, perAxis } from "./conv.js";
import { attachMethods, type MethodsOf } from "./method.js";
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
  const sizes = perAxis(op, "outputSize", Array.isArray(size) ? size.map((n, i) => n ?? spatial[i]) : (size as number), axes, 1); // prettier-ignore
  if (spatial.includes(0)) throw new ShapeError(`${op}: input ${formatShape(x.shape)} is empty along a spatial axis.`);
  return spatial.map((n, i) => {
    const cells = Array.from({ length: sizes[i] }, (_, j) => j);
    const starts = cells.map((j) => Math.floor((j * n) / sizes[i]));
    const ends = cells.map((j) => Math.ceil(((j + 1) * n) / sizes[i]));
    return { starts, ends, widest: Math.max(...cells.map((j) => ends[j] - starts[j])) };
  });
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
/** The mean of each cell of a grid: [N, C, D, H, W] → [N, C, ...size]. */
export const adaptiveAvgPool3d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveAverage("adaptiveAvgPool3d", 3, x, outputSize);

/** Flat positions of the inputs of every cell, [cells, inputs]; a narrow cell repeats its last input. */
function inputsOfCells(plans: readonly Cells[], extents: Shape): { places: Int32Array; shape: [number, number] } {
  let places: number[][] = [[0]];
  plans.forEach(({ starts, ends, widest }, axis) => {
    const reads = starts.map((start, j) => Array.from({ length: widest }, (_, k) => Math.min(start + k, ends[j] - 1)));
    places = places.flatMap((cell) => reads.map((own) => cell.flatMap((p) => own.map((q) => p * extents[axis] + q))));
  });
  return { places: Int32Array.from(places.flat()), shape: [places.length, places[0].length] };
}

function adaptiveMax(op: string, axes: number, x: Tensor, size: AdaptiveSize): ValuesAndIndices {
  const plans = planCells(op, x, axes, size);
  const lead = x.shape.slice(0, x.ndim - axes);
  const { places: flat, shape: cellShape } = inputsOfCells(plans, x.shape.slice(-axes));
  const d = lead.length;
  const places = x.newTensor(flat, cellShape);
  const cells = x.flatten(d).indexSelect(d, places.reshape([-1])).unflatten(d, places.shape); // prettier-ignore
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
/** The largest element of each cell of a grid: [N, C, D, H, W] → [N, C, ...size]. */
export const adaptiveMaxPool3d = (x: Tensor, outputSize: AdaptiveSize): Tensor =>
  adaptiveMax("adaptiveMaxPool3d", 3, x, outputSize).values;
/** {@link adaptiveMaxPool1d} with the int32 position of each winner in its row. */
export const adaptiveMaxPool1dWithIndices = (x: Tensor, outputSize: AdaptiveSize): ValuesAndIndices =>
  adaptiveMax("adaptiveMaxPool1d", 1, x, outputSize);
/** {@link adaptiveMaxPool2d} with the int32 flat position of each winner in its plane. */
export const adaptiveMaxPool2dWithIndices = (x: Tensor, outputSize: AdaptiveSize): ValuesAndIndices =>
  adaptiveMax("adaptiveMaxPool2d", 2, x, outputSize);

/** {@link adaptiveMaxPool3d} with the int32 flat position of each winner in its volume. */
export const adaptiveMaxPool3dWithIndices = (x: Tensor, outputSize: AdaptiveSize): ValuesAndIndices =>
  adaptiveMax("adaptiveMaxPool3d", 3, x, outputSize);

const methods = {
  adaptiveAvgPool1d, adaptiveAvgPool2d, adaptiveAvgPool3d, adaptiveMaxPool1d, adaptiveMaxPool2d, adaptiveMaxPool3d,
  adaptiveMaxPool1dWithIndices, adaptiveMaxPool2dWithIndices, adaptiveMaxPool3dWithIndices,
} as const; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

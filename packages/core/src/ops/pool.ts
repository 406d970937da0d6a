// Pooling: the largest or the mean of windows over the last one to three axes.
import { differentiable } from "../autograd/index.js";
import { dispatch, type PoolAttrs } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Shape, type Tensor } from "../tensor/index.js";
import { needReal, perAxis } from "./conv.js";
import type { ValuesAndIndices } from "./reduce.js";

export interface MaxPoolOptions {
  /** Step between windows (default: the kernel size). */
  readonly stride?: number | readonly number[];
  /** Border of −∞ on both sides, at most half the kernel (default 0). */
  readonly padding?: number | readonly number[];
  readonly dilation?: number | readonly number[];
  /** Windows that overhang the end count too (default false). */
  readonly ceilMode?: boolean;
}

export interface AvgPoolOptions extends Omit<MaxPoolOptions, "dilation"> {
  /** Zeros of the padding count towards the mean (default true). */
  readonly countIncludePad?: boolean;
  /** Divides every window's sum instead of its size. */
  readonly divisorOverride?: number;
}

function outputExtent(n: number, k: number, s: number, p: number, d: number, ceilMode: boolean): number {
  const steps = (n + 2 * p - d * (k - 1) - 1) / s;
  const out = (ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  // The last window must start inside the input or its left padding.
  return ceilMode && (out - 1) * s >= n + p ? out - 1 : out;
}

interface Prepared {
  readonly x: Tensor;
  readonly shape: Shape;
  readonly attrs: PoolAttrs;
  /** Takes back an added batch axis. */
  readonly restore: (y: Tensor) => Tensor;
}

function prepare(
  op: string,
  axes: number,
  x: Tensor,
  kernelSize: number | readonly number[],
  kind: "max" | "avg",
  options: MaxPoolOptions & AvgPoolOptions,
): Prepared {
  needReal(op, x);
  const batched = x.ndim === axes + 2;
  if (!batched && x.ndim !== axes + 1)
    throw new ShapeError(
      `${op}: input ${formatShape(x.shape)} must have ${axes + 2} dimensions [N, C, …], or ${axes + 1} without batch.`,
    );
  const own = batched ? x : x.unsqueeze(0);
  const kernel = perAxis(op, "kernelSize", kernelSize, axes, 1);
  const stride = perAxis(op, "stride", options.stride ?? kernel, axes, 1);
  const padding = perAxis(op, "padding", options.padding ?? 0, axes, 0);
  const dilation = perAxis(op, "dilation", options.dilation ?? 1, axes, 1);
  if (padding.some((p, i) => p > kernel[i] / 2))
    throw new ParameterError(
      `${op}: padding=${formatShape(padding)} must be at most half of kernelSize=${formatShape(kernel)}.`,
    );
  const extents = kernel.map((k, i) =>
    outputExtent(own.shape[i + 2], k, stride[i], padding[i], dilation[i], options.ceilMode ?? false),
  );
  if (extents.some((n) => n < 1))
    throw new ShapeError(`${op}: kernelSize=${formatShape(kernel)} is larger than the input ${formatShape(x.shape)}.`);
  const attrs: PoolAttrs = {
    kind,
    kernel,
    stride,
    padding,
    dilation,
    countIncludePad: options.countIncludePad ?? true,
  };
  const restore = (y: Tensor): Tensor => (batched ? y : y.squeeze(0));
  return { x: own, shape: [...own.shape.slice(0, 2), ...extents], attrs, restore };
}

function maxPool(
  op: string,
  axes: number,
  input: Tensor,
  kernelSize: number | readonly number[],
  options: MaxPoolOptions,
): ValuesAndIndices {
  const { x, shape, attrs, restore } = prepare(op, axes, input, kernelSize, "max", options);
  let indices!: Tensor;
  const forward = (): Tensor => {
    const outputs = [{ shape, dtype: x.dtype }, { shape, dtype: "int32" as const }]; // prettier-ignore
    const [y, index] = dispatch("pool", [x], outputs, attrs);
    indices = index;
    return y;
  };
  const values = differentiable(op, [x], forward, () => [(g) => unpoolGradient(g, indices, x.shape, attrs)]);
  return { values: restore(values), indices: restore(indices) };
}

/** The gradient of each window's winner put back in its place; linear, so its own gradient picks the winners again. */
function unpoolGradient(g: Tensor, indices: Tensor, shape: Shape, attrs: PoolAttrs): Tensor {
  const forward = (): Tensor => dispatch("poolGrad", [g, indices], [{ shape, dtype: g.dtype }], attrs)[0];
  return differentiable("maxPoolGrad", [g], forward, () => [
    (gg) => gg.flatten(2).gather(2, indices.flatten(2)).reshape(indices.shape),
  ]);
}

function avgPool(
  op: string,
  axes: number,
  input: Tensor,
  kernelSize: number | readonly number[],
  options: AvgPoolOptions,
): Tensor {
  const { x, shape, attrs, restore } = prepare(op, axes, input, kernelSize, "avg", options);
  const { divisorOverride } = options;
  if (divisorOverride === undefined) return restore(average(x, shape, attrs));
  if (divisorOverride === 0 || !Number.isFinite(divisorOverride))
    throw new ParameterError(`${op}: divisorOverride=${divisorOverride} must be a finite number other than 0.`);
  return restore(windowSums(x, shape, attrs).div(divisorOverride));
}

/** Sums of windows: the border is laid on, wide enough for windows that overhang, and every window is a view. */
function windowSums(x: Tensor, shape: Shape, { kernel, stride, padding }: PoolAttrs): Tensor {
  const borders = kernel.map((k, i) => {
    const reach = (shape[i + 2] - 1) * stride[i] + k;
    return [padding[i], Math.max(padding[i], reach - x.shape[i + 2] - padding[i])];
  });
  const padded = x.pad(borders.reverse().flat());
  const windows = kernel.reduce((y, k, i) => y.unfold(i + 2, k, stride[i]), padded);
  return windows.sum(kernel.map((_, i) => -1 - i));
}

function average(x: Tensor, shape: Shape, attrs: PoolAttrs): Tensor {
  const forward = (): Tensor => dispatch("pool", [x], [{ shape, dtype: x.dtype }], attrs)[0];
  return differentiable("avgPool", [x], forward, () => [(g) => averageGradient(g, x.shape, attrs)]);
}

function averageGradient(g: Tensor, shape: Shape, attrs: PoolAttrs): Tensor {
  const forward = (): Tensor => dispatch("poolGrad", [g], [{ shape, dtype: g.dtype }], attrs)[0];
  return differentiable("avgPoolGrad", [g], forward, () => [(gg) => average(gg, g.shape, attrs)]);
}

type MaxPool<T> = (x: Tensor, kernelSize: number | readonly number[], options?: MaxPoolOptions) => T;
type AvgPool = (x: Tensor, kernelSize: number | readonly number[], options?: AvgPoolOptions) => Tensor;

/** The largest element of each window: [N, C, L] → [N, C, Lout]. NaN wins. */
export const maxPool1d: MaxPool<Tensor> = (x, kernelSize, options = {}) =>
  maxPool("maxPool1d", 1, x, kernelSize, options).values;
/** The largest element of each window: [N, C, H, W] → [N, C, Hout, Wout]. */
export const maxPool2d: MaxPool<Tensor> = (x, kernelSize, options = {}) =>
  maxPool("maxPool2d", 2, x, kernelSize, options).values;
/** The largest element of each window: [N, C, D, H, W] → [N, C, Dout, Hout, Wout]. */
export const maxPool3d: MaxPool<Tensor> = (x, kernelSize, options = {}) =>
  maxPool("maxPool3d", 3, x, kernelSize, options).values;
/** {@link maxPool1d} with the int32 position of each winner in its row. */
export const maxPool1dWithIndices: MaxPool<ValuesAndIndices> = (x, kernelSize, options = {}) =>
  maxPool("maxPool1d", 1, x, kernelSize, options);
/** {@link maxPool2d} with the int32 flat position of each winner in its plane. */
export const maxPool2dWithIndices: MaxPool<ValuesAndIndices> = (x, kernelSize, options = {}) =>
  maxPool("maxPool2d", 2, x, kernelSize, options);
/** {@link maxPool3d} with the int32 flat position of each winner in its volume. */
export const maxPool3dWithIndices: MaxPool<ValuesAndIndices> = (x, kernelSize, options = {}) =>
  maxPool("maxPool3d", 3, x, kernelSize, options);
/** The mean of each window: [N, C, L] → [N, C, Lout]. */
export const avgPool1d: AvgPool = (x, kernelSize, options = {}) => avgPool("avgPool1d", 1, x, kernelSize, options);
/** The mean of each window: [N, C, H, W] → [N, C, Hout, Wout]. */
export const avgPool2d: AvgPool = (x, kernelSize, options = {}) => avgPool("avgPool2d", 2, x, kernelSize, options);
/** The mean of each window: [N, C, D, H, W] → [N, C, Dout, Hout, Wout]. */
export const avgPool3d: AvgPool = (x, kernelSize, options = {}) => avgPool("avgPool3d", 3, x, kernelSize, options);

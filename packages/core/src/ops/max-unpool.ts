// The winners of max pooling put back in their places.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, sameShape, type Tensor } from "../tensor/index.js";
import { needReal, perAxis } from "./conv.js";
import { onesLike } from "./create.js";
import { checkPositions } from "./positions.js";
import { attachMethods, type MethodsOf } from "./method.js";

export interface MaxUnpoolOptions {
  /** As it was in the pooling (default: the kernel size). */
  readonly stride?: number | readonly number[];
  /** As it was in the pooling (default 0). */
  readonly padding?: number | readonly number[];
  /** The result's shape, or the extents of its spatial axes (default: the smallest that the pooling can have come from). */
  readonly outputSize?: readonly number[];
}

function maxUnpool(
  op: string,
  axes: number,
  x: Tensor,
  indices: Tensor,
  kernelSize: number | readonly number[],
  options: MaxUnpoolOptions,
): Tensor {
  needReal(op, x);
  needTensor(op, indices, "indices");
  if ((x.ndim !== axes + 1 && x.ndim !== axes + 2) || !sameShape(x.shape, indices.shape))
    throw new ShapeError(
      `${op}: input ${formatShape(x.shape)} and indices ${formatShape(indices.shape)} must have one shape, [N, C, …] or [C, …] with ${axes} spatial axes.`,
    );
  if (indices.dtype !== "int32") throw new DTypeError(`${op}: indices dtype="${indices.dtype}" must be int32.`);
  const kernel = perAxis(op, "kernelSize", kernelSize, axes, 1);
  const stride = perAxis(op, "stride", options.stride ?? kernel, axes, 1);
  const padding = perAxis(op, "padding", options.padding ?? 0, axes, 0);
  const usual = x.shape.slice(-axes).map((n, i) => (n - 1) * stride[i] - 2 * padding[i] + kernel[i]);
  const wanted = options.outputSize ?? usual;
  // As PyTorch, the whole shape is taken for its last extents.
  const size = perAxis(op, "outputSize", wanted.length === x.ndim ? wanted.slice(-axes) : wanted, axes, 1);
  if (size.some((n, i) => Math.abs(n - usual[i]) >= stride[i]))
    throw new ParameterError(
      `${op}: outputSize=${formatShape(size)} must lie within one stride ${formatShape(stride)} of ${formatShape(usual)}.`,
    );
  const lead = x.shape.slice(0, x.ndim - axes);
  const count = size.reduce((p, n) => p * n, 1);
  checkPositions(op, indices, 0, [count]);
  const [values, places] = [x.flatten(x.ndim - axes), indices.flatten(x.ndim - axes)];
  // Windows that overlap name a place twice with one value: the copies share the place instead of adding up.
  const base = x.newZeros([...lead, count]);
  const copies = base.scatterAdd(-1, places, onesLike(values)).gather(-1, places);
  return base.scatterAdd(-1, places, values.div(copies)).reshape([...lead, ...size]);
}

/**
 * Zeros with each winner of `maxPool1dWithIndices` back in its place, as `torch.nn.functional.max_unpool1d`.
 * Where overlapping windows name one place, it gets the mean of what they bring (the winner itself after a pooling; PyTorch leaves open which one stays).
 *
 * @param x        [N, C, L] or [C, L]
 * @param indices  int32 of the same shape, positions in the row of the result
 * @throws ParameterError, ShapeError, DTypeError
 */
export const maxUnpool1d = (
  x: Tensor,
  indices: Tensor,
  kernelSize: number | readonly number[],
  options: MaxUnpoolOptions = {},
): Tensor => maxUnpool("maxUnpool1d", 1, x, indices, kernelSize, options);

/** As {@link maxUnpool1d} for planes: [N, C, H, W] with flat positions in the plane of the result. */
export const maxUnpool2d = (
  x: Tensor,
  indices: Tensor,
  kernelSize: number | readonly number[],
  options: MaxUnpoolOptions = {},
): Tensor => maxUnpool("maxUnpool2d", 2, x, indices, kernelSize, options);

/** As {@link maxUnpool1d} for volumes: [N, C, D, H, W] with flat positions in the volume of the result. */
export const maxUnpool3d = (
  x: Tensor,
  indices: Tensor,
  kernelSize: number | readonly number[],
  options: MaxUnpoolOptions = {},
): Tensor => maxUnpool("maxUnpool3d", 3, x, indices, kernelSize, options);

const methods = { maxUnpool1d, maxUnpool2d, maxUnpool3d } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Shapes taken from other tensors, and the least number of dimensions.
import { broadcastShapes, needTensor, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { expand, reshape, view, type ShapeArgs } from "./views.js";

/** `x` read in the shape of `other`, extents of 1 repeated without a copy. */
export function expandAs(x: Tensor, other: Tensor): Tensor {
  needTensor("expandAs", x);
  needTensor("expandAs", other, "other");
  return expand(x, other.shape as number[]);
}
/** `x` as a view of the shape of `other`. @throws ShapeError where a copy would be needed */
export function viewAs(x: Tensor, other: Tensor): Tensor {
  needTensor("viewAs", x);
  needTensor("viewAs", other, "other");
  return view(x, other.shape as number[]);
}
/** `x` in the shape of `other`; a view where possible. */
export function reshapeAs(x: Tensor, other: Tensor): Tensor {
  needTensor("reshapeAs", x);
  needTensor("reshapeAs", other, "other");
  return reshape(x, other.shape as number[]);
}
/** Another name of `expand`. */
export function broadcastTo(x: Tensor, ...shape: ShapeArgs): Tensor {
  needTensor("broadcastTo", x);
  return expand(x, ...shape);
}
/** All elements in one row; a view where the memory allows it. */
export function ravel(x: Tensor): Tensor {
  needTensor("ravel", x);
  return reshape(x, [x.numel]);
}

/**
 * The tensors read in the one shape that they broadcast to, as `torch.broadcast_tensors`; views.
 *
 * @throws ShapeError  they do not broadcast
 */
export function broadcastTensors(...tensors: readonly Tensor[]): Tensor[] {
  const shape = broadcastShapes("broadcastTensors", ...tensors.map((x) => x.shape));
  return tensors.map((x) => expand(x, shape));
}

/** `x` with at least 1 dimension. */
export function atleast1d(x: Tensor): Tensor {
  needTensor("atleast1d", x);
  return x.ndim < 1 ? reshape(x, [1]) : x;
}
/** `x` with at least 2 dimensions: a vector becomes a row. */
export function atleast2d(x: Tensor): Tensor {
  needTensor("atleast2d", x);
  return x.ndim < 2 ? reshape(x, [1, x.numel]) : x;
}
/** `x` with at least 3 dimensions: a vector becomes [1, n, 1], a matrix [m, n, 1]; as `torch.atleast_3d`. */
export function atleast3d(x: Tensor): Tensor {
  needTensor("atleast3d", x);
  if (x.ndim > 2) return x;
  return x.ndim === 2 ? x.unsqueeze(-1) : reshape(x, [1, x.numel, 1]);
}

const methods = { expandAs, viewAs, reshapeAs, broadcastTo, ravel } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

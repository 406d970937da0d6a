// The diagonals of a tensor, as views, and the way back.
import { differentiable } from "../autograd/index.js";
import { ParameterError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, Tensor, type Shape } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";

interface Diagonal {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly start: number;
}

function locate(x: Tensor, offset: number, d1: number, d2: number): Diagonal {
  const rest = x.shape.map((_, i) => i).filter((i) => i !== d1 && i !== d2);
  const length = Math.max(0, Math.min(x.shape[d1] + Math.min(0, offset), x.shape[d2] - Math.max(0, offset)));
  const start = length === 0 ? 0 : offset >= 0 ? offset * x.strides[d2] : -offset * x.strides[d1];
  return {
    shape: [...rest.map((i) => x.shape[i]), length],
    strides: [...rest.map((i) => x.strides[i]), x.strides[d1] + x.strides[d2]],
    start,
  };
}

function viewed(x: Tensor, offset: number, d1: number, d2: number): Tensor {
  const { shape, strides, start } = locate(x, offset, d1, d2);
  const forward = (): Tensor => new Tensor(x.storage, shape, { dtype: x.dtype, strides, offset: x.offset + start });
  return differentiable("diagonal", [x], forward, () => [(g) => placed(g, x.shape, offset, d1, d2)]);
}

/** Zeros of `shape` with `g` on the diagonal: the gradient of a diagonal, linear in `g`. */
function placed(g: Tensor, shape: Shape, offset: number, d1: number, d2: number): Tensor {
  const forward = (): Tensor => {
    const out = g.newZeros(shape);
    viewed(out, offset, d1, d2).copy_(g);
    return out;
  };
  return differentiable("diagonalScatter", [g], forward, () => [(gg) => viewed(gg, offset, d1, d2)]);
}

/**
 * The elements whose position along `dim2` is that along `dim1` plus `offset`, as `torch.diagonal`: a view, the
 * diagonal as its last dimension.
 *
 * @param offset  integer; above the main diagonal where positive; past the border the diagonal is empty
 * @returns the shape without dim1 and dim2, then the length of the diagonal
 * @throws ParameterError  dim1 and dim2 are the same dimension
 * @example diagonal(tensor([[1, 2], [3, 4]])) // 1 4
 */
export function diagonal(x: Tensor, offset = 0, dim1 = 0, dim2 = 1): Tensor {
  needTensor("diagonal", x);
  const [d1, d2] = [normalizeDim("diagonal", dim1, x.ndim), normalizeDim("diagonal", dim2, x.ndim)];
  if (d1 === d2)
    throw new ParameterError(
      `diagonal: dim1=${dim1} and dim2=${dim2} are the same dimension of ${formatShape(x.shape)}. Name two.`,
    );
  if (!Number.isInteger(offset)) throw new ParameterError(`diagonal: offset=${offset} must be an integer.`);
  return viewed(x, offset, d1, d2);
}

const methods = { diagonal } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Products of matrices and vectors.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, needTensor, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { broadcastView, gradientFor, resultType } from "./operand.js";

const isTransposed = (x: Tensor): boolean => x.strides.at(-2) === 1 && x.strides.at(-1) !== 1;

function batched(a: Tensor, b: Tensor): Tensor {
  const [m, k] = a.shape.slice(-2);
  const n = b.shape.at(-1)!;
  const batch = broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const forward = (): Tensor =>
    dispatch("matmul", [broadcastView(a, [...batch, m, k]), broadcastView(b, [...batch, k, n])], [{ shape: [...batch, m, n], dtype: a.dtype }], {})[0]; // prettier-ignore
  return differentiable("matmul", [a, b], forward, () => [
    (g) => gradientFor(a, batched(g, b.transpose(-1, -2).conj())),
    // Laid out as b is, so that the gradient of a transposed weight needs no copy.
    (g) => gradientFor(b, isTransposed(b) ? batched(g.transpose(-1, -2), a.conj()).transpose(-1, -2) : batched(a.transpose(-1, -2).conj(), g)), // prettier-ignore
  ]);
}

/**
 * The product of matrices, batches of them, or vectors, as `torch.matmul`: leading axes broadcast, a vector counts as
 * a row on the left and as a column on the right.
 *
 * @param a  [..., m, k] or [k]
 * @param b  [..., k, n] or [k]
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  needTensor("matmul", a, "a");
  needTensor("matmul", b, "b");
  if (a.ndim === 0 || b.ndim === 0)
    throw new ShapeError(
      `matmul: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} must have at least 1 dimension. Use mul for numbers.`,
    );
  const inner = b.ndim === 1 ? 0 : b.ndim - 2;
  if (a.shape.at(-1) !== b.shape[inner])
    throw new ShapeError(
      `matmul: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} do not fit: a.shape[${a.ndim - 1}]=${a.shape.at(-1)} must equal b.shape[${inner}]=${b.shape[inner]}. Transpose b?`,
    );
  const dtype = resultType([a, b]);
  const left = (a.ndim === 1 ? a.unsqueeze(0) : a).to(dtype);
  const right = (b.ndim === 1 ? b.unsqueeze(1) : b).to(dtype);
  let y = batched(left, right);
  if (b.ndim === 1) y = y.squeeze(-1);
  return a.ndim === 1 ? y.squeeze(b.ndim === 1 ? -1 : -2) : y;
}

function needRank(op: string, x: Tensor, rank: number, name: string): void {
  needTensor(op, x, name);
  if (x.ndim !== rank) throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} must have ${rank} dimension(s).`);
}

/** Products of two batches of matrices: [B, m, k] · [B, k, n] → [B, m, n]. */
export function bmm(a: Tensor, b: Tensor): Tensor {
  needRank("bmm", a, 3, "a");
  needRank("bmm", b, 3, "b");
  if (a.shape[0] !== b.shape[0])
    throw new ShapeError(`bmm: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} differ in batch size.`);
  return matmul(a, b);
}

/** Matrix times vector: [m, k] · [k] → [m]. */
export function mv(a: Tensor, b: Tensor): Tensor {
  needRank("mv", a, 2, "a");
  needRank("mv", b, 1, "b");
  return matmul(a, b);
}

/** Sum of the products of two vectors' elements. */
export function dot(a: Tensor, b: Tensor): Tensor {
  needRank("dot", a, 1, "a");
  needRank("dot", b, 1, "b");
  return matmul(a, b);
}

/** Every element of one vector times every element of the other: [m], [n] → [m, n]. */
export function outer(a: Tensor, b: Tensor): Tensor {
  needRank("outer", a, 1, "a");
  needRank("outer", b, 1, "b");
  return a.unsqueeze(1).mul(b.unsqueeze(0));
}

const methods = { matmul, bmm, mv, dot, outer } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

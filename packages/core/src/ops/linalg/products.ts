// Small products and sums of matrices and vectors; all of them run on every device.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { broadcastShapes, formatShape, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { onesLike } from "../create.js";
import { stack } from "../join.js";
import { attachMethods, type MethodsOf } from "../method.js";

/**
 * The vector product of three-dimensional vectors along `dim`, as `torch.linalg.cross`.
 *
 * @param a, b  extent 3 along dim; the rest broadcasts
 * @param dim   default the last (torch.cross once took the first of extent 3)
 * @throws ShapeError
 * @example cross(tensor([1, 0, 0]), tensor([0, 1, 0])) // [0, 0, 1]
 */
export function cross(a: Tensor, b: Tensor, dim = -1): Tensor {
  needTensor("cross", a, "a");
  needTensor("cross", b, "b");
  const shape = broadcastShapes("cross", a.shape, b.shape);
  const d = normalizeDim("cross", dim, shape.length);
  if (a.ndim !== b.ndim || a.shape[d] !== 3 || b.shape[d] !== 3)
    throw new ShapeError(
      `cross: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} must have as many dimensions and extent 3 along dim=${dim}.`,
    );
  return a
    .roll(-1, d)
    .mul(b.roll(-2, d))
    .sub(a.roll(-2, d).mul(b.roll(-1, d)));
}

/**
 * The sum of a matrix's diagonal, as `torch.trace`.
 *
 * @throws ShapeError  not 2 dimensions; of batches take `x.diagonal(0, -2, -1).sum(-1)`
 */
export function trace(x: Tensor): Tensor {
  needTensor("trace", x);
  if (x.ndim !== 2)
    throw new ShapeError(`trace: x ${formatShape(x.shape)} must have 2 dimensions. Use x.diagonal(0, -2, -1).sum(-1).`);
  return x.diagonal().sum();
}

/**
 * Σ conj(a)·b along a dimension, as `torch.linalg.vecdot`.
 *
 * @param options.dim  default the last
 */
export function vecdot(a: Tensor, b: Tensor, { dim = -1 }: { readonly dim?: number } = {}): Tensor {
  needTensor("vecdot", a, "a");
  needTensor("vecdot", b, "b");
  return a.conj().mul(b).sum({ dim });
}

export interface VanderOptions {
  /** How many columns (default as many as elements). */
  readonly N?: number;
  /** Powers from 0 on (default false: down to 0, as in `torch.vander`; `linalg.vander` has true). */
  readonly increasing?: boolean;
}

/**
 * A Vandermonde matrix: row i holds the powers of x[i].
 *
 * @param x  [..., n]
 * @returns [..., n, N]
 * @throws ParameterError, ShapeError
 * @example vander(tensor([2, 3])) // [[2, 1], [3, 1]]
 */
export function vander(x: Tensor, { N, increasing = false }: VanderOptions = {}): Tensor {
  needTensor("vander", x);
  if (x.ndim === 0) throw new ShapeError("vander: x must have at least 1 dimension. Use unsqueeze().");
  const count = N ?? x.shape.at(-1)!;
  if (!Number.isInteger(count) || count < 0) throw new ParameterError(`vander: N=${count} must be an integer ≥ 0.`);
  if (count === 0) return x.newZeros([...x.shape, 0]);
  const powers = [onesLike(x)];
  while (powers.length < count) powers.push(powers[powers.length - 1].mul(x));
  return stack(increasing ? powers : powers.reverse(), -1);
}

const methods = { cross, trace } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

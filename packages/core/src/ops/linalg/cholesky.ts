// Cholesky factors and what is solved with them.
import { differentiable } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { type Tensor } from "../../tensor/index.js";
import { diagEmbed } from "../diag.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { eye } from "../sequences.js";
import { tril } from "../triangle.js";
import { factorCholesky } from "./dense/cholesky.js";
import { adjointMatrix } from "./dense/matrix.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { checkSide } from "./right-side.js";
import { solveTriangular } from "./solve-triangular.js";

export interface TriangleChoice {
  /** The upper triangle instead of the lower one (default false). */
  readonly upper?: boolean;
}

/**
 * The lower triangle L with a positive diagonal and L·Lᴴ = x, or the upper one with Uᴴ·U = x; as
 * `torch.linalg.cholesky`. Only that triangle of x is read; the gradient is that of a Hermitian matrix and is Hermitian.
 *
 * @param x  Hermitian and positive definite, [..., n, n]
 * @throws ParameterError  not positive definite; the message names the batch element and the leading minor
 * @throws ShapeError, DTypeError, BackendError
 * @example cholesky(tensor([[4, 2], [2, 5]])) // [[2, 0], [1, 2]]
 */
export function cholesky(x: Tensor, { upper = false }: TriangleChoice = {}): Tensor {
  const [n] = checkMatrices("cholesky", "x", x, { square: true });
  const forward = (): Tensor =>
    hostFunction("cholesky", [x], [{ shape: [n, n], dtype: x.dtype }], ([m], where) => {
      const factor = factorCholesky(upper ? adjointMatrix(m) : m);
      if (typeof factor === "number")
        throw new ParameterError(
          `cholesky: the matrix${where} is not positive definite: its leading minor of order ${factor} is not positive. Add a little to its diagonal?`,
        );
      return [upper ? adjointMatrix(factor) : factor];
    })[0];
  return differentiable("cholesky", [x], forward, (y) => [
    (g) => (upper ? gradientOfFactor(adjoint(y), adjoint(g)) : gradientOfFactor(y, g)),
  ]);
}

/** L⁻ᴴ·½(p + pᴴ)·L⁻¹, where p is the lower triangle of Lᴴ·g with half its (real) diagonal. */
function gradientOfFactor(lower: Tensor, g: Tensor): Tensor {
  const product = adjoint(lower).matmul(tril(g));
  const below = tril(product, -1);
  const onDiagonal = product.diagonal(0, -2, -1).real();
  const middle = below.add(adjoint(below)).add(diagEmbed(onDiagonal)).mul(0.5);
  const left = solveTriangular(adjoint(lower), middle, { upper: true });
  return solveTriangular(lower, left, { upper: false, left: false });
}

/**
 * The x with a·x = b from the Cholesky factor of a, as `torch.cholesky_solve`.
 *
 * @param b       [..., n, k]
 * @param factor  L with a = L·Lᴴ, or U with a = Uᴴ·U and `upper`
 * @throws ShapeError, DTypeError, BackendError
 */
export function choleskySolve(b: Tensor, factor: Tensor, { upper = false }: TriangleChoice = {}): Tensor {
  checkMatrices("choleskySolve", "factor", factor, { square: true });
  checkSide("choleskySolve", factor, b, -1, -2);
  const [first, second] = upper ? [adjoint(factor), factor] : [factor, adjoint(factor)];
  return solveTriangular(second, solveTriangular(first, b, { upper: false }), { upper: true });
}

/**
 * The inverse of a matrix from its Cholesky factor, as `torch.cholesky_inverse`.
 *
 * @throws ShapeError, DTypeError, BackendError
 */
export function choleskyInverse(factor: Tensor, options: TriangleChoice = {}): Tensor {
  const [n] = checkMatrices("choleskyInverse", "factor", factor, { square: true });
  return choleskySolve(eye(n, { dtype: factor.dtype }), factor, options);
}

const methods = { cholesky, choleskySolve, choleskyInverse } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Systems of linear equations and the inverse.
import { differentiable } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { type Tensor } from "../../tensor/index.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { resultType } from "../operand.js";
import { adjoint } from "../reorder.js";
import { factorLu, solveWithLu, type LuFactors } from "./dense/lu.js";
import { identityMatrix, type Matrix } from "./dense/matrix.js";
import { broadcastBatches, checkMatrices, hostFunction } from "./host-function.js";
import { checkSide, isVectorSide } from "./right-side.js";

function regularFactors(op: string, a: Matrix, where: string): LuFactors {
  const factors = factorLu(a);
  const j = factors.singularAt;
  if (j < 0) return factors;
  throw new ParameterError(
    `${op}: the matrix${where} is singular: U[${j}, ${j}]=0 in its LU factors. Use lstsq or pinv, which need no inverse.`,
  );
}

/** a⁻¹·b for batches of one shape. */
function solveMatrices(op: string, a: Tensor, b: Tensor): Tensor {
  const shape = b.shape.slice(-2);
  const forward = (): Tensor =>
    hostFunction(op, [a, b], [{ shape, dtype: b.dtype }], ([m, right], where) => {
      solveWithLu(regularFactors(op, m, where), right);
      return [right];
    })[0];
  return differentiable(op, [a, b], forward, (x) => (g, needs) => {
    const gb = solveMatrices(op, adjoint(a), g);
    return [needs[0] ? gb.matmul(adjoint(x)).neg() : null, gb];
  });
}

/**
 * The x with a·x = b, as `torch.linalg.solve`: LU factors with partial pivoting.
 *
 * @param a  floating or complex, [..., n, n]
 * @param b  [..., n, k], or a vector: [n], or [..., n] that matches the batch of `a`; batches broadcast, dtypes promote
 * @param options.left  false solves x·a = b, b [..., k, n] (default true)
 * @returns the shape of b with the broadcast batch
 * @throws ParameterError  a is singular; the message names the batch element
 * @throws ShapeError, DTypeError, BackendError  not square, not fitting, integers, not on the CPU
 * @example solve(tensor([[2, 1], [1, 3]]), tensor([3, 5])) // [0.8, 1.4]
 */
export function solve(a: Tensor, b: Tensor, { left = true }: { readonly left?: boolean } = {}): Tensor {
  checkMatrices("solve", "a", a, { square: true });
  const dtype = resultType([a, b]);
  const isVector = isVectorSide(a, b);
  if (!left) {
    if (isVector) throw new ParameterError("solve: left=false needs matrices: b is a vector. Use b.unsqueeze(-2).");
    checkSide("solve", a, b, -1, -1);
    return solve(a.transpose(-1, -2), b.transpose(-1, -2)).transpose(-1, -2);
  }
  const right = isVector ? b.unsqueeze(-1) : b;
  checkSide("solve", a, right, -1, -2);
  const [m, side] = broadcastBatches("solve", a.to(dtype), right.to(dtype));
  const x = solveMatrices("solve", m, side);
  return isVector ? x.squeeze(-1) : x;
}

/** Inverses; `singular` says what stands in the place of one that does not exist. */
export function invert(op: string, a: Tensor, singular: "throw" | "infinity" = "throw"): Tensor {
  const [n] = checkMatrices(op, "x", a, { square: true });
  const forward = (): Tensor =>
    hostFunction(op, [a], [{ shape: [n, n], dtype: a.dtype }], ([m], where) => {
      const out = identityMatrix(n, n, m.im !== null);
      const factors = singular === "throw" ? regularFactors(op, m, where) : factorLu(m);
      if (factors.singularAt >= 0) out.re.fill(Infinity);
      else solveWithLu(factors, out);
      return [out];
    })[0];
  return differentiable(op, [a], forward, (y) => [(g) => adjoint(y).matmul(g).matmul(adjoint(y)).neg()]);
}

/**
 * The inverse of each matrix, as `torch.linalg.inv`. To solve a system, `solve` is quicker and more exact.
 *
 * @param x  floating or complex, [..., n, n]
 * @throws ParameterError  a matrix is singular; the message names the batch element
 * @throws ShapeError, DTypeError, BackendError
 * @example inverse(tensor([[0, 2], [1, 0]])) // [[0, 1], [0.5, 0]]
 */
export const inverse = (x: Tensor): Tensor => invert("inverse", x);

const methods = { inverse } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

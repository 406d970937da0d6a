// Eigenvalues and eigenvectors of symmetric and Hermitian matrices.
import { differentiableMany, isGradEnabled } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { toRealDType, type Tensor } from "../../tensor/index.js";
import { diagEmbed } from "../diag.js";
import { adjoint } from "../reorder.js";
import { eigenOfHermitian } from "./dense/hermitian-eigen.js";
import { adjointMatrix, hermitianMatrix, rowMatrix } from "./dense/matrix.js";
import { conjugateOf } from "./dense/householder.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { differences, divideUsed, refusePhaseLoss, unusedPairs } from "./spectral-rules.js";

export interface EigenPairs {
  /** [..., n] */
  readonly eigenvalues: Tensor;
  /** [..., n, n]: column i goes with eigenvalue i and has length 1. */
  readonly eigenvectors: Tensor;
}

export interface EighOptions {
  /** Which triangle is read: "L" (default) or "U". */
  readonly UPLO?: "L" | "U";
}

function checkTriangle(op: string, uplo: string): void {
  if (uplo !== "L" && uplo !== "U") throw new ParameterError(`${op}: UPLO="${uplo}" must be "L" or "U".`);
}

/**
 * Eigenvalues, ascending, and orthonormal eigenvectors of a Hermitian matrix, of which one triangle is read; as
 * `torch.linalg.eigh`.
 *
 * Vectors are defined up to a sign (a phase): here the largest element of each is real and positive, where LAPACK's
 * signs come as they may. The gradient is Hermitian; that of the vectors exists where the eigenvalues differ, that of
 * the values alone always.
 *
 * @param x  floating or complex, finite, [..., n, n]
 * @throws ParameterError  NaN or infinity; in the gradient, a loss that depends on the phase of a complex vector
 * @throws ShapeError, DTypeError, BackendError
 * @example eigh(tensor([[2, 1], [1, 2]])).eigenvalues // [1, 3]
 */
export function eigh(x: Tensor, { UPLO = "L" }: EighOptions = {}): EigenPairs {
  checkTriangle("eigh", UPLO);
  const [n] = checkMatrices("eigh", "x", x, { square: true });
  const shapes = [{ shape: [n], dtype: toRealDType(x.dtype) }, { shape: [n, n], dtype: x.dtype }]; // prettier-ignore
  const forward = (): Tensor[] =>
    hostFunction(
      "eigh",
      [x],
      shapes,
      ([a]) => {
        const { values, vectorRows } = eigenOfHermitian(hermitianMatrix(a, UPLO), { vectors: true });
        return [rowMatrix(values), adjointMatrix(conjugateOf(vectorRows!))];
      },
      { finite: true },
    );
  const [eigenvalues, eigenvectors] = differentiableMany("eigh", [x], forward, ([l, v]) => ([gL, gV]) => {
    if (!gV) return [v.mul(gL!.unsqueeze(-2)).matmul(adjoint(v))];
    const product = adjoint(v).matmul(gV);
    refusePhaseLoss("eigh", v, () => product.diagonal(0, -2, -1).imag());
    const skew = product.sub(adjoint(product)).mul(0.5);
    const inner = divideUsed(skew, differences(l).to(v.dtype), unusedPairs(product));
    return [v.matmul(gL ? inner.add(diagEmbed(gL)) : inner).matmul(adjoint(v))];
  });
  return { eigenvalues, eigenvectors };
}

/**
 * The eigenvalues of a Hermitian matrix, ascending, as `torch.linalg.eigvalsh`.
 *
 * @param x  floating or complex, finite, [..., n, n]; one triangle is read
 * @returns real, [..., n]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function eigvalsh(x: Tensor, { UPLO = "L" }: EighOptions = {}): Tensor {
  checkTriangle("eigvalsh", UPLO);
  const [n] = checkMatrices("eigvalsh", "x", x, { square: true });
  if (x.requiresGrad && isGradEnabled()) return eigh(x, { UPLO }).eigenvalues;
  return hostFunction("eigvalsh", [x], [{ shape: [n], dtype: toRealDType(x.dtype) }], ([a]) => [rowMatrix(eigenOfHermitian(hermitianMatrix(a, UPLO), { vectors: false }).values)], { finite: true })[0]; // prettier-ignore
}

// Eigenvalues and eigenvectors of any square matrix.
import { differentiableMany, isGradEnabled } from "../../autograd/index.js";
import { isComplex, toComplexDType, type Tensor } from "../../tensor/index.js";
import { diagEmbed } from "../diag.js";
import { adjoint } from "../reorder.js";
import { eigenOf } from "./dense/general-eigen.js";
import { conjugateOf } from "./dense/householder.js";
import { adjointMatrix } from "./dense/matrix.js";
import type { EigenPairs } from "./eigh.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { solve } from "./solve.js";
import { differences, divideUsed, refusePhaseLoss, unusedPairs } from "./spectral-rules.js";

/**
 * Eigenvalues and eigenvectors of any square matrix, as `torch.linalg.eig`: complex also for real matrices, whose
 * pairs are exact conjugates. The order is that of LAPACK's algorithm, so none to rely on.
 *
 * Each vector has length 1 and a largest element that is real and positive. Gradients exist where the eigenvalues
 * differ, and for losses that do not depend on the phases of the vectors.
 *
 * @param x  floating or complex, finite, [..., n, n]
 * @throws ParameterError  NaN or infinity; in the gradient, a loss that depends on a phase
 * @throws ShapeError, DTypeError, BackendError
 * @example eig(tensor([[0, -1], [1, 0]])).eigenvalues // [i, −i]
 */
export function eig(x: Tensor): EigenPairs {
  const [n] = checkMatrices("eig", "x", x, { square: true });
  const dtype = toComplexDType(x.dtype);
  const forward = (): Tensor[] =>
    hostFunction(
      "eig",
      [x],
      [{ shape: [n], dtype }, { shape: [n, n], dtype }], // prettier-ignore
      ([a]) => {
        const { values, vectorRows } = eigenOf(a, { vectors: true });
        return [values, adjointMatrix(conjugateOf(vectorRows!))];
      },
      { finite: true },
    );
  const [eigenvalues, eigenvectors] = differentiableMany("eig", [x], forward, ([l, v]) => ([gL, gV]) => {
    const g = gradientOfEigen(l, v, gL, gV);
    return [isComplex(x.dtype) ? g : g.real()];
  });
  return { eigenvalues, eigenvectors };
}

/** V⁻ᴴ·[gL + (Vᴴ·gV − Vᴴ·V·diag(Re(Vᴴ·gV))) / conj(E)]·Vᴴ with E[i, j] = L[j] − L[i]; the middle term keeps lengths 1. */
function gradientOfEigen(l: Tensor, v: Tensor, gL: Tensor | null, gV: Tensor | null): Tensor {
  const vh = adjoint(v);
  if (!gV) return solve(vh, gL!.unsqueeze(-1).mul(vh));
  const product = vh.matmul(gV);
  const onDiagonal = product.diagonal(0, -2, -1);
  refusePhaseLoss("eig", v, () => onDiagonal.imag());
  const tangent = product.sub(vh.matmul(v.mul(onDiagonal.real().unsqueeze(-2))));
  const inner = divideUsed(tangent, differences(l).conj(), unusedPairs(tangent));
  return solve(vh, (gL ? inner.add(diagEmbed(gL)) : inner).matmul(vh));
}

/**
 * The eigenvalues of any square matrix, as `torch.linalg.eigvals`: complex, in no order to rely on.
 *
 * @param x  floating or complex, finite, [..., n, n]
 * @returns complex, [..., n]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function eigvals(x: Tensor): Tensor {
  const [n] = checkMatrices("eigvals", "x", x, { square: true });
  if (x.requiresGrad && isGradEnabled()) return eig(x).eigenvalues;
  return hostFunction("eigvals", [x], [{ shape: [n], dtype: toComplexDType(x.dtype) }], ([a]) => [eigenOf(a, { vectors: false }).values], { finite: true })[0]; // prettier-ignore
}

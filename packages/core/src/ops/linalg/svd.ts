// Singular values and vectors.
import { differentiableMany, isGradEnabled } from "../../autograd/index.js";
import { toRealDType, type Tensor } from "../../tensor/index.js";
import { diagEmbed } from "../diag.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { svdOf } from "./dense/jacobi-svd.js";
import { adjointMatrix, rowMatrix } from "./dense/matrix.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { allZero, differences, divideUsed, refusePhaseLoss, unusedPairs } from "./spectral-rules.js";

export interface SvdFactors {
  /** Orthonormal columns: [..., m, m], or [..., m, min(m, n)]. */
  readonly U: Tensor;
  /** Real, ≥ 0, descending: [..., min(m, n)]. */
  readonly S: Tensor;
  /** Orthonormal rows: [..., n, n], or [..., min(m, n), n]. */
  readonly Vh: Tensor;
}

export interface SvdOptions {
  /** Whole bases in U and Vh (default true); false leaves out what goes with no singular value. */
  readonly fullMatrices?: boolean;
}

/**
 * The singular value decomposition x = U·diag(S)·Vh, as `torch.linalg.svd`, by one-sided Jacobi rotations.
 *
 * Vectors are defined up to a sign (a phase): here the largest element of each column of U is real and positive, where
 * LAPACK's signs come as they may. Gradients of U and Vh exist where the singular values differ (and are not 0, where
 * x is complex or not square); those of S alone always. Columns of a full U beyond S pass none.
 *
 * @param x  floating or complex, finite, [..., m, n]
 * @throws ParameterError  NaN or infinity; in the gradient, a loss that depends on the phase of a complex vector
 * @throws ShapeError, DTypeError, BackendError
 * @example svd(tensor([[0, 2], [1, 0]])).S // [2, 1]
 */
export function svd(x: Tensor, { fullMatrices = true }: SvdOptions = {}): SvdFactors {
  const [m, n] = checkMatrices("svd", "x", x);
  const k = Math.min(m, n);
  const { dtype } = x;
  const shapes = [
    { shape: [m, fullMatrices ? m : k], dtype },
    { shape: [k], dtype: toRealDType(dtype) },
    { shape: [fullMatrices ? n : k, n], dtype },
  ];
  const forward = (): Tensor[] =>
    hostFunction(
      "svd",
      [x],
      shapes,
      ([a]) => {
        const { values, uh, vh } = svdOf(a, { vectors: fullMatrices ? "full" : "reduced" });
        return [adjointMatrix(uh!), rowMatrix(values), vh!];
      },
      { finite: true },
    );
  const [U, S, Vh] = differentiableMany("svd", [x], forward, ([u, s, vh]) => ([gU, gS, gVh]) => {
    const columns = (t: Tensor | null): Tensor | null => t && t.narrow(-1, 0, k);
    const rows = (t: Tensor | null): Tensor | null => t && t.narrow(-2, 0, k);
    return [gradientOfSvd(columns(u)!, s, rows(vh)!, columns(gU), gS, rows(gVh))];
  });
  return { U, S, Vh };
}

/**
 * U·[½(A + B) / (S[j] − S[i]) + ½(A − B) / (S[j] + S[i]) + gS]·Vᴴ with A = skew(Uᴴ·gU) and B = skew(Vᴴ·gV), and what
 * lies outside of both spans. Source: Townsend (2016), "Differentiating the singular value decomposition", sorted so
 * that only the first quotient minds equal values.
 */
function gradientOfSvd(
  u: Tensor,
  s: Tensor,
  vh: Tensor,
  gU: Tensor | null,
  gS: Tensor | null,
  gVh: Tensor | null,
): Tensor {
  if (!gU && !gVh) return u.mul(gS!.unsqueeze(-2)).matmul(vh);
  const [m, n, k] = [u.shape.at(-2)!, vh.shape.at(-1)!, s.shape.at(-1)!];
  const skew = (t: Tensor): Tensor => t.sub(adjoint(t));
  const onDiagonal = (t: Tensor): Tensor => t.diagonal(0, -2, -1);
  const products = [gU && adjoint(u).matmul(gU), gVh && vh.matmul(adjoint(gVh))];
  const [left, right] = products.map((t) => (t ? skew(t) : s.mul(0).unsqueeze(-1).to(u.dtype)));
  refusePhaseLoss("svd", u, () => onDiagonal(left.add(right)).imag().div(2));
  const [row, column] = [s.unsqueeze(-2), s.unsqueeze(-1)];
  const given = products.filter((t) => t !== null);
  const near = divideUsed(left.add(right), differences(s).to(u.dtype), unusedPairs(...given));
  const far = divideUsed(left.sub(right), row.add(column).to(u.dtype), allZero(left, right));
  let inner = near.add(far).mul(0.5);
  if (gS) inner = inner.add(diagEmbed(gS));
  let whole = u.matmul(inner).matmul(vh);
  if (gU && m > k) {
    const outside = gU.sub(u.matmul(adjoint(u).matmul(gU)));
    whole = whole.add(divideUsed(outside, row.to(u.dtype), allZero(gU)).matmul(vh));
  }
  if (gVh && n > k) {
    const outside = gVh.sub(gVh.matmul(adjoint(vh)).matmul(vh));
    whole = whole.add(u.matmul(divideUsed(outside, column.to(u.dtype), allZero(gVh))));
  }
  return whole;
}

/**
 * The singular values of each matrix, descending, as `torch.linalg.svdvals`.
 *
 * @param x  floating or complex, finite, [..., m, n]
 * @returns real, [..., min(m, n)]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function svdvals(x: Tensor): Tensor {
  const [m, n] = checkMatrices("svdvals", "x", x);
  if (x.requiresGrad && isGradEnabled()) return svd(x, { fullMatrices: false }).S;
  const shape = [Math.min(m, n)];
  return hostFunction("svdvals", [x], [{ shape, dtype: toRealDType(x.dtype) }], ([a]) => [rowMatrix(svdOf(a, { vectors: "none" }).values)], { finite: true })[0]; // prettier-ignore
}

const methods = { svd } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

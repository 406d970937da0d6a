// The determinant and its gradient, which singular matrices have too.
import { differentiable } from "../../autograd/index.js";
import { type Tensor } from "../../tensor/index.js";
import { where } from "../compare.js";
import { arange } from "../create.js";
import { diagEmbed } from "../diag.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { svdOf } from "./dense/jacobi-svd.js";
import { determinantOfLu, factorLu } from "./dense/lu.js";
import { adjointMatrix, numberMatrix, type Matrix } from "./dense/matrix.js";
import { multiplyMatrices, scaleRow } from "./dense/rows.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { invert } from "./solve.js";
import { svd } from "./svd.js";

/** A number per matrix as a factor on whole matrices. */
const onMatrices = (x: Tensor): Tensor => x.unsqueeze(-1).unsqueeze(-1);

/**
 * The determinant of each matrix, as `torch.linalg.det`: 1 for a matrix without rows. The gradient is that of the
 * cofactors, which singular matrices have as well.
 *
 * @param x  floating or complex, [..., n, n]
 * @returns [...], the dtype of x
 * @throws ShapeError, DTypeError, BackendError
 * @example det(tensor([[1, 2], [3, 4]])) // -2
 */
export function det(x: Tensor): Tensor {
  checkMatrices("det", "x", x, { square: true });
  const forward = (): Tensor =>
    hostFunction("det", [x], [{ shape: [], dtype: x.dtype }], ([m]) => [numberMatrix(determinantOfLu(factorLu(m)).value)])[0]; // prettier-ignore
  return differentiable("det", [x], forward, (y) => [
    (g) => {
      const isSingular = y.detach().eq(0).any().itemSync() !== 0;
      if (isSingular) return cofactors(x).mul(onMatrices(g));
      return adjoint(invert("det", x)).mul(onMatrices(y.conj().mul(g)));
    },
  ]);
}

/**
 * The conjugated cofactors, adj(x)ᴴ, without dividing by the determinant. Of x = U·S·Vᴴ they are those of S, the
 * products of all other singular values, turned back: conj(det U · det Vᴴ) · U·D·Vᴴ.
 */
function cofactors(x: Tensor): Tensor {
  const forward = (): Tensor =>
    hostFunction("det", [x], [{ shape: x.shape.slice(-2), dtype: x.dtype }], ([m]) => [cofactorsOf(m)], { finite: true })[0]; // prettier-ignore
  return differentiable("cofactors", [x], forward, () => [(g) => changeOfCofactors(x, g)]);
}

function cofactorsOf(a: Matrix): Matrix {
  const { values, uh, vh } = svdOf(a, { vectors: "full" });
  const [[ur, ui], [vr, vi]] = [uh!, vh!].map((m) => determinantOfLu(factorLu(m)).sign);
  const [pr, pi] = [ur * vr + ui * vi, ui * vr - ur * vi];
  for (let i = 0; i < a.rows; i++) {
    const others = values.reduce((product, v, j) => (i === j ? product : product * v), 1);
    scaleRow(vh!, i * a.cols, a.cols, others * pr, others * pi);
  }
  return multiplyMatrices(adjointMatrix(uh!), vh!);
}

/**
 * The rule of `cofactors`: how they change along g, for second derivatives of a polynomial are symmetric. With
 * f = Uᴴ·g·V, those of the diagonal S change by Σ_j p[i, j]·conj(f[j, j]) on the diagonal and by −p[i, j]·conj(f[j, i])
 * beside it, where p[i, j] is the product of all singular values but two.
 */
function changeOfCofactors(x: Tensor, g: Tensor): Tensor {
  const { U, S, Vh } = svd(x);
  const f = adjoint(U).matmul(g).matmul(adjoint(Vh));
  const p = productsOfAllButTwo(S).to(x.dtype);
  const diagonal = p.matmul(f.diagonal(0, -2, -1).conj().unsqueeze(-1)).squeeze(-1);
  const inner = diagEmbed(diagonal).sub(adjoint(f).mul(p));
  return U.matmul(inner)
    .matmul(Vh)
    .mul(onMatrices(det(U).mul(det(Vh)).conj()));
}

/** [..., n] → [..., n, n]: element i, j is the product of all but the i-th and j-th number. For i = j, what it multiplies cancels. */
function productsOfAllButTwo(s: Tensor): Tensor {
  const n = s.shape.at(-1)!;
  const [i, j, k] = [[n, 1, 1], [1, n, 1], [1, 1, n]].map((shape) => arange(n, { dtype: "int32" }).reshape(shape)); // prettier-ignore
  const left = where(k.eq(i).logicalOr(k.eq(j)), 1, s.unsqueeze(-2).unsqueeze(-2)).to(s.dtype);
  return left.prod(-1);
}

const methods = { det } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// QR factors.
import { differentiableMany } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { type Tensor } from "../../tensor/index.js";
import { diagEmbed } from "../diag.js";
import { cat } from "../join.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { tril } from "../triangle.js";
import { applyReflectors } from "./dense/householder.js";
import { identityMatrix, topRows } from "./dense/matrix.js";
import { factorQr } from "./dense/qr.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { solveTriangular } from "./solve-triangular.js";

export type QrMode = "reduced" | "complete" | "r";

export interface QrFactors {
  /** Orthonormal columns: [..., m, min(m, n)], all m of them when "complete"; without elements when "r". */
  readonly Q: Tensor;
  /** Upper triangular: [..., min(m, n), n], or [..., m, n] when "complete". */
  readonly R: Tensor;
}

/**
 * Q with orthonormal columns and an upper triangle R with Q·R = x, as `torch.linalg.qr`: Householder reflections, with
 * LAPACK's signs (the diagonal of R is real, of either sign). Gradients reach x where its first min(m, n) columns are
 * independent, and not in mode "r", nor from a "complete" Q with more rows than columns.
 *
 * @param x  floating or complex, [..., m, n]
 * @param options.mode  "reduced" (default), "complete" or "r"
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function qr(x: Tensor, { mode = "reduced" }: { readonly mode?: QrMode } = {}): QrFactors {
  if (!["reduced", "complete", "r"].includes(mode))
    throw new ParameterError(`qr: mode="${mode}" must be "reduced", "complete" or "r".`);
  const [m, n] = checkMatrices("qr", "x", x);
  const k = mode === "complete" ? m : Math.min(m, n);
  const shapes = [{ shape: mode === "r" ? [0] : [m, k], dtype: x.dtype }, { shape: [k, n], dtype: x.dtype }]; // prettier-ignore
  const forward = (): Tensor[] =>
    hostFunction("qr", [x], shapes, ([a]) => {
      const { r, reflectors } = factorQr(a);
      const q = identityMatrix(m, mode === "r" ? 0 : k, a.im !== null);
      applyReflectors(reflectors, q);
      return [q, topRows(r, k)];
    });
  const [Q, R] = differentiableMany("qr", [x], forward, ([q, r]) => ([gQ, gR]) => {
    if (mode === "r")
      throw new ParameterError('qr: mode="r" has no gradient, for it lacks Q. Use mode "reduced" and take its R.');
    if (mode === "complete" && m > n)
      throw new ParameterError(`qr: mode="complete" has no gradient for more rows than columns: ${m} > ${n}. Use "reduced".`); // prettier-ignore
    return [m < n ? gradientOfWide(q, r, gQ, gR) : gradientOfTall(q, r, gQ, gR)];
  });
  return { Q: mode === "r" ? Q.reshape([0]) : Q, R };
}

/** [gQ + Q·sym(R·gRᴴ − gQᴴ·Q)]·R⁻ᴴ, where sym copies the lower triangle onto the upper one. */
function gradientOfTall(q: Tensor, r: Tensor, gQ: Tensor | null, gR: Tensor | null): Tensor {
  const terms = [gR && r.matmul(adjoint(gR)), gQ && adjoint(gQ).matmul(q).neg()].filter((t) => t !== null);
  const product = terms.reduce((sum, t) => sum.add(t));
  const below = tril(product, -1);
  const symmetric = below.add(adjoint(below)).add(diagEmbed(product.diagonal(0, -2, -1).real()));
  const inner = q.matmul(symmetric);
  return solveTriangular(adjoint(r), gQ ? inner.add(gQ) : inner, { upper: false, left: false });
}

/** x = [a, b] with square a = Q·R₁ and R₂ = Qᴴ·b: the columns of b get Q·gR₂, and Q gets b·gR₂ᴴ. */
function gradientOfWide(q: Tensor, r: Tensor, gQ: Tensor | null, gR: Tensor | null): Tensor {
  const [m, n] = r.shape.slice(-2);
  const first = (t: Tensor): Tensor => t.narrow(-1, 0, m);
  if (!gR) return cat([gradientOfTall(q, first(r), gQ, null), r.narrow(-1, m, n - m).mul(0)], -1);
  const [rest, gRest] = [q.matmul(r.narrow(-1, m, n - m)), gR.narrow(-1, m, n - m)];
  const through = rest.matmul(adjoint(gRest));
  const gFirst = gradientOfTall(q, first(r), gQ ? gQ.add(through) : through, first(gR));
  return cat([gFirst, q.matmul(gRest)], -1);
}

const methods = { qr } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

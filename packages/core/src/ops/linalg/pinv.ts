// The pseudo-inverse and the rank: where singular values are told from 0.
import { differentiable } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { type DType, type Tensor } from "../../tensor/index.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { eigenOfHermitian } from "./dense/hermitian-eigen.js";
import { svdOf, type SingularValues } from "./dense/jacobi-svd.js";
import { adjointMatrix, hermitianMatrix, numberMatrix, zeroMatrix, type Matrix } from "./dense/matrix.js";
import { addScaledRow, multiplyMatrices } from "./dense/rows.js";
import { checkMatrices, epsilonOf, hostFunction } from "./host-function.js";

export interface RankOptions {
  /** Singular values up to this count as 0 (default 0). */
  readonly atol?: number;
  /** So do those up to this part of the largest one (default max(m, n) times the dtype's epsilon, 0 where atol > 0 is given). */
  readonly rtol?: number;
  /** The matrices are Hermitian; their lower triangle is read (default false). */
  readonly hermitian?: boolean;
}

function toleranceFor(op: string, x: Tensor, { atol = 0, rtol }: RankOptions): (largest: number) => number {
  for (const [name, value] of Object.entries({ atol, rtol: rtol ?? 0 }))
    if (!(value >= 0)) throw new ParameterError(`${op}: ${name}=${value} must be a number ≥ 0.`);
  const relative = rtol ?? (atol > 0 ? 0 : defaultRelativeTolerance(x));
  return (largest) => Math.max(atol, relative * largest);
}

/** max(m, n) · epsilon. */
export const defaultRelativeTolerance = (x: { shape: readonly number[]; dtype: DType }): number =>
  Math.max(...x.shape.slice(-2)) * epsilonOf(x.dtype);

/** V·Σ⁺·Uᴴ over the singular values above `least`. */
export function pseudoInverse({ values, uh, vh }: SingularValues, least: number): Matrix {
  const scaled = zeroMatrix(values.length, uh!.cols, uh!.im !== null);
  values.forEach((s, i) => {
    if (s > least) addScaledRow(scaled, i * uh!.cols, uh!, i * uh!.cols, uh!.cols, 1 / s, 0);
  });
  return multiplyMatrices(adjointMatrix(vh!), scaled);
}

/** A Hermitian matrix's singular values: |λ|, with the sign put into U. */
function hermitianSvd(a: Matrix): SingularValues {
  const { values, vectorRows } = eigenOfHermitian(hermitianMatrix(a, "L"), { vectors: true });
  const rows = vectorRows!;
  const vh = rows.im ? { ...rows, im: rows.im.map((v) => -v) } : rows;
  const uh = zeroMatrix(a.rows, a.rows, a.im !== null);
  values.forEach((v, i) => addScaledRow(uh, i * a.rows, vh, i * a.rows, a.rows, v < 0 ? -1 : 1, 0));
  return { values: values.map(Math.abs), uh, vh };
}

/**
 * The Moore–Penrose pseudo-inverse of each matrix, from its singular values, as `torch.linalg.pinv`. The gradient is
 * that among matrices of equal rank.
 *
 * @param x  floating or complex, finite, [..., m, n]
 * @returns [..., n, m]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 * @example pinv(tensor([[2, 0], [0, 0]])) // [[0.5, 0], [0, 0]]
 */
export function pinv(x: Tensor, options: RankOptions = {}): Tensor {
  const { hermitian = false } = options;
  const [m, n] = checkMatrices("pinv", "x", x, { square: hermitian });
  const tolerance = toleranceFor("pinv", x, options);
  const forward = (): Tensor =>
    hostFunction(
      "pinv",
      [x],
      [{ shape: [n, m], dtype: x.dtype }],
      ([a]) => {
        const factors = hermitian ? hermitianSvd(a) : svdOf(a, { vectors: "reduced" });
        return [pseudoInverse(factors, tolerance(Math.max(0, ...factors.values)))];
      },
      { finite: true },
    )[0];
  return differentiable("pinv", [x], forward, (y) => [(g) => gradientOfPinv(x, y, g)]);
}

/** −Pᴴ·g·Pᴴ + (1 − A·P)·gᴴ·P·Pᴴ + Pᴴ·P·gᴴ·(1 − P·A). Source: Golub and Pereyra (1973), eq. 4.12. */
export function gradientOfPinv(a: Tensor, p: Tensor, g: Tensor): Tensor {
  const [ph, gh] = [adjoint(p), adjoint(g)];
  const left = gh.matmul(p).matmul(ph);
  const right = ph.matmul(p).matmul(gh);
  return left
    .sub(a.matmul(p.matmul(left)))
    .add(right.sub(right.matmul(p).matmul(a)))
    .sub(ph.matmul(g).matmul(ph));
}

/**
 * How many singular values of each matrix are not 0, as `torch.linalg.matrix_rank`.
 *
 * @param x  floating or complex, finite, [..., m, n]
 * @returns int32 [...]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 * @example matrixRank(tensor([[1, 2], [2, 4]])) // 1
 */
export function matrixRank(x: Tensor, options: RankOptions = {}): Tensor {
  const { hermitian = false } = options;
  checkMatrices("matrixRank", "x", x, { square: hermitian });
  const tolerance = toleranceFor("matrixRank", x, options);
  return hostFunction(
    "matrixRank",
    [x],
    [{ shape: [], dtype: "int32" }],
    ([a]) => {
      const values = hermitian
        ? eigenOfHermitian(hermitianMatrix(a, "L"), { vectors: false }).values.map(Math.abs)
        : svdOf(a, { vectors: "none" }).values;
      const least = tolerance(Math.max(0, ...values));
      return [numberMatrix([values.filter((s) => s > least).length, 0])];
    },
    { finite: true },
  )[0];
}

/** torch.pinverse: {@link pinv} with `rcond` in the place of rtol (default 1e-15). */
export const pinverse = (x: Tensor, rcond = 1e-15): Tensor => pinv(x, { rtol: rcond });

const methods = { pinverse } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Least squares.
import { differentiableMany } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { needTensor, toRealDType, type Tensor } from "../../tensor/index.js";
import { resultType } from "../operand.js";
import { adjoint } from "../reorder.js";
import { svdOf } from "./dense/jacobi-svd.js";
import { numberMatrix, rowMatrix, zeroMatrix, type Matrix } from "./dense/matrix.js";
import { addScaledRow, multiplyMatrices } from "./dense/rows.js";
import { broadcastBatches, checkMatrices, hostFunction } from "./host-function.js";
import { defaultRelativeTolerance, gradientOfPinv, pinv, pseudoInverse } from "./pinv.js";
import { checkSide, isVectorSide } from "./right-side.js";

export interface LeastSquares {
  /** [..., n, k], or [..., n] for vectors: among all that fit equally well, the shortest. */
  readonly solution: Tensor;
  /** Real, [..., k]: squared lengths of a·x − b where there are more rows than columns and every matrix has full rank; without elements otherwise. */
  readonly residuals: Tensor;
  /** int32 [...]. */
  readonly rank: Tensor;
  /** Real, [..., min(m, n)], descending. */
  readonly singularValues: Tensor;
}

/** Σ|row element|² down each column of a·x − b. */
function residualsOf(a: Matrix, x: Matrix, b: Matrix): Matrix {
  const rest = multiplyMatrices(a, x);
  addScaledRow(rest, 0, b, 0, b.re.length, -1, 0);
  const out = zeroMatrix(1, b.cols, false);
  for (let i = 0; i < rest.re.length; i++) out.re[i % b.cols] += rest.re[i] ** 2 + (rest.im ? rest.im[i] ** 2 : 0);
  return out;
}

/**
 * The x that makes |a·x − b|² least, as `torch.linalg.lstsq`, from the singular values of a. One way stands for all of
 * LAPACK's drivers, so that rank and singular values are always given; gradients reach a (at constant rank) and b
 * through the solution and the residuals.
 *
 * @param a  floating or complex, finite, [..., m, n]
 * @param b  [..., m, k], or a vector: [m], or [..., m] that matches the batch of `a`; batches broadcast, dtypes promote
 * @param options.rcond  singular values up to this part of the largest count as 0 (default max(m, n) · epsilon)
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 * @example lstsq(tensor([[1], [1]]), tensor([[1], [3]])).solution // [[2]]
 */
export function lstsq(a: Tensor, b: Tensor, { rcond }: { readonly rcond?: number } = {}): LeastSquares {
  needTensor("lstsq", a, "a");
  needTensor("lstsq", b, "b");
  const [m, n] = checkMatrices("lstsq", "a", a);
  if (rcond !== undefined && !(rcond >= 0)) throw new ParameterError(`lstsq: rcond=${rcond} must be a number ≥ 0.`);
  const isVector = isVectorSide(a, b);
  const side = isVector ? b.unsqueeze(-1) : b;
  checkSide("lstsq", a, side, -2, -2);
  const dtype = resultType([a, b]);
  const [left, right] = broadcastBatches("lstsq", a.to(dtype), side.to(dtype));
  const relative = rcond ?? defaultRelativeTolerance(left);
  const columns = right.shape.at(-1)!;
  const real = toRealDType(dtype);
  const shapes = [{ shape: [n, columns], dtype }, { shape: [columns], dtype: real }, { shape: [], dtype: "int32" }, { shape: [Math.min(m, n)], dtype: real }] as const; // prettier-ignore
  const forward = (): Tensor[] =>
    hostFunction(
      "lstsq",
      [left, right],
      shapes,
      ([matrix, target]) => {
        const factors = svdOf(matrix, { vectors: "reduced" });
        const least = relative * Math.max(0, ...factors.values);
        const x = multiplyMatrices(pseudoInverse(factors, least), target);
        const rank = factors.values.filter((s) => s > least).length;
        return [x, residualsOf(matrix, x, target), numberMatrix([rank, 0]), rowMatrix(factors.values)];
      },
      { finite: true },
    );
  const rule =
    ([x]: readonly Tensor[]) =>
    ([gX, gR]: readonly (Tensor | null)[]): Tensor[] => {
      // the residuals are least, so they do not change with x
      const rest = gR && left.matmul(x).sub(right).mul(gR.unsqueeze(-2).mul(2));
      const [ga, gb] = gX ? throughSolution(left, right, gX, relative) : [null, null];
      const onA = rest && rest.matmul(adjoint(x));
      return [ga && onA ? ga.add(onA) : (ga ?? onA)!, gb && rest ? gb.sub(rest) : (gb ?? rest!.neg())];
    };
  const [x, squares, rank, singularValues] = differentiableMany("lstsq", [left, right], forward, rule, (_, i) => i < 2);
  const isFull = m > n && rank.eq(n).all().itemSync() !== 0;
  return {
    solution: isVector ? x.squeeze(-1) : x,
    residuals: !isFull ? squares.newZeros([0]) : isVector ? squares.squeeze(-1) : squares,
    rank,
    singularValues,
  };
}

/** x = P·b with the pseudo-inverse P of a. */
function throughSolution(a: Tensor, b: Tensor, g: Tensor, rtol: number): [Tensor, Tensor] {
  const p = pinv(a, { rtol });
  return [gradientOfPinv(a, p, g.matmul(adjoint(b))), adjoint(p).matmul(g)];
}

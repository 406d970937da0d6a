// LU factors as results.
import { differentiableMany } from "../../autograd/index.js";
import { ShapeError } from "../../errors/index.js";
import { formatShape, type DType, type Tensor } from "../../tensor/index.js";
import { cat } from "../join.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { resultType } from "../operand.js";
import { adjoint } from "../reorder.js";
import { eye } from "../sequences.js";
import { tril, triu } from "../triangle.js";
import { factorLu, orderOfPivots } from "./dense/lu.js";
import { rowMatrix, zeroMatrix } from "./dense/matrix.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { checkSide } from "./right-side.js";
import { solveTriangular } from "./solve-triangular.js";

export interface PackedLu {
  /** [..., m, n]: U on and above the diagonal, L below it, whose own diagonal is 1. */
  readonly LU: Tensor;
  /** int32 [..., min(m, n)], counted from 1: row that was swapped with row j in step j. */
  readonly pivots: Tensor;
}

/**
 * LU factors with partial pivoting in one matrix, as `torch.linalg.lu_factor`. A singular matrix is no error: U has a 0
 * on its diagonal.
 *
 * @param x  floating or complex, [..., m, n]
 * @throws ShapeError, DTypeError, BackendError
 */
export function luFactor(x: Tensor): PackedLu {
  const [m, n] = checkMatrices("luFactor", "x", x);
  const shapes = [{ shape: [m, n], dtype: x.dtype }, { shape: [Math.min(m, n)], dtype: "int32" }] as const; // prettier-ignore
  const forward = (): Tensor[] =>
    hostFunction("luFactor", [x], shapes, ([a]) => {
      const { lu, pivots } = factorLu(a);
      return [lu, rowMatrix(pivots.map((p) => p + 1))];
    });
  const [LU, pivots] = differentiableMany("luFactor", [x], forward, ([packed, swaps]) => ([g]) => [
    permutation(swaps, m, x).matmul(gradientOfLu(packed, g!)),
  ]);
  return { LU, pivots };
}

/** [..., m, m] in the dtype of `like`: P with P·L·U = x. */
function permutation(pivots: Tensor, m: number, { dtype }: { readonly dtype: DType }): Tensor {
  return hostFunction("lu", [pivots.unsqueeze(-2)], [{ shape: [m, m], dtype }], ([swaps]) => {
    const out = zeroMatrix(m, m, false);
    orderOfPivots(swaps.re.map((p) => p - 1), m).forEach((from, to) => (out.re[from * m + to] = 1)); // prettier-ignore
    return [out];
  })[0];
}

const lowerOf = (lu: Tensor): Tensor => {
  const [m, n] = lu.shape.slice(-2);
  const k = Math.min(m, n);
  return tril(lu.narrow(-1, 0, k), -1).add(eye(m, { m: k, dtype: lu.dtype }));
};
const upperOf = (lu: Tensor): Tensor => triu(lu.narrow(-2, 0, Math.min(lu.shape.at(-2)!, lu.shape.at(-1)!)));

/**
 * Gradient in L·U of the packed factors. Of the square part it is L⁻ᴴ·[tril(Lᴴ·gL, −1) + triu(gU·Uᴴ)]·U⁻ᴴ; rows and
 * columns beyond it are L₂ = A₂·U⁻¹ and U₂ = L⁻¹·A₂, whose gradients reach A₂ at once and the square part through L and U.
 */
function gradientOfLu(packed: Tensor, g: Tensor): Tensor {
  const [m, n] = packed.shape.slice(-2);
  const k = Math.min(m, n);
  const square = (t: Tensor): Tensor => t.narrow(-2, 0, k).narrow(-1, 0, k);
  const [lower, upper] = [lowerOf(square(packed)), upperOf(square(packed))];
  const timesLower = (t: Tensor): Tensor => solveTriangular(adjoint(lower), t, { upper: true, unitriangular: true });
  const timesUpper = (t: Tensor): Tensor => solveTriangular(adjoint(upper), t, { upper: false, left: false });
  let [gL, gU] = [square(g), square(g)];
  const beyond: Tensor[] = [];
  if (n > k) {
    const side = timesLower(g.narrow(-1, k, n - k));
    gL = gL.sub(side.matmul(adjoint(packed.narrow(-1, k, n - k))));
    beyond.push(side);
  }
  if (m > k) {
    const side = timesUpper(g.narrow(-2, k, m - k));
    gU = gU.sub(adjoint(packed.narrow(-2, k, m - k)).matmul(side));
    beyond.push(side);
  }
  const inner = tril(adjoint(lower).matmul(tril(gL, -1)), -1).add(triu(triu(gU).matmul(adjoint(upper))));
  const whole = timesUpper(timesLower(inner));
  return beyond.length === 0 ? whole : cat([whole, ...beyond], m > k ? -2 : -1);
}

export interface LuFactors {
  /** [..., m, m], zeros and ones. */
  readonly P: Tensor;
  /** [..., m, min(m, n)], ones on the diagonal. */
  readonly L: Tensor;
  /** [..., min(m, n), n]. */
  readonly U: Tensor;
}

/**
 * A permutation P, a lower triangle L and an upper triangle U with P·L·U = x, as `torch.linalg.lu`.
 *
 * @param x  floating or complex, [..., m, n]
 * @throws ShapeError, DTypeError, BackendError
 */
export function lu(x: Tensor): LuFactors {
  const [m] = checkMatrices("lu", "x", x);
  const { LU, pivots } = luFactor(x);
  return { P: permutation(pivots, m, x), L: lowerOf(LU), U: upperOf(LU) };
}

export interface LuSolveOptions {
  /** False solves x·a = b (default true: a·x = b). */
  readonly left?: boolean;
  /** Solves with aᴴ in the place of a (default false). */
  readonly adjoint?: boolean;
}

/**
 * The x with a·x = b from the factors of a, as `torch.linalg.lu_solve`: one factorization for many right sides.
 *
 * @param LU, pivots  of `luFactor`, [..., n, n] and [..., n]
 * @param b           [..., n, k], or [..., k, n] with `left: false`; batches broadcast, dtypes promote
 * @throws ShapeError, DTypeError, BackendError
 */
export function linalgLuSolve(LU: Tensor, pivots: Tensor, b: Tensor, options: LuSolveOptions = {}): Tensor {
  const { left = true, adjoint: ofAdjoint = false } = options;
  const [n] = checkMatrices("luSolve", "LU", LU, { square: true });
  checkSide("luSolve", LU, b, -1, left ? -2 : -1);
  if (pivots.dtype !== "int32" || pivots.shape.at(-1) !== n)
    throw new ShapeError(
      `luSolve: pivots ${pivots.dtype} ${formatShape(pivots.shape)} must be int32 [..., ${n}], as luFactor gives them.`,
    );
  if (!left) return adjoint(linalgLuSolve(LU, pivots, adjoint(b), { adjoint: !ofAdjoint }));
  const p = permutation(pivots, n, { dtype: resultType([LU, b]) });
  if (ofAdjoint) {
    const y = solveTriangular(adjoint(LU), b, { upper: false });
    return p.matmul(solveTriangular(adjoint(LU), y, { upper: true, unitriangular: true }));
  }
  const y = solveTriangular(LU, p.mT.matmul(b), { upper: false, unitriangular: true });
  return solveTriangular(LU, y, { upper: true });
}

/** torch.lu_solve: {@link linalgLuSolve} with the right side first. */
export const luSolve = (b: Tensor, LU: Tensor, pivots: Tensor): Tensor => linalgLuSolve(LU, pivots, b);

const methods = { luSolve } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

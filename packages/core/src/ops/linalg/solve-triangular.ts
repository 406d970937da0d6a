// Systems with a triangular matrix.
import { differentiable } from "../../autograd/index.js";
import { ParameterError } from "../../errors/index.js";
import { nameValue, needTensor, type Tensor } from "../../tensor/index.js";
import { resultType } from "../operand.js";
import { adjoint } from "../reorder.js";
import { tril, triu } from "../triangle.js";
import { solveTriangularInPlace } from "./dense/triangular.js";
import { broadcastBatches, checkMatrices, hostFunction } from "./host-function.js";
import { checkSide } from "./right-side.js";

export interface SolveTriangularOptions {
  /** Which triangle of a is read. */
  readonly upper: boolean;
  /** False solves x·a = b (default true: a·x = b). */
  readonly left?: boolean;
  /** The diagonal of a counts as ones and is not read (default false). */
  readonly unitriangular?: boolean;
}

function solveBatch(a: Tensor, b: Tensor, upper: boolean, unit: boolean): Tensor {
  const forward = (): Tensor =>
    hostFunction("solveTriangular", [a, b], [{ shape: b.shape.slice(-2), dtype: b.dtype }], ([m, right]) => {
      solveTriangularInPlace(m, right, { upper, unit });
      return [right];
    })[0];
  return differentiable("solveTriangular", [a, b], forward, (x) => (g, needs) => {
    const gb = solveBatch(adjoint(a), g, !upper, unit);
    if (!needs[0]) return [null, gb];
    const whole = gb.matmul(adjoint(x)).neg();
    return [upper ? triu(whole, unit ? 1 : 0) : tril(whole, unit ? -1 : 0), gb];
  });
}

/**
 * The x with a·x = b for a triangular a, by substitution; as `torch.linalg.solve_triangular`. The other triangle is not
 * read. A zero on the diagonal is no error: it gives infinities or NaN.
 *
 * @param a  floating or complex, [..., n, n]
 * @param b  [..., n, k], or [..., k, n] with `left: false`; batches broadcast, dtypes promote
 * @throws ShapeError, DTypeError, BackendError
 * @example solveTriangular(tensor([[2, 0], [1, 1]]), tensor([[2], [3]]), { upper: false }) // [[1], [2]]
 */
export function solveTriangular(
  a: Tensor,
  b: Tensor,
  { upper, left = true, unitriangular = false }: SolveTriangularOptions = {} as never,
): Tensor {
  needTensor("solveTriangular", a, "a");
  needTensor("solveTriangular", b, "b");
  if (typeof upper !== "boolean")
    throw new ParameterError(
      `solveTriangular: upper is ${nameValue(upper)}, but must be true or false: which triangle of a counts.`,
    );
  checkMatrices("solveTriangular", "a", a, { square: true });
  checkSide("solveTriangular", a, b, -1, left ? -2 : -1);
  const dtype = resultType([a, b]);
  if (!left)
    return solveTriangular(a.transpose(-1, -2), b.transpose(-1, -2), { upper: !upper, unitriangular }).transpose(
      -1,
      -2,
    );
  const [m, right] = broadcastBatches("solveTriangular", a.to(dtype), b.to(dtype));
  return solveBatch(m, right, upper, unitriangular);
}

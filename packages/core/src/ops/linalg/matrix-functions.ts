// Powers and the exponential of matrices.
import { differentiable } from "../../autograd/index.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, needTensor, type Tensor } from "../../tensor/index.js";
import { where } from "../compare.js";
import { cat } from "../join.js";
import { attachMethods, type MethodsOf } from "../method.js";
import { adjoint } from "../reorder.js";
import { eye } from "../sequences.js";
import { exponentialOf } from "./dense/matrix-exponential.js";
import { checkMatrices, hostFunction } from "./host-function.js";
import { invert } from "./solve.js";

/**
 * The n-th power of each matrix by repeated squaring, as `torch.linalg.matrix_power`; a negative one is that of the
 * inverse, power 0 the identity. Powers ≥ 0 run on every device and on integers too.
 *
 * @param x  [..., k, k]
 * @param n  integer
 * @throws ParameterError  n is no integer; n < 0 and a matrix is singular
 * @throws ShapeError
 * @example matrixPower(tensor([[1, 1], [0, 1]]), 3) // [[1, 3], [0, 1]]
 */
export function matrixPower(x: Tensor, n: number): Tensor {
  needTensor("matrixPower", x);
  if (!Number.isInteger(n)) throw new ParameterError(`matrixPower: n=${n} must be an integer.`);
  if (x.ndim < 2 || x.shape.at(-1) !== x.shape.at(-2))
    throw new ShapeError(`matrixPower: x ${formatShape(x.shape)} must be square in its last two dimensions.`);
  if (n === 0) return x.mul(0).add(eye(x.shape.at(-1)!, { dtype: x.dtype, device: x.device }));
  let square = n < 0 ? invert("matrixPower", x) : x;
  let power: Tensor | null = null;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = power ? power.matmul(square) : square;
    if (rest > 1) square = square.matmul(square);
  }
  return power!;
}

/**
 * The exponential Σ xᵏ/k! of each matrix, as `torch.linalg.matrix_exp`: Padé approximants with scaling and squaring.
 *
 * @param x  floating or complex, [..., n, n]; NaN or infinity gives NaN throughout
 * @throws ShapeError, DTypeError, BackendError
 * @source Higham (2005), "The scaling and squaring method for the matrix exponential revisited"
 * @example matrixExp(tensor([[0, 1], [0, 0]])) // [[1, 1], [0, 1]]
 */
export function matrixExp(x: Tensor): Tensor {
  const [n] = checkMatrices("matrixExp", "x", x, { square: true });
  const forward = (): Tensor =>
    hostFunction("matrixExp", [x], [{ shape: [n, n], dtype: x.dtype }], ([a]) => [exponentialOf(a)])[0];
  return differentiable("matrixExp", [x], forward, () => [(g) => changeOfExponential(adjoint(x), g)]);
}

/** How e^a changes along g: the corner of the exponential of [[a, g], [0, a]]. */
function changeOfExponential(a: Tensor, g: Tensor): Tensor {
  const n = a.shape.at(-1)!;
  if (n === 0) return g;
  // linear in g, which is brought to size 1: a large corner would cost digits elsewhere
  const largest = g
    .detach()
    .abs()
    .amax({ dim: [-2, -1], keepdim: true });
  const size = where(largest.gt(0), largest, 1).to(largest.dtype);
  const top = cat([a, g.div(size)], -1);
  const bottom = cat([a.mul(0), a], -1);
  return matrixExp(cat([top, bottom], -2))
    .narrow(-2, 0, n)
    .narrow(-1, n, n)
    .mul(size);
}

const methods = { matrixPower, matrixExp } as const;
declare module "../../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Matrices that have no inverse, no root, or no square form.
import {
  cholesky, det, eig, eigh, eye, full, inverse, lstsq, matrixNorm, matrixPower, ones, qr, solve, solveTriangular, svd, trace, vander, zeros,
} from "../../src/index.js"; // prettier-ignore
import { dtype, filledWith, parameter, shape, wrong, type WrongCall } from "./row.js";

export const wrongMatrices: readonly WrongCall[] = [
  shape("the inverse of a rectangle", () => inverse(zeros([2, 3])), "inverse: x [2, 3] must be square", "2 is not 3"),
  parameter(
    "the inverse of zeros",
    () => inverse(zeros([2, 2])),
    "inverse: the matrix is singular",
    "U[0, 0]=0",
    "pinv",
  ),
  parameter("solving with zeros", () => solve(zeros([2, 2]), ones([2])), "solve: the matrix is singular", "Use lstsq or pinv"), // prettier-ignore
  shape("solving for another number of rows", () => solve(eye(2), ones([3])), "solve: a [2, 2] and b [3, 1]", "2 rows"),
  parameter("the Cholesky root of a negative matrix", () => cholesky(eye(2).neg()), "cholesky: the matrix is not positive definite", "leading minor of order 1"), // prettier-ignore
  shape("the Cholesky root of a rectangle", () => cholesky(ones([2, 3])), "cholesky: x [2, 3] must be square"),
  shape("the determinant of a vector", () => det(ones([2])), "det: x [2] must be a matrix", "[..., rows, columns]"),
  dtype("eigenvalues of integers", () => eigh(filledWith("int32", 2, 2)), 'eigh: x dtype="int32"', '.to("float32")'),
  parameter("eigenvalues of NaN", () => eig(full([2, 2], Number.NaN)), "eig: the matrix holds NaN or infinity", "nanToNum()"), // prettier-ignore
  parameter("singular values of infinity", () => svd(full([2, 2], Infinity)), "svd: the matrix holds NaN or infinity", "nanToNum()"), // prettier-ignore
  shape("a power of a rectangle", () => matrixPower(ones([2, 3]), 2), "matrixPower: x [2, 3] must be square"),
  parameter("a norm of another order", () => matrixNorm(eye(2), { ord: wrong(3) }), "matrixNorm: ord=3", '"nuc"'),
  parameter("QR of another mode", () => qr(eye(2), { mode: wrong("full") }), 'qr: mode="full" must be', '"complete"'),
  shape("the trace of a vector", () => trace(zeros([2])), "trace: x [2] must have 2 dimensions", ".diagonal("),
  shape(
    "least squares of other rows",
    () => lstsq(zeros([3, 2]), zeros([2])),
    "lstsq: a [3, 2] and b [2, 1]",
    "3 rows",
  ),
  parameter("a triangle that is not named", () => solveTriangular(eye(2), ones([2, 1]), wrong({})), "solveTriangular: upper is missing", "true or false"), // prettier-ignore
  parameter("half a column", () => vander(ones([2]), { N: 1.5 }), "vander: N=1.5 must be an integer ≥ 0"),
];

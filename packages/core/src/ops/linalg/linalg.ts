// The functions under the names of torch.linalg.
import { chainMatmul } from "../add-products.js";
import { diagonal } from "../diagonal.js";
import { matmul } from "../matmul.js";
import { type Tensor } from "../../tensor/index.js";
import { cholesky } from "./cholesky.js";
import { det } from "./determinant.js";
import { eig, eigvals } from "./eig.js";
import { eigh, eigvalsh } from "./eigh.js";
import { slogdet } from "./log-determinant.js";
import { lstsq } from "./lstsq.js";
import { linalgLuSolve, lu, luFactor } from "./lu.js";
import { matrixExp, matrixPower } from "./matrix-functions.js";
import { cond, linalgNorm, matrixNorm, vectorNorm } from "./norms.js";
import { matrixRank, pinv } from "./pinv.js";
import { cross, vander, vecdot } from "./products.js";
import { qr } from "./qr.js";
import { solveTriangular } from "./solve-triangular.js";
import { inverse, solve } from "./solve.js";
import { svd, svdvals } from "./svd.js";

/**
 * torch.linalg: the functions that are also exported by themselves, and those whose meaning there differs from the
 * plain name (`norm`, `diagonal`, `vander`).
 */
export const linalg = {
  solve,
  inv: inverse,
  solveTriangular,
  det,
  slogdet,
  lu,
  luFactor,
  luSolve: linalgLuSolve,
  cholesky,
  qr,
  svd,
  svdvals,
  eigh,
  eigvalsh,
  eig,
  eigvals,
  lstsq,
  pinv,
  matrixRank,
  matrixPower,
  matrixExp,
  norm: linalgNorm,
  vectorNorm,
  matrixNorm,
  cond,
  cross,
  vecdot,
  matmul,
  multiDot: chainMatmul,
  /** The diagonals of the last two dimensions, unless others are named. */
  diagonal: (x: Tensor, { offset = 0, dim1 = -2, dim2 = -1 }: { offset?: number; dim1?: number; dim2?: number } = {}): Tensor => diagonal(x, offset, dim1, dim2), // prettier-ignore
  /** Powers from 0 on. */
  vander: (x: Tensor, { N }: { readonly N?: number } = {}): Tensor => vander(x, { increasing: true, ...(N !== undefined && { N }) }), // prettier-ignore
} as const;

export { inverse, solve } from "./solve.js";
export { solveTriangular, type SolveTriangularOptions } from "./solve-triangular.js";
export { det } from "./determinant.js";
export { logdet, slogdet, type SignAndLogDet } from "./log-determinant.js";
export { lu, luFactor, luSolve, type LuFactors, type LuSolveOptions, type PackedLu } from "./lu.js";
export { cholesky, choleskyInverse, choleskySolve, type TriangleChoice } from "./cholesky.js";
export { qr, type QrFactors, type QrMode } from "./qr.js";
export { eigh, eigvalsh, type EigenPairs, type EighOptions } from "./eigh.js";
export { eig, eigvals } from "./eig.js";
export { svd, svdvals, type SvdFactors, type SvdOptions } from "./svd.js";
export { matrixRank, pinv, pinverse, type RankOptions } from "./pinv.js";
export { lstsq, type LeastSquares } from "./lstsq.js";
export { matrixExp, matrixPower } from "./matrix-functions.js";
export { cond, matrixNorm, vectorNorm, type MatrixNormOptions, type MatrixNormOrder, type NormOptions, type VectorNormOptions } from "./norms.js"; // prettier-ignore
export { cross, trace, vander, vecdot, type VanderOptions } from "./products.js";
export { linalg } from "./linalg.js";

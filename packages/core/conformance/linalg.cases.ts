// Linear algebra. Most of it is computed on the host, in double precision: `host` says so.
import type { ConformanceCase, InputSpec } from "./case.js";

const LOOSE = { rtol: 2e-4, atol: 1e-4 };
const complex = { dtype: "complex64" } as const;
const square: InputSpec = { shape: [3, 3] };
const batch: InputSpec = { shape: [2, 3, 3] };
const tall: InputSpec = { shape: [2, 4, 3] };
const wide: InputSpec = { shape: [2, 2, 4] };
/** Rank 2, as exact numbers: the determinant is exactly 0. */
const SINGULAR = [1, 2, 3, 2, 4, 6, 1, 1, 1];

const systems: readonly ConformanceCase[] = [
  { name: "solve", op: "solve", inputs: [square, { shape: [3, 2] }] },
  { name: "solve for a batch of vectors", op: "solve", inputs: [batch, { shape: [2, 3] }] },
  { name: "solve with broadcast batches", op: "solve", inputs: [{ shape: [2, 1, 3, 3] }, { shape: [2, 3, 1] }] },
  { name: "solve from the right", op: "solve", inputs: [{ ...square, layout: "transposed" }, { shape: [2, 3] }], args: [{ left: false }] }, // prettier-ignore
  {
    name: "solve of complex",
    op: "solve",
    inputs: [
      { ...square, ...complex },
      { shape: [3], ...complex },
    ],
  },
  { name: "inverse", op: "inverse", inputs: [batch] },
  { name: "inverse of a transposed view", op: "inverse", inputs: [{ shape: [2, 2, 2], layout: "transposed" }] },
  { name: "inverse of complex", op: "inverse", inputs: [{ ...square, ...complex }] },
  { name: "inverse of nothing", op: "inverse", inputs: [{ shape: [2, 0, 0] }] },
  { name: "solveTriangular", op: "solveTriangular", inputs: [square, { shape: [3, 2] }], args: [{ upper: true }] },
  { name: "solveTriangular from the right with ones", op: "solveTriangular", inputs: [batch, { shape: [2, 3], ...complex }], args: [{ upper: false, left: false, unitriangular: true }] }, // prettier-ignore
  { name: "lstsq of many rows", op: "lstsq", inputs: [tall, { shape: [2, 4, 2] }] },
  { name: "lstsq of few rows", op: "lstsq", inputs: [{ shape: [2, 3] }, { shape: [2, 2] }] },
  {
    name: "lstsq of complex vectors",
    op: "lstsq",
    inputs: [
      { shape: [4, 2], ...complex },
      { shape: [4], ...complex },
    ],
  },
  { name: "pinv", op: "pinv", inputs: [{ ...tall, layout: "stepped" }] },
  { name: "pinv of complex", op: "pinv", inputs: [{ shape: [2, 3], ...complex }] },
  { name: "pinv of a Hermitian matrix", op: "pinv", inputs: [{ ...square, ...complex, matrix: "hermitian" }], args: [{ hermitian: true }] }, // prettier-ignore
  { name: "pinverse", op: "pinverse", inputs: [{ shape: [3, 2] }] },
  { name: "matrixRank", op: "matrixRank", inputs: [{ shape: [2, 3, 3], fill: [...SINGULAR, 1, 0, 0, 0, 1, 0, 0, 0, 5] }], gradient: false }, // prettier-ignore
  { name: "cond", op: "cond", inputs: [tall] },
  { name: "cond by sums of columns", op: "cond", inputs: [{ ...square, ...complex }], args: [{ p: 1 }] },
];

const determinants: readonly ConformanceCase[] = [
  { name: "det", op: "det", inputs: [batch] },
  { name: "det of complex", op: "det", inputs: [{ ...square, ...complex }] },
  { name: "det of a singular matrix", op: "det", inputs: [{ ...square, fill: SINGULAR }] },
  { name: "det of a matrix of rank 1", op: "det", inputs: [{ ...square, fill: [1, 2, 4, 2, 4, 8, 1, 2, 4], ...complex }] }, // prettier-ignore
  { name: "det of nothing", op: "det", inputs: [{ shape: [2, 0, 0] }] },
  { name: "slogdet", op: "slogdet", inputs: [batch] },
  { name: "slogdet of complex", op: "slogdet", inputs: [{ shape: [2, 2], ...complex }] },
  { name: "logdet", op: "logdet", inputs: [{ ...batch, matrix: "definite" }] },
];

const triangles: readonly ConformanceCase[] = [
  { name: "lu", op: "lu", inputs: [batch] },
  { name: "lu of many rows", op: "lu", inputs: [tall] },
  { name: "lu of few rows", op: "lu", inputs: [{ ...wide, ...complex }] },
  { name: "luFactor", op: "luFactor", inputs: [square] },
  { name: "luSolve", op: "luSolve", inputs: [{ shape: [3, 2] }, batch, { shape: [2, 3], dtype: "int32", fill: [3, 3, 3, 1, 2, 3] }] }, // prettier-ignore
  { name: "cholesky", op: "cholesky", inputs: [{ ...batch, matrix: "definite" }] },
  { name: "cholesky upper, of complex", op: "cholesky", inputs: [{ ...square, ...complex, matrix: "definite" }], args: [{ upper: true }] }, // prettier-ignore
  { name: "choleskySolve", op: "choleskySolve", inputs: [{ shape: [3, 2] }, batch] },
  { name: "choleskyInverse", op: "choleskyInverse", inputs: [{ shape: [2, 2] }] },
  { name: "qr", op: "qr", inputs: [tall] },
  { name: "qr of few rows", op: "qr", inputs: [wide] },
  { name: "qr of complex", op: "qr", inputs: [{ shape: [3, 2], ...complex }] },
  { name: "qr complete", op: "qr", inputs: [square], args: [{ mode: "complete" }] },
  { name: "qr complete with more rows", op: "qr", inputs: [tall], args: [{ mode: "complete" }], gradient: false },
  { name: "qr without Q", op: "qr", inputs: [wide], args: [{ mode: "r" }], gradient: false },
];

const spectra: readonly ConformanceCase[] = [
  { name: "svd", op: "svd", inputs: [tall], args: [{ fullMatrices: false }] },
  { name: "svd of few rows", op: "svd", inputs: [wide], args: [{ fullMatrices: false }] },
  { name: "svd of a transposed view, whole", op: "svd", inputs: [{ ...square, layout: "transposed" }] },
  { name: "svd whole, with more rows", op: "svd", inputs: [tall], gradient: false },
  { name: "svd of complex", op: "svd", inputs: [{ ...tall, ...complex }], args: [{ fullMatrices: false }], magnitudes: true }, // prettier-ignore
  { name: "svdvals", op: "svdvals", inputs: [tall] },
  { name: "svdvals of complex", op: "svdvals", inputs: [{ ...wide, ...complex }] },
  { name: "eigh", op: "eigh", inputs: [{ ...batch, matrix: "hermitian" }] },
  { name: "eigh of the upper triangle, complex", op: "eigh", inputs: [{ ...square, ...complex, matrix: "hermitian" }], args: [{ UPLO: "U" }], magnitudes: true }, // prettier-ignore
  { name: "eigvalsh", op: "eigvalsh", inputs: [{ ...batch, ...complex, matrix: "hermitian" }] },
  { name: "eig", op: "eig", inputs: [square], magnitudes: true },
  { name: "eig of complex", op: "eig", inputs: [{ ...batch, ...complex }], magnitudes: true },
  { name: "eigvals", op: "eigvals", inputs: [batch] },
  { name: "matrixExp", op: "matrixExp", inputs: [batch] },
  { name: "matrixExp of complex", op: "matrixExp", inputs: [{ shape: [2, 2], ...complex }] },
  { name: "matrixPower of the inverse", op: "matrixPower", inputs: [square], args: [-2] },
  { name: "matrixNorm nuclear", op: "matrixNorm", inputs: [{ shape: [3, 2, 4] }], args: [{ ord: "nuc", dim: [0, 2] }] },
  { name: "matrixNorm of order −2", op: "matrixNorm", inputs: [{ ...tall, ...complex }], args: [{ ord: -2, keepdim: true }] }, // prettier-ignore
];

/** Made of ops that every device has. */
const everywhere: readonly ConformanceCase[] = [
  { name: "matrixPower", op: "matrixPower", inputs: [batch], args: [5] },
  { name: "matrixPower of nothing multiplied", op: "matrixPower", inputs: [{ ...square, ...complex }], args: [0] },
  { name: "matrixNorm", op: "matrixNorm", inputs: [tall] },
  { name: "matrixNorm by sums of columns", op: "matrixNorm", inputs: [tall], args: [{ ord: 1, dim: [0, 1] }] },
  { name: "matrixNorm by the least sum of a row", op: "matrixNorm", inputs: [{ ...tall, ...complex }], args: [{ ord: -Infinity, keepdim: true }] }, // prettier-ignore
  { name: "vectorNorm", op: "vectorNorm", inputs: [{ shape: [3, 4] }], args: [{ dim: 1 }] },
  { name: "vectorNorm of order 3", op: "vectorNorm", inputs: [{ shape: [3, 4], ...complex }], args: [{ ord: 3, dim: [0], keepdim: true }] }, // prettier-ignore
  { name: "vectorNorm of order −1.5", op: "vectorNorm", inputs: [{ shape: [3, 2] }], args: [{ ord: -1.5 }] },
  { name: "vectorNorm of order 3 with zeros", op: "vectorNorm", inputs: [{ shape: [2, 3], fill: [0, 0, 0, 1, 0, -2] }], args: [{ ord: 3, dim: 1 }], notDifferentiable: "a cone at 0" }, // prettier-ignore
  { name: "cross", op: "cross", inputs: [{ shape: [2, 3] }, { shape: [1, 3] }] },
  { name: "cross along the first dimension", op: "cross", inputs: [{ shape: [3, 2], ...complex }, { shape: [3, 2], ...complex }], args: [0] }, // prettier-ignore
  { name: "trace", op: "trace", inputs: [{ shape: [3, 4], layout: "transposed" }] },
  {
    name: "vecdot",
    op: "vecdot",
    inputs: [
      { shape: [2, 3], ...complex },
      { shape: [3], ...complex },
    ],
  },
  { name: "vander", op: "vander", inputs: [{ shape: [2, 3] }] },
  { name: "vander increasing", op: "vander", inputs: [{ shape: [3], ...complex }], args: [{ N: 4, increasing: true }] },
];

const onHost = [...systems, ...determinants, ...triangles, ...spectra].map((c) => ({ host: true as const, ...c }));

export const linalgCases: readonly ConformanceCase[] = [...onHost, ...everywhere].map((c) => ({
  tolerance: LOOSE,
  ...c,
}));

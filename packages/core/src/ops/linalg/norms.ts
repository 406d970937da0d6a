// Norms of vectors and of matrices, and the condition number.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, needTensor, normalizeDim, toRealDType, type Tensor } from "../../tensor/index.js";
import { where } from "../compare.js";
import type { ReduceOptions } from "../reduce.js";
import { checkFloating, checkMatrices } from "./host-function.js";
import { invert } from "./solve.js";
import { svdvals } from "./svd.js";

export interface VectorNormOptions extends ReduceOptions {
  /** Exponent: 0 counts, ±Infinity takes the extreme magnitude (default 2). */
  readonly ord?: number;
}

/**
 * (Σ|x|^ord)^(1/ord) over the given dimensions, or over all elements; as `torch.linalg.vector_norm`. The gradient of 0
 * is 0.
 *
 * @param x  floating or complex, any shape
 * @returns real
 * @throws ParameterError, ShapeError, DTypeError
 * @example vectorNorm(tensor([3, -4])) // 5
 */
export function vectorNorm(x: Tensor, { ord = 2, ...options }: VectorNormOptions = {}): Tensor {
  needTensor("vectorNorm", x);
  checkFloating("vectorNorm", "x", x);
  if (Number.isNaN(ord)) throw new ParameterError("vectorNorm: ord=NaN must be a number. Use 1, 2 or Infinity.");
  if ([0, 1, 2, Infinity, -Infinity].includes(ord)) return x.norm(ord, options);
  const magnitude = x.abs();
  // brought to size 1, so that no power overflows or vanishes alone
  const largest = x.numel === 0 ? null : magnitude.detach().amax({ ...options, keepdim: true });
  const scale = largest && where(largest.gt(0).logicalAnd(largest.lt(Infinity)), largest, 1).to(magnitude.dtype);
  const own = scale ? magnitude.div(scale) : magnitude;
  // a power has no finite slope at 0: take that of 1 and put in what 0 gives
  const isZero = own.eq(0);
  const powers = where(isZero, ord > 0 ? 0 : Infinity, where(isZero, 1, own).pow(ord)).to(own.dtype);
  const total = powers.sum({ ...options, keepdim: true });
  const atEnd = total.eq(ord > 0 ? 0 : Infinity);
  const root = where(atEnd, 0, where(atEnd, 1, total).pow(1 / ord)).to(own.dtype);
  const y = scale ? root.mul(scale) : root;
  if (options.keepdim) return y;
  const dims = options.dim === undefined ? undefined : [options.dim].flat();
  return dims ? y.squeeze(dims) : y.reshape([]);
}

export type MatrixNormOrder = "fro" | "nuc" | number;

export interface MatrixNormOptions {
  /** "fro" (default), "nuc" (sum of singular values), ±2 (extreme singular value), ±1 (extreme sum of a column), ±Infinity (of a row). */
  readonly ord?: MatrixNormOrder;
  /** The dimensions of rows and columns (default the last two). */
  readonly dim?: readonly [number, number];
  /** Leave them with extent 1 (default false). */
  readonly keepdim?: boolean;
}

function checkOrder(op: string, ord: unknown): void {
  if (!["fro", "nuc", 1, -1, 2, -2, Infinity, -Infinity].includes(ord as number))
    throw new ParameterError(`${op}: ord=${String(ord)} must be "fro", "nuc", ±1, ±2 or ±Infinity.`);
}

/**
 * A norm of each matrix, as `torch.linalg.matrix_norm`. "nuc" and ±2 need singular values, so they run on the CPU only.
 *
 * @param x  floating or complex, at least 2 dimensions
 * @returns real
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 * @example matrixNorm(tensor([[1, -2], [3, 4]]), { ord: 1 }) // 6
 */
export function matrixNorm(
  x: Tensor,
  { ord = "fro", dim = [-2, -1], keepdim = false }: MatrixNormOptions = {},
): Tensor {
  needTensor("matrixNorm", x);
  checkFloating("matrixNorm", "x", x);
  if (x.ndim < 2) throw new ShapeError(`matrixNorm: x ${formatShape(x.shape)} must have at least 2 dimensions.`);
  checkOrder("matrixNorm", ord);
  const [rows, columns] = dim.map((d) => normalizeDim("matrixNorm", d, x.ndim));
  if (dim.length !== 2 || rows === columns)
    throw new ParameterError(`matrixNorm: dim=${formatShape(dim)} must name two different dimensions.`);
  if (ord === "fro") return x.norm(2, { dim: [rows, columns], keepdim });
  const kept = (y: Tensor): Tensor => (keepdim ? y : y.squeeze([rows, columns]));
  const extreme = (y: Tensor, d?: number): Tensor =>
    y[(ord as number) < 0 ? "amin" : "amax"]({ dim: d ?? -1, keepdim: true });
  if (ord !== "nuc" && Math.abs(ord) !== 2) {
    const [summed, other] = Math.abs(ord) === 1 ? [rows, columns] : [columns, rows];
    return kept(extreme(x.abs().sum({ dim: summed, keepdim: true }), other));
  }
  const values = svdvals(x.movedim([rows, columns], [-2, -1]));
  const y = ord === "nuc" ? values.sum({ dim: -1, keepdim: true }) : extreme(values);
  return kept(y.unsqueeze(-1).movedim([-2, -1], [rows, columns]));
}

export interface NormOptions {
  readonly ord?: MatrixNormOrder;
  /** One dimension: a norm of vectors; two: of matrices (default: by the number of dimensions). */
  readonly dim?: number | readonly number[];
  readonly keepdim?: boolean;
}

/**
 * A norm of vectors or of matrices, as `torch.linalg.norm`: without `ord` the 2-norm of all elements (over `dim`); with
 * it, and without `dim`, a vector's or a matrix's by the number of dimensions.
 *
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 */
export function linalgNorm(x: Tensor, { ord, dim, keepdim = false }: NormOptions = {}): Tensor {
  const dims = dim === undefined ? undefined : [dim].flat();
  if (ord === undefined) return vectorNorm(x, { ...(dims && { dim: dims }), keepdim });
  if (!dims && x.ndim !== 1 && x.ndim !== 2)
    throw new ShapeError(`norm: x ${formatShape(x.shape)} with ord=${ord} must have 1 or 2 dimensions. Give dim.`);
  const isMatrix = dims ? dims.length === 2 : x.ndim === 2;
  if (isMatrix) return matrixNorm(x, { ord, keepdim, ...(dims && { dim: dims as unknown as [number, number] }) });
  if (typeof ord === "string")
    throw new ParameterError(`norm: ord="${ord}" is a norm of matrices. Give two dimensions.`);
  return vectorNorm(x, { ord, keepdim, ...(dims && { dim: dims }) });
}

/**
 * The condition number of each matrix, as `torch.linalg.cond`: the largest singular value over the smallest, or with
 * another norm, that of the matrix times that of its inverse. Infinity for singular matrices.
 *
 * @param x        floating or complex, [..., m, n]; square unless p is ±2
 * @param options.p  as `ord` of matrixNorm (default 2)
 * @returns real, [...]
 * @throws ParameterError, ShapeError, DTypeError, BackendError
 * @example cond(tensor([[2, 0], [0, 1]])) // 2
 */
export function cond(x: Tensor, { p = 2 }: { readonly p?: MatrixNormOrder } = {}): Tensor {
  checkOrder("cond", p);
  const bySingularValues = p === 2 || p === -2;
  const [m, n] = checkMatrices("cond", "x", x, { square: !bySingularValues });
  if (m === 0 || n === 0) return x.newZeros(x.shape.slice(0, -2), { dtype: toRealDType(x.dtype) });
  if (bySingularValues) {
    const values = svdvals(x);
    const [first, last] = [values.select(-1, 0), values.select(-1, Math.min(m, n) - 1)];
    return p === 2 ? first.div(last) : last.div(first);
  }
  const ofInverse = matrixNorm(invert("cond", x, "infinity"), { ord: p });
  return where(ofInverse.eq(Infinity), Infinity, matrixNorm(x, { ord: p }).mul(ofInverse)).to(ofInverse.dtype);
}

import { ShapeError } from "../../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { localMaxima } from "../pitch/parabola.js";

export interface LocalExtremaOptions {
  /** Dimension along which neighbours are compared (default 0). */
  readonly dim?: number;
}

function checked(op: string, x: Tensor, dim: number): number {
  needTensor(op, x, "x");
  if (x.ndim === 0 || isComplex(x.dtype) || x.dtype === "bool")
    throw new ShapeError(`${op}: x ${x.dtype} ${formatShape(x.shape)} must be real, with at least one dimension.`);
  const d = normalizeDim(op, dim, x.ndim);
  if (x.shape[d] === 0) throw new ShapeError(`${op}: x ${formatShape(x.shape)} holds nothing along dim=${dim}.`);
  return d;
}

/**
 * Where an element is larger than the one before and at least as large as the one after. The first is never one, the last may be.
 *
 * @param x            real, any shape
 * @param options.dim  dimension of the neighbours (default 0)
 * @returns bool, shape of x
 * @throws ShapeError  x without elements along dim
 * @source librosa.util.localmax
 * @example localMax(tensor([1, 0, 1, 2, -1, 0, -2, 1])) // [false, false, false, true, false, true, false, true]
 */
export function localMax(x: Tensor, { dim = 0 }: LocalExtremaOptions = {}): Tensor {
  return localMaxima(x, checked("localMax", x, dim));
}

/**
 * Where an element is smaller than the one before and at most as large as the one after. The first is never one, the last may be.
 *
 * @param x            real, any shape
 * @param options.dim  dimension of the neighbours (default 0)
 * @returns bool, shape of x
 * @throws ShapeError  x without elements along dim
 * @source librosa.util.localmin
 * @example localMin(tensor([1, 0, 1, 2, -1, 0, -2, 1])) // [false, true, false, false, true, false, true, false]
 */
export function localMin(x: Tensor, { dim = 0 }: LocalExtremaOptions = {}): Tensor {
  const d = checked("localMin", x, dim);
  return localMaxima((x.dtype === "uint8" ? x.to("int32") : x).neg(), d);
}

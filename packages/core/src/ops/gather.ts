// Picking elements by index tensors, and adding them back.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, isIntegral, needTensor, normalizeDim, normalizeDims, Tensor } from "../tensor/index.js"; // prettier-ignore
import { where } from "./binary.js";
import { arange } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { Operand } from "./operand.js";
import { checkPositions, isReadable, needInt32, wrapped } from "./positions.js";

function checkIndex(op: string, x: Tensor, dim: number, index: Tensor): void {
  needInt32(op, index);
  checkPositions(op, index, dim, x.shape);
}

/**
 * out[i][j] = x[index[i][j]][j] for dim 0, and so on, as `torch.gather`.
 *
 * @param index  int32, no longer than x along the other dimensions; checked on the CPU, trusted on a GPU
 * @returns the index's shape
 */
export function gather(x: Tensor, dim: number, index: Tensor): Tensor {
  needTensor("gather", x);
  needTensor("gather", index, "index");
  const d = normalizeDim("gather", dim, x.ndim);
  if (index.ndim !== x.ndim || index.shape.some((n, i) => i !== d && n > x.shape[i]))
    throw new ShapeError(
      `gather: index ${formatShape(index.shape)} must have as many dimensions as ${formatShape(x.shape)} and fit in it except along ${d}.`,
    );
  checkIndex("gather", x, d, index);
  return gatherUnchecked(x, d, index);
}

function gatherUnchecked(x: Tensor, dim: number, index: Tensor): Tensor {
  const forward = (): Tensor => dispatch("gather", [x, index], [{ shape: index.shape, dtype: x.dtype }], { dim })[0];
  return differentiable("gather", [x], forward, () => [(g) => addUnchecked(g.newZeros(x.shape), dim, index, g)]);
}

/**
 * `x` with `source[i][j]` added at [index[i][j]][j] for dim 0, and so on, as `torch.scatter_add`.
 * Several that meet are added in order: the result is the same on every run.
 */
export function scatterAdd(x: Tensor, dim: number, index: Tensor, source: Tensor): Tensor {
  needTensor("scatterAdd", x);
  needTensor("scatterAdd", index, "index");
  needTensor("scatterAdd", source, "source");
  const d = normalizeDim("scatterAdd", dim, x.ndim);
  if (
    index.ndim !== x.ndim ||
    source.ndim !== x.ndim ||
    index.shape.some((n, i) => n > source.shape[i] || (i !== d && n > x.shape[i]))
  )
    throw new ShapeError(
      `scatterAdd: index ${formatShape(index.shape)} must fit in source ${formatShape(source.shape)} and, except along ${d}, in ${formatShape(x.shape)}.`,
    );
  checkIndex("scatterAdd", x, d, index);
  const used = index.shape.reduce((s, n, i) => (s.shape[i] === n ? s : s.narrow(i, 0, n)), source);
  return addUnchecked(x, d, index, used.to(x.dtype));
}

function addUnchecked(x: Tensor, dim: number, index: Tensor, source: Tensor): Tensor {
  const forward = (): Tensor =>
    dispatch("scatterAdd", [x, index, source], [{ shape: x.shape, dtype: x.dtype }], { dim })[0];
  return differentiable("scatterAdd", [x, source], forward, () => [
    (g) => g,
    (g) => gatherUnchecked(g, dim, index),
  ]); // prettier-ignore
}

/** The slices of `x` along `dim` that a one-dimensional int32 index names, in its order. */
export function indexSelect(x: Tensor, dim: number, index: Tensor): Tensor {
  needTensor("indexSelect", x);
  needTensor("indexSelect", index, "index");
  const d = normalizeDim("indexSelect", dim, x.ndim);
  if (index.ndim > 1) throw new ShapeError(`indexSelect: index ${formatShape(index.shape)} must be one-dimensional.`);
  checkIndex("indexSelect", x, d, index);
  if (x.ndim === 0) return gatherUnchecked(x, 0, index.reshape([]));
  const column = index.reshape(x.shape.map((_, i) => (i === d ? index.numel : 1)));
  return gatherUnchecked(x, d, column.expand(x.shape.map((n, i) => (i === d ? index.numel : n))));
}

/**
 * The elements at positions in the flattened tensor, as `torch.take`.
 *
 * @param index  int32, −numel…numel − 1 (negatives count from the end); checked on the CPU, trusted on a GPU
 * @returns the index's shape
 * @example take(tensor([[1, 2], [3, 4]]), tensor([0, -1], { dtype: "int32" })) // [1,4]
 */
export function take(x: Tensor, index: Tensor): Tensor {
  needInt32("take", index);
  const flat = x.reshape([-1]);
  checkPositions("take", index, 0, flat.shape, { wraps: true });
  return gatherUnchecked(flat, 0, wrapped(index, flat.numel).reshape([-1])).reshape(index.shape);
}

/**
 * The elements at the positions of `index` along `dim`, the other dimensions broadcast; as `torch.take_along_dim`.
 * The positions of `argsort` and `argmax` (with keepdim) suit it.
 *
 * @param index  int32 with as many dimensions as x; checked on the CPU, trusted on a GPU
 * @param dim    default: both are flattened
 * @returns the broadcast shape with the index's extent along `dim`
 * @throws DTypeError, ShapeError, ParameterError
 * @example takeAlongDim(tensor([[3, 1, 2]]), tensor([[1]], { dtype: "int32" }), 1) // [[1]]
 */
export function takeAlongDim(x: Tensor, index: Tensor, dim?: number): Tensor {
  needTensor("takeAlongDim", x);
  needTensor("takeAlongDim", index, "index");
  if (dim === undefined) return takeAlongDim(x.reshape([-1]), index.reshape([-1]), 0);
  const d = normalizeDim("takeAlongDim", dim, x.ndim);
  if (index.ndim !== x.ndim)
    throw new ShapeError(
      `takeAlongDim: index ${formatShape(index.shape)} must have as many dimensions as x ${formatShape(x.shape)}. Insert ones with unsqueeze().`,
    );
  const others = (t: Tensor): number[] => t.shape.map((n, i) => (i === d ? 1 : n));
  const shape = broadcastShapes("takeAlongDim", others(x), others(index));
  const along = (t: Tensor): Tensor => t.expand(shape.map((n, i) => (i === d ? t.shape[d] : n)));
  return gather(along(x), d, along(index));
}

/**
 * `x` with alpha times the slices of `source` added along `dim` at the places that a one-dimensional index names, as
 * `torch.index_add`. Several that meet are added in order.
 *
 * @param index   int32 [n]
 * @param source  the shape of x with n along `dim`
 * @param options.alpha  factor on the source (default 1)
 */
export function indexAdd(x: Tensor, dim: number, index: Tensor, source: Tensor, { alpha = 1 } = {}): Tensor {
  needTensor("indexAdd", x);
  needTensor("indexAdd", index, "index");
  needTensor("indexAdd", source, "source");
  const d = normalizeDim("indexAdd", dim, x.ndim);
  const shape = x.shape.map((n, i) => (i === d ? index.numel : n));
  if (index.ndim !== 1 || source.ndim !== x.ndim || source.shape.some((n, i) => n !== shape[i]))
    throw new ShapeError(
      `indexAdd: index ${formatShape(index.shape)} must be one-dimensional and source ${formatShape(source.shape)} must be ${formatShape(shape)}.`,
    );
  checkIndex("indexAdd", x, d, index);
  const wide = index.reshape(shape.map((n, i) => (i === d ? n : 1))).expand(shape);
  return addUnchecked(x, d, wide, (alpha === 1 ? source : source.mul(alpha)).to(x.dtype));
}

/** The elements in reverse order along the given dimensions. */
export function flip(x: Tensor, dims: number | readonly number[]): Tensor {
  needTensor("flip", x);
  const turned = normalizeDims("flip", dims, x.ndim).reduce((y, dim) => {
    const backwards = arange(y.shape[dim] - 1, -1, -1, { dtype: "int32", device: x.device });
    return indexSelect(y, dim, backwards);
  }, x);
  return turned === x ? x.clone() : turned;
}

/**
 * `x` with `value` where `mask` (bool, both broadcast) holds, in the dtype of x.
 *
 * @param value  a number or a tensor with one element
 */
export function maskedFill(x: Tensor, mask: Tensor, value: Operand): Tensor {
  needTensor("maskedFill", x);
  needTensor("maskedFill", mask, "mask");
  if (mask.dtype !== "bool") throw new DTypeError(`maskedFill: mask dtype="${mask.dtype}" must be bool.`);
  if (value instanceof Tensor && value.numel !== 1)
    throw new ShapeError(`maskedFill: value ${formatShape(value.shape)} must have one element. Use where().`);
  const single = value instanceof Tensor ? value.reshape([]).to(x.dtype) : value;
  return where(mask, single, x).to(x.dtype);
}

/**
 * Classes as rows of zeros with a 1 at the class: int32 [...] → int32 [..., numClasses].
 *
 * @param numClasses  default −1: one more than the largest class, which has to be read and so needs the CPU
 * @throws ParameterError  a class lies outside 0…numClasses − 1 (seen on the CPU only)
 * @example oneHot(tensor([0, 2], { dtype: "int32" }), 3) // [[1,0,0],[0,0,1]]
 */
export function oneHot(x: Tensor, numClasses = -1): Tensor {
  needTensor("oneHot", x);
  if (!isIntegral(x.dtype) || x.dtype === "bool")
    throw new DTypeError(`oneHot: dtype="${x.dtype}" must be an integer one. Convert with .to("int32").`);
  if (numClasses === -1 && !(isReadable(x) && x.numel > 0))
    throw new ParameterError(
      `oneHot: numClasses=-1 of ${formatShape(x.shape)} on "${x.device}" is not known. Give the number of classes.`,
    );
  const classes =
    numClasses === -1 ? (x.dataSync() as Int32Array).reduce((most, v) => Math.max(most, v), 0) + 1 : numClasses;
  if (!Number.isInteger(classes) || classes < 1)
    throw new ParameterError(`oneHot: numClasses=${numClasses} must be an integer ≥ 1.`);
  const bad = isReadable(x) ? (x.dataSync() as Int32Array).find((v) => v < 0 || v >= classes) : undefined;
  if (bad !== undefined)
    throw new ParameterError(`oneHot: class ${bad} must lie in 0…${classes - 1}. Give a larger numClasses.`);
  return x
    .unsqueeze(-1)
    .eq(arange(classes, { dtype: "int32", device: x.device }))
    .to("int32");
}

const methods = { gather, scatterAdd, indexSelect, take, takeAlongDim, indexAdd, flip, maskedFill } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Picking elements by index tensors, and adding them back.
import { differentiable } from "../autograd/index.js";
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, normalizeDim, type Tensor } from "../tensor/index.js";
import { arange } from "./create.js";
import { attachMethods, type MethodsOf } from "./method.js";

function checkIndex(op: string, x: Tensor, dim: number, index: Tensor): void {
  if (index.dtype !== "int32")
    throw new DTypeError(`${op}: index dtype="${index.dtype}" must be int32. Use index.to("int32").`);
  if (index.device !== "cpu" || index.numel === 0) return;
  const [lo, hi] = [index.amin().itemSync(), index.amax().itemSync()];
  if (lo < 0 || hi >= x.shape[dim])
    throw new ParameterError(
      `${op}: index ${lo < 0 ? lo : hi} is out of range for dimension ${dim} of ${formatShape(x.shape)}. Use 0…${x.shape[dim] - 1}.`,
    );
}

/**
 * out[i][j] = x[index[i][j]][j] for dim 0, and so on, as `torch.gather`.
 *
 * @param index  int32, no longer than x along the other dimensions; checked on the CPU, trusted on a GPU
 * @returns the index's shape
 */
export function gather(x: Tensor, dim: number, index: Tensor): Tensor {
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
  const d = normalizeDim("indexSelect", dim, x.ndim);
  if (index.ndim > 1) throw new ShapeError(`indexSelect: index ${formatShape(index.shape)} must be one-dimensional.`);
  checkIndex("indexSelect", x, d, index);
  const column = index.reshape(x.shape.map((_, i) => (i === d ? -1 : 1)));
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
  if (index.dtype !== "int32")
    throw new DTypeError(`take: index dtype="${index.dtype}" must be int32. Use index.to("int32").`);
  const flat = x.reshape([-1]);
  const wrapped = index.where(index.ge(0), index.add(flat.numel)).reshape([-1]);
  checkIndex("take", flat, 0, wrapped);
  return gatherUnchecked(flat, 0, wrapped).reshape(index.shape);
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
  const list = typeof dims === "number" ? [dims] : dims;
  return list.reduce((y, dim) => {
    const n = y.shape[normalizeDim("flip", dim, x.ndim)];
    return indexSelect(y, dim, arange(n - 1, -1, -1, { dtype: "int32", device: x.device }));
  }, x);
}

/** `x` with `value` where `mask` (bool, broadcast) holds. */
export function maskedFill(x: Tensor, mask: Tensor, value: number): Tensor {
  if (mask.dtype !== "bool") throw new DTypeError(`maskedFill: mask dtype="${mask.dtype}" must be bool.`);
  return x.where(mask.logicalNot(), value);
}

/** int32 classes [...] → int32 [..., numClasses], 1 at the class and 0 elsewhere. */
export function oneHot(x: Tensor, numClasses: number): Tensor {
  if (!Number.isInteger(numClasses) || numClasses < 1)
    throw new ParameterError(`oneHot: numClasses=${numClasses} must be an integer ≥ 1.`);
  return x
    .unsqueeze(-1)
    .eq(arange(numClasses, { dtype: "int32", device: x.device }))
    .to("int32");
}

const methods = { gather, scatterAdd, indexSelect, take, indexAdd, flip, maskedFill } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

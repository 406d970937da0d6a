// Elements written to places that an index names. `scatterAdd`, the primitive, stands in gather.ts.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { onesLike } from "./create.js";
import { gather, scatterAdd } from "./gather.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { Operand } from "./operand.js";
import { checkPositions, needInt32 } from "./positions.js";
import { scatterReduce } from "./scatter-reduce.js";
import { lastSource, regionOf, spreadIndex, widen } from "./scatter-places.js";

/** `x` with the source's elements put to their places along `dim`; checked before. The last of several stays. */
export function putLast(x: Tensor, dim: number, index: Tensor, source: Tensor): Tensor {
  if (index.numel === 0) return x.clone();
  const from = lastSource(index, dim, regionOf(x, dim, index));
  const used = index.shape.reduce((s, n, i) => (s.shape[i] === n ? s : s.narrow(i, 0, n)), source);
  const picked = gather(used.to(x.dtype), dim, from.sub(1).maximum(0));
  // Where the index is shorter than x along other dimensions, the rest of x stays.
  return where(widen(from.gt(0), x.shape), widen(picked, x.shape), x);
}

/** `x` with one value at the places of the index along `dim`; checked before. */
export function fillPlaces(x: Tensor, dim: number, index: Tensor, value: Operand): Tensor {
  if (index.numel === 0) return x.clone();
  const none = index.newZeros(regionOf(x, dim, index));
  const hits = none.scatterAdd(dim, index, onesLike(index)).gt(0);
  return where(widen(hits, x.shape), value, x).to(x.dtype);
}

function checkScatter(op: string, x: Tensor, dim: number, index: Tensor, source: Tensor | null): number {
  const d = normalizeDim(op, dim, x.ndim);
  needInt32(op, index);
  const misfit = (n: number, i: number): boolean =>
    (source !== null && n > source.shape[i]) || (i !== d && n > x.shape[i]);
  if (index.ndim !== x.ndim || (source && source.ndim !== x.ndim) || index.shape.some(misfit))
    throw new ShapeError(
      `${op}: index ${formatShape(index.shape)} must fit in ${source ? `source ${formatShape(source.shape)} and, except along ${d}, in ` : ""}x ${formatShape(x.shape)}${source ? "" : `, except along ${d}`}.`,
    );
  checkPositions(op, index, d, x.shape);
  return d;
}

export interface ScatterOptions {
  /** Instead of overwriting: "add" to what is there, or "multiply" it. */
  readonly reduce?: "add" | "multiply";
}

/**
 * `x` with `source[i][j]` written at [index[i][j]][j] for dim 0, and so on, as `torch.scatter`. Where several meet, the
 * last one in the source stays (PyTorch leaves it open), and only that one gets a gradient.
 *
 * @param index   int32, as many dimensions as x; checked on the CPU, trusted on a GPU
 * @param source  a number, or a tensor no smaller than the index; converted to the dtype of x
 * @returns the shape and dtype of x
 * @throws DTypeError, ShapeError, ParameterError
 * @example scatter(tensor([0, 0, 0]), 0, tensor([2, 0], { dtype: "int32" }), tensor([5, 7])) // [7,0,5]
 */
export function scatter(
  x: Tensor,
  dim: number,
  index: Tensor,
  source: Operand,
  { reduce }: ScatterOptions = {},
): Tensor {
  needTensor("scatter", x);
  needTensor("scatter", index, "index");
  if (reduce !== undefined && reduce !== "add" && reduce !== "multiply")
    throw new ParameterError(
      `scatter: reduce="${String(reduce)}" must be "add" or "multiply". Other ways are in scatterReduce().`,
    );
  const d = checkScatter("scatter", x, dim, index, source instanceof Tensor ? source : null);
  if (x.ndim === 0) {
    const [line, at] = [x.reshape([1]), index.reshape([1])];
    return scatter(line, 0, at, source instanceof Tensor ? source.reshape([1]) : source, { ...(reduce && { reduce }) }).reshape([]); // prettier-ignore
  }
  if (!reduce) return source instanceof Tensor ? putLast(x, d, index, source) : fillPlaces(x, d, index, source);
  const from = source instanceof Tensor ? source : x.newZeros([]).add(source).to(x.dtype).expand(index.shape);
  return reduce === "add" ? scatterAdd(x, d, index, from) : scatterReduce(x, d, index, from, "prod");
}

/**
 * `x` with the slices of `source` written along `dim` at the places of `index`, as `torch.index_copy`; the last of
 * several stays, and only that one gets a gradient (PyTorch's goes to all).
 *
 * @param index   int32 [n]
 * @param source  the shape of x with n along `dim`
 * @throws DTypeError, ShapeError, ParameterError
 */
export function indexCopy(x: Tensor, dim: number, index: Tensor, source: Tensor): Tensor {
  needTensor("indexCopy", x);
  needTensor("indexCopy", index, "index");
  needTensor("indexCopy", source, "source");
  const { d, wide, shape } = spreadIndex("indexCopy", x, dim, index);
  if (source.ndim !== x.ndim || source.shape.some((n, i) => n !== shape[i]))
    throw new ShapeError(
      `indexCopy: source ${formatShape(source.shape)} must be ${formatShape(shape)}: x ${formatShape(x.shape)} with ${index.numel} along dimension ${d}.`,
    );
  return x.ndim === 0 ? source.to(x.dtype).clone() : putLast(x, d, wide, source);
}

/** `x` with `value` in the slices along `dim` that `index` (int32 [n]) names, as `torch.index_fill`. */
export function indexFill(x: Tensor, dim: number, index: Tensor, value: Operand): Tensor {
  needTensor("indexFill", x);
  needTensor("indexFill", index, "index");
  const { d } = spreadIndex("indexFill", x, dim, index);
  if (value instanceof Tensor && value.numel !== 1)
    throw new ShapeError(`indexFill: value ${formatShape(value.shape)} must have one element. Use indexCopy().`);
  const single = value instanceof Tensor ? value.reshape([]).to(x.dtype) : value;
  if (x.ndim === 0) return where(onesLike(x, { dtype: "bool" }), single, x).to(x.dtype);
  // One line of marks along `dim` serves all slices.
  const marks = fillPlaces(x.newZeros([x.shape[d]], { dtype: "bool" }), 0, index.reshape([-1]), 1);
  return where(marks.reshape(x.shape.map((n, i) => (i === d ? n : 1))), single, x).to(x.dtype);
}

const methods = { scatter, indexCopy, indexFill } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Tensors side by side, on top of each other and behind one another, and cut apart the same way.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needList, needTensor, needTensors, normalizeDim, type Tensor } from "../tensor/index.js";
import { cat } from "./join.js";
import { atleast1d, atleast2d, atleast3d } from "./like-shapes.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { narrow, select } from "./views.js";

/** Other names of `cat`. */
export const concat = cat;
export const concatenate = cat;

/** Side by side: vectors one after the other, everything else along the second dimension; as `torch.hstack`. */
export function hstack(tensors: readonly Tensor[]): Tensor {
  needTensors("hstack", tensors);
  const parts = tensors.map(atleast1d);
  return cat(parts, parts[0]?.ndim === 1 ? 0 : 1);
}
/** On top of each other: along the first dimension, vectors as rows; as `torch.vstack`. */
export function vstack(tensors: readonly Tensor[]): Tensor {
  needTensors("vstack", tensors);
  return cat(tensors.map(atleast2d), 0);
}
/** Another name of {@link vstack}. */
export const rowStack = vstack;
/** Behind one another: along the third dimension; as `torch.dstack`. */
export function dstack(tensors: readonly Tensor[]): Tensor {
  needTensors("dstack", tensors);
  return cat(tensors.map(atleast3d), 2);
}
/** As {@link hstack}, but vectors become columns; as `torch.column_stack`. */
export function columnStack(tensors: readonly Tensor[]): Tensor {
  needTensors("columnStack", tensors);
  return cat(tensors.map((x) => (x.ndim < 2 ? x.reshape([x.numel, 1]) : x)), 1); // prettier-ignore
}

/** The slices along `dim`, without that dimension; views. */
export function unbind(x: Tensor, dim = 0): Tensor[] {
  needTensor("unbind", x);
  const d = normalizeDim("unbind", dim, x.ndim);
  if (x.ndim === 0) throw new ShapeError("unbind: a tensor without dimensions has no slices. Use item().");
  return Array.from({ length: x.shape[d] }, (_, i) => select(x, d, i));
}

/**
 * Views along `dim` as `torch.tensor_split`: that many parts, the first ones longer by one where it does not go out
 * even, or parts that begin at the given positions.
 *
 * @param sections  integer ≥ 1, or positions; past the end they give empty parts, negatives count from the end
 * @throws ParameterError, ShapeError
 * @example tensorSplit(arange(5), 2).map((t) => t.shape) // [[3],[2]]
 */
export function tensorSplit(x: Tensor, sections: number | readonly number[], dim = 0): Tensor[] {
  needTensor("tensorSplit", x);
  if (x.ndim === 0) throw new ShapeError("tensorSplit: a tensor without dimensions cannot be split.");
  const d = normalizeDim("tensorSplit", dim, x.ndim);
  const n = x.shape[d];
  const list = typeof sections === "number" ? [sections] : sections;
  needList("tensorSplit", list, "sections");
  if (list.some((v) => !Number.isInteger(v)) || (typeof sections === "number" && sections < 1))
    throw new ParameterError(
      `tensorSplit: sections=${typeof sections === "number" ? sections : formatShape(sections)} must be an integer ≥ 1, or a list of positions.`,
    );
  const clip = (v: number): number => Math.min(Math.max(v < 0 ? v + n : v, 0), n);
  const even = (count: number): number[] =>
    Array.from({ length: count - 1 }, (_, i) => (i + 1) * Math.floor(n / count) + Math.min(i + 1, n % count));
  const starts = [0, ...(typeof sections === "number" ? even(sections) : sections.map(clip))];
  return starts.map((start, i) => narrow(x, d, start, Math.max(0, (starts[i + 1] ?? n) - start)));
}

function splitAlong(op: string, x: Tensor, sections: number | readonly number[], dim: number, least: number): Tensor[] {
  needTensor(op, x);
  if (x.ndim < least)
    throw new ShapeError(`${op}: shape=${formatShape(x.shape)} must have at least ${least} dimension(s).`);
  if (typeof sections === "number" && x.shape[dim] % sections !== 0)
    throw new ParameterError(
      `${op}: sections=${sections} must divide ${x.shape[dim]}, the extent of dimension ${dim} of ${formatShape(x.shape)}. Use tensorSplit().`,
    );
  return tensorSplit(x, sections, dim);
}

/** The opposite of {@link hstack}: equal parts (or parts from positions) along the second dimension, of a vector along the first. */
export function hsplit(x: Tensor, sections: number | readonly number[]): Tensor[] {
  needTensor("hsplit", x);
  return splitAlong("hsplit", x, sections, x.ndim === 1 ? 0 : 1, 1);
}
/** The opposite of {@link vstack}: along the first dimension. */
export const vsplit = (x: Tensor, sections: number | readonly number[]): Tensor[] =>
  splitAlong("vsplit", x, sections, 0, 2);
/** The opposite of {@link dstack}: along the third dimension. */
export const dsplit = (x: Tensor, sections: number | readonly number[]): Tensor[] =>
  splitAlong("dsplit", x, sections, 2, 3);

const methods = { unbind, tensorSplit, hsplit, vsplit, dsplit } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

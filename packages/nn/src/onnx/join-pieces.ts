// Parts that were written into one memory, as `cat` and `pad` do, back as one value.
import { formatShape, Tensor, UnsupportedOpError, type View } from "@sonograd/core";
import { isFixed, lineThrough, sameLin, type Lin } from "./linear-number.js";
import type { Value, ViewPair } from "./view-pair.js";

/** A part of some memory that was written on its own. */
export interface Piece {
  readonly views: ViewPair;
  readonly value: Value;
}

/** How pieces lie in the whole: side by side along an axis, or one within a border. */
export type Joined = { readonly shape: readonly Lin[]; readonly axis: number; readonly values: readonly Value[] } & (
  | { readonly kind: "concat" }
  | {
      readonly kind: "pad";
      readonly before: number;
      readonly after: number;
      /** The two sides of the border in memory. */
      readonly border: readonly Tensor[];
    }
);

/** @throws UnsupportedOpError  any other arrangement */
export function joinPieces(pieces: readonly Piece[], wanted: View): Joined {
  const wholeShape = (view: View): number[] =>
    view.strides.map((stride, i) => (i === 0 ? view.storage.length : view.strides[i - 1]) / stride);
  const shape = wholeShape(pieces[0].views[0]).map((n, i) => lineThrough(n, wholeShape(pieces[0].views[1])[i]));
  const startOf = (view: View): number[] => {
    let rest = view.offset;
    return view.strides.map((stride) => {
      const start = Math.floor(rest / stride);
      rest -= start * stride;
      return start;
    });
  };
  const placed = pieces.map(({ views: [a, b], value }) => {
    const [first, second] = [startOf(a), startOf(b)];
    return { value, starts: first.map((n, i) => lineThrough(n, second[i])) };
  });
  const axes = shape.flatMap((n, i) => (placed.every(({ value }) => sameLin(value.shape[i], n)) ? [] : [i]));
  const refuse = (): UnsupportedOpError =>
    new UnsupportedOpError(`exportOnnx: a tensor ${formatShape(wanted.shape)} is put together from parts in a way that has no ONNX form. Use cat, stack or pad.`); // prettier-ignore
  if (axes.length !== 1 || placed.some(({ value }) => value.shape.length !== shape.length)) throw refuse();
  const [axis] = axes;
  placed.sort((a, b) => a.starts[axis].fixed - b.starts[axis].fixed);
  let end = 0;
  let isTiled = true;
  for (const { value, starts } of placed) {
    if (!isFixed(starts[axis]) || !isFixed(value.shape[axis])) throw refuse();
    isTiled &&= starts[axis].fixed === end;
    end = starts[axis].fixed + value.shape[axis].fixed;
  }
  if (!isFixed(shape[axis])) throw refuse();
  const values = placed.map(({ value }) => value);
  const extent = shape[axis].fixed;
  if (isTiled && end === extent) return { kind: "concat", shape, axis, values };
  if (placed.length !== 1) throw refuse();
  const before = placed[0].starts[axis].fixed;
  const [{ storage, strides }] = pieces[0].views;
  const side = (start: number, size: number): Tensor => {
    const extents = wholeShape(pieces[0].views[0]).map((n, i) => (i === axis ? size : n));
    return new Tensor(storage, extents, { strides, offset: start * strides[axis] });
  };
  const border = [side(0, before), side(end, extent - end)].filter((part) => part.numel > 0);
  return { kind: "pad", shape, axis, values, before, after: extent - end, border };
}

// gather and scatterAdd along an axis. Positions are checked here: only the kernel sees them.
import type { PrimitiveCall } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import { contiguousStrides, slotsOf, type View } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow } from "../strided.js";

/** Strides along `index`'s axes of something that is addressed by position along `dim`. */
const exceptAlong = (dim: number, strides: readonly number[]): number[] =>
  strides.map((s, axis) => (axis === dim ? 0 : s));

function checkPosition(op: string, position: number, extent: number, dim: number): void {
  if (!(position >= 0 && position < extent))
    throw new ParameterError(
      `${op}: index=${position} must be 0…${extent - 1}. Dimension ${dim} has ${extent} elements. Check the index tensor.`,
    );
}

export function gather({ inputs: [x, index], outputs: [out], attrs: { dim } }: PrimitiveCall<"gather">): void {
  const [data, positions, result] = [dataOf(x), dataOf(index), dataOf(out)];
  const slots = slotsOf(x.dtype);
  const { extent, stride } = axisOf(x, dim);
  const walk = collapse(index.shape, [exceptAlong(dim, x.strides), index.strides, out.strides]);
  const last = walk.shape.length - 1;
  const [step, indexStep, outStep] = walk.strides.map((strides) => strides[last]);
  forEachRow(walk, [x.offset, index.offset, out.offset], ([from, at, to]) => {
    for (let i = 0; i < walk.shape[last]; i++) {
      const position = positions[at + i * indexStep];
      checkPosition("gather", position, extent, dim);
      const source = (from + i * step + position * stride) * slots;
      const target = (to + i * outStep) * slots;
      result[target] = data[source];
      if (slots === 2) result[target + 1] = data[source + 1];
    }
  });
}

/** Sums run in float64, in the order of the source. */
export function scatterAdd({
  inputs: [base, index, source],
  outputs: [out],
  attrs: { dim },
}: PrimitiveCall<"scatterAdd">): void {
  const [positions, data, result] = [dataOf(index), dataOf(source), writable(out)];
  const sums = Float64Array.from(dense(base));
  const slots = slotsOf(base.dtype);
  const sumStrides = contiguousStrides(base.shape);
  const { extent } = axisOf(base, dim);
  const stride = sumStrides[dim] ?? 0;
  const walk = collapse(index.shape, [exceptAlong(dim, sumStrides), index.strides, source.strides]);
  const last = walk.shape.length - 1;
  const [step, indexStep, sourceStep] = walk.strides.map((strides) => strides[last]);
  forEachRow(walk, [0, index.offset, source.offset], ([to, at, from]) => {
    for (let i = 0; i < walk.shape[last]; i++) {
      const position = positions[at + i * indexStep];
      checkPosition("scatterAdd", position, extent, dim);
      const target = (to + i * step + position * stride) * slots;
      const read = (from + i * sourceStep) * slots;
      sums[target] += data[read];
      if (slots === 2) sums[target + 1] += data[read + 1];
    }
  });
  result.set(sums);
  putBack(out, result);
}

/** A tensor without dimensions counts as one of one element. */
const axisOf = (view: View, dim: number): { extent: number; stride: number } =>
  view.shape.length === 0 ? { extent: 1, stride: 0 } : { extent: view.shape[dim], stride: view.strides[dim] };

// gather and scatterAdd along an axis. Positions are checked here: only the kernel sees them.
import type { PrimitiveCall } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import { contiguousStrides, slotsOf, type TypedArray, type View } from "../../tensor/index.js";
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

function checkPositions(
  op: string,
  positions: TypedArray,
  at: number,
  step: number,
  count: number,
  extent: number,
  dim: number,
): void {
  for (let i = 0; i < count; i++) {
    const position = positions[at + i * step];
    if (!(position >= 0 && position < extent)) checkPosition(op, position, extent, dim);
  }
}

export function gather({ inputs: [x, index], outputs: [out], attrs: { dim } }: PrimitiveCall<"gather">): void {
  const [data, positions, result] = [dataOf(x), dataOf(index), dataOf(out)];
  const slots = slotsOf(x.dtype);
  const { extent, stride } = axisOf(x, dim);
  const walk = collapse(index.shape, [exceptAlong(dim, x.strides), index.strides, out.strides]);
  const last = walk.shape.length - 1;
  const [step, indexStep, outStep] = walk.strides.map((strides) => strides[last]);
  const count = walk.shape[last];
  forEachRow(walk, [x.offset, index.offset, out.offset], ([from, at, to]) => {
    checkPositions("gather", positions, at, indexStep, count, extent, dim);
    if (slots === 2) gatherPairs(data, from, step, stride, positions, at, indexStep, result, to, outStep, count);
    else gatherRun(data, from, step, stride, positions, at, indexStep, result, to, outStep, count);
  });
}

/** result[to + i·outStep] = data[from + i·step + position·stride] for the i-th position. */
type GatherRun = (
  data: TypedArray,
  from: number,
  step: number,
  stride: number,
  positions: TypedArray,
  at: number,
  indexStep: number,
  result: TypedArray,
  to: number,
  outStep: number,
  count: number,
) => void;

const gatherRun: GatherRun = (data, from, step, stride, positions, at, indexStep, result, to, outStep, count) => {
  for (let i = 0; i < count; i++)
    result[to + i * outStep] = data[from + i * step + positions[at + i * indexStep] * stride];
};

const gatherPairs: GatherRun = (data, from, step, stride, positions, at, indexStep, result, to, outStep, count) => {
  for (let i = 0; i < count; i++) {
    const source = 2 * (from + i * step + positions[at + i * indexStep] * stride);
    const target = 2 * (to + i * outStep);
    result[target] = data[source];
    result[target + 1] = data[source + 1];
  }
};

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

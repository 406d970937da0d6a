// reduce: sums and products run in float64, those of integers wrap when they are stored.
import type { PrimitiveCall } from "../../backend/index.js";
import { isComplex, isIntegral, sizeOf, type TypedArray, type View } from "../../tensor/index.js";
import { putBack, writable } from "../dense.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow, type Walk } from "../strided.js";
import { addFourRows, ROW_FOLDS, RUN_FOLDS, START, type FoldKind, type ReduceKind } from "./folds.js";

export function reduce({ inputs: [x], outputs: [out], attrs: { kind, dims } }: PrimitiveCall<"reduce">): void {
  const isReduced = (axis: number): boolean => dims.includes(axis);
  const kept = axesOf(x, (axis) => !isReduced(axis));
  const reduced = axesOf(x, isReduced);
  const result = writable(out);
  if (isComplex(x.dtype)) reduceComplex(x, kept, reduced, result, kind);
  else if (innerStride(kept) < innerStride(reduced)) reduceColumns(x, kept, reduced, result, kind);
  else reduceRows(x, kept, reduced, result, kind);
  putBack(out, result);
}

function axesOf(x: View, keeps: (axis: number) => boolean): Walk {
  const axes = x.shape.map((_, axis) => axis).filter(keeps);
  return collapse(axes.map((axis) => x.shape[axis]), [axes.map((axis) => x.strides[axis])]); // prettier-ignore
}

function innerStride({ shape, strides: [strides] }: Walk): number {
  const last = shape.length - 1;
  return shape[last] === 1 ? Infinity : Math.abs(strides[last]);
}

/** Products of integers wrap at 32 bits. */
const foldOf = (kind: ReduceKind, x: View): FoldKind => (kind === "prod" && isIntegral(x.dtype) ? "intProd" : kind);

/** One result after the other: for reductions along the axis that lies closest together. */
function reduceRows(x: View, kept: Walk, reduced: Walk, result: TypedArray, kind: ReduceKind): void {
  const data = dataOf(x);
  const fold = RUN_FOLDS[foldOf(kind, x)];
  const lastReduced = reduced.shape.length - 1;
  const count = reduced.shape[lastReduced];
  const step = reduced.strides[0][lastReduced];
  const start = START[kind];
  const runStarts = offsetsOf({
    shape: [...reduced.shape.slice(0, -1), 1],
    strides: [[...reduced.strides[0].slice(0, -1), 0]],
  });
  const isEmpty = reduced.shape.includes(0);
  offsetsOf(kept).forEach((offset, i) => {
    let acc = start;
    if (!isEmpty)
      for (let r = 0; r < runStarts.length; r++) acc = fold(data, x.offset + offset + runStarts[r], step, count, acc);
    result[i] = acc;
  });
}

/** A row of results at a time: for reductions over an outer axis. */
function reduceColumns(x: View, kept: Walk, reduced: Walk, result: TypedArray, kind: ReduceKind): void {
  const data = dataOf(x);
  const last = kept.shape.length - 1;
  const width = kept.shape[last];
  const step = kept.strides[0][last];
  const steps = offsetsOf(reduced);
  const acc = new Float64Array(width);
  const fold = ROW_FOLDS[foldOf(kind, x)];
  let done = 0;
  forEachRow(kept, [x.offset], ([at]) => {
    acc.fill(START[kind]);
    let r = 0;
    if (kind === "sum" && data instanceof Float32Array)
      for (; r + 3 < steps.length; r += 4) addFourRows(data, at, steps, r, step, acc);
    for (; r < steps.length; r++) fold(data, at + steps[r], step, acc);
    result.set(acc, done);
    done += width;
  });
}

/** Offsets of all elements of a walk of one operand, in row order. */
function offsetsOf(walk: Walk): Int32Array {
  const last = walk.shape.length - 1;
  const offsets = new Int32Array(sizeOf(walk.shape));
  let done = 0;
  forEachRow(walk, [0], ([at]) => {
    for (let i = 0; i < walk.shape[last]; i++) offsets[done++] = at + i * walk.strides[0][last];
  });
  return offsets;
}

function reduceComplex(x: View, kept: Walk, reduced: Walk, result: TypedArray, kind: ReduceKind): void {
  const data = dataOf(x);
  const steps = offsetsOf(reduced);
  offsetsOf(kept).forEach((offset, i) => {
    let re = START[kind];
    let im = 0;
    for (let r = 0; r < steps.length; r++) {
      const at = 2 * (x.offset + offset + steps[r]);
      const a = data[at];
      const b = data[at + 1];
      if (kind === "sum") {
        re += a;
        im += b;
      } else if (kind === "prod") {
        const product = re * a - im * b;
        im = re * b + im * a;
        re = product;
      } else if (kind === "any") re = re !== 0 || a !== 0 || b !== 0 ? 1 : 0;
      else re = re !== 0 && (a !== 0 || b !== 0) ? 1 : 0;
    }
    if (kind === "any" || kind === "all") result[i] = re;
    else {
      result[2 * i] = re;
      result[2 * i + 1] = im;
    }
  });
}

// reduce and argReduce. Sums and products run in float64, those of integers wrap when they are stored.
import type { PrimitiveAttrs, PrimitiveCall } from "../../backend/index.js";
import { isComplex, isIntegral, sizeOf, slotsOf, type TypedArray, type View } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow, type Walk } from "../strided.js";

type ReduceKind = PrimitiveAttrs["reduce"]["kind"];

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

const START: Record<ReduceKind, number> = { sum: 0, prod: 1, max: -Infinity, min: Infinity, any: 0, all: 1 };

/** Folds `count` elements into `acc`. */
type Fold = (data: TypedArray, at: number, step: number, count: number, acc: number) => number;

const FOLD: Record<ReduceKind | "intProd", Fold> = {
  sum: (data, at, step, count, acc) => {
    if (data instanceof Float32Array && step === 1) return acc + sumFloat32(data, at, count);
    for (let i = 0; i < count; i++) acc += data[at + i * step];
    return acc;
  },
  prod: (data, at, step, count, acc) => {
    for (let i = 0; i < count; i++) acc *= data[at + i * step];
    return acc;
  },
  intProd: (data, at, step, count, acc) => {
    for (let i = 0; i < count; i++) acc = Math.imul(acc, data[at + i * step]);
    return acc;
  },
  max: (data, at, step, count, acc) => {
    for (let i = 0; i < count; i++) {
      const value = data[at + i * step];
      if (value > acc || value !== value) acc = value;
      if (acc !== acc) return acc;
    }
    return acc;
  },
  min: (data, at, step, count, acc) => {
    for (let i = 0; i < count; i++) {
      const value = data[at + i * step];
      if (value < acc || value !== value) acc = value;
      if (acc !== acc) return acc;
    }
    return acc;
  },
  any: (data, at, step, count, acc) => {
    for (let i = 0; i < count && acc === 0; i++) if (data[at + i * step] !== 0) acc = 1;
    return acc;
  },
  all: (data, at, step, count, acc) => {
    for (let i = 0; i < count && acc === 1; i++) if (data[at + i * step] === 0) acc = 0;
    return acc;
  },
};

function sumFloat32(data: Float32Array, at: number, count: number): number {
  // Four sums hide the latency of the additions.
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
  const end = at + count - (count & 3);
  for (let i = at; i < end; i += 4) {
    s0 += data[i];
    s1 += data[i + 1];
    s2 += data[i + 2];
    s3 += data[i + 3];
  }
  for (let i = end; i < at + count; i++) s0 += data[i];
  return s0 + s1 + (s2 + s3);
}

const foldOf = (kind: ReduceKind, x: View): Fold => FOLD[kind === "prod" && isIntegral(x.dtype) ? "intProd" : kind];

/** One result after the other: for reductions along the axis that lies closest together. */
function reduceRows(x: View, kept: Walk, reduced: Walk, result: TypedArray, kind: ReduceKind): void {
  const data = dataOf(x);
  const fold = foldOf(kind, x);
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
  const fold = foldOf(kind, x);
  let done = 0;
  forEachRow(kept, [x.offset], ([at]) => {
    acc.fill(START[kind]);
    for (let r = 0; r < steps.length; r++) {
      if (kind === "sum") addRow(data, at + steps[r], step, acc);
      else for (let j = 0; j < width; j++) acc[j] = fold(data, at + steps[r] + j * step, 0, 1, acc[j]);
    }
    result.set(acc, done);
    done += width;
  });
}

function addRow(data: TypedArray, at: number, step: number, acc: Float64Array): void {
  for (let j = 0; j < acc.length; j++) acc[j] += data[at + j * step];
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

/** First position of the largest or smallest element along an axis; the first NaN wins over every number. */
export function argReduce({ inputs: [x], outputs: [out], attrs: { kind, dim } }: PrimitiveCall<"argReduce">): void {
  const data = dense(x);
  const result = writable(out);
  const count = x.shape.length === 0 ? 1 : x.shape[dim];
  const inner = sizeOf(x.shape.slice(dim + 1));
  const outer = sizeOf(x.shape.slice(0, dim));
  const slots = slotsOf(x.dtype);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++) {
      let at = (o * count * inner + i) * slots;
      let best = data[at];
      let position = 0;
      for (let k = 1; k < count && best === best; k++) {
        at += inner * slots;
        const value = data[at];
        if (value !== value || (kind === "max" ? value > best : value < best)) {
          best = value;
          position = k;
        }
      }
      result[o * inner + i] = position;
    }
  putBack(out, result);
}

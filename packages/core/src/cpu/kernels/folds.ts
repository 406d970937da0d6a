// How reductions fold numbers together, along a run of them or a row of results at a time. Extremes keep a NaN that they
// have met.
import type { PrimitiveAttrs } from "../../backend/index.js";
import type { TypedArray } from "../../tensor/index.js";

export type ReduceKind = PrimitiveAttrs["reduce"]["kind"];
/** `intProd` wraps at 32 bits. */
export type FoldKind = ReduceKind | "intProd";

export const START: Record<FoldKind, number> = {
  sum: 0, prod: 1, intProd: 1, max: -Infinity, min: Infinity, any: 0, all: 1,
}; // prettier-ignore

/** Folds `count` elements into `acc`. */
export type RunFold = (data: TypedArray, at: number, step: number, count: number, acc: number) => number;

export const RUN_FOLDS: Record<FoldKind, RunFold> = {
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
    if (data instanceof Float32Array && step === 1) return maxFloat32(data, at, count, acc);
    for (let i = 0; i < count && acc === acc; i++) if (!(data[at + i * step] <= acc)) acc = data[at + i * step];
    return acc;
  },
  min: (data, at, step, count, acc) => {
    if (data instanceof Float32Array && step === 1) return minFloat32(data, at, count, acc);
    for (let i = 0; i < count && acc === acc; i++) if (!(data[at + i * step] >= acc)) acc = data[at + i * step];
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

/** A larger number is met seldom, so the branch is foreseen; four comparisons in one are passed by when it is not. */
function maxFloat32(data: Float32Array, at: number, count: number, acc: number): number {
  const stop = at + count;
  for (let i = at; i < stop && acc === acc;) {
    while (i + 3 < stop && data[i] <= acc && data[i + 1] <= acc && data[i + 2] <= acc && data[i + 3] <= acc) i += 4;
    for (const end = Math.min(i + 4, stop); i < end && acc === acc; i++) if (!(data[i] <= acc)) acc = data[i];
  }
  return acc;
}

function minFloat32(data: Float32Array, at: number, count: number, acc: number): number {
  const stop = at + count;
  for (let i = at; i < stop && acc === acc;) {
    while (i + 3 < stop && data[i] >= acc && data[i + 1] >= acc && data[i + 2] >= acc && data[i + 3] >= acc) i += 4;
    for (const end = Math.min(i + 4, stop); i < end && acc === acc; i++) if (!(data[i] >= acc)) acc = data[i];
  }
  return acc;
}

/** Folds a row of `acc.length` elements into `acc`, each into its own result. */
export type RowFold = (data: TypedArray, at: number, step: number, acc: Float64Array) => void;

export const ROW_FOLDS: Record<FoldKind, RowFold> = {
  sum: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) acc[j] += data[at + j * step];
  },
  prod: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) acc[j] *= data[at + j * step];
  },
  intProd: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) acc[j] = Math.imul(acc[j], data[at + j * step]);
  },
  max: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) if (!(data[at + j * step] <= acc[j]) && acc[j] === acc[j]) acc[j] = data[at + j * step]; // prettier-ignore
  },
  min: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) if (!(data[at + j * step] >= acc[j]) && acc[j] === acc[j]) acc[j] = data[at + j * step]; // prettier-ignore
  },
  any: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) if (data[at + j * step] !== 0) acc[j] = 1;
  },
  all: (data, at, step, acc) => {
    for (let j = 0; j < acc.length; j++) if (data[at + j * step] === 0) acc[j] = 0;
  },
};

/** Adds the rows that begin at `starts[r]`…`starts[r + 3]` to `acc`, in that order. */
export function addFourRows(
  data: Float32Array,
  at: number,
  starts: Int32Array,
  r: number,
  step: number,
  acc: Float64Array,
): void {
  const a = at + starts[r];
  const b = at + starts[r + 1];
  const c = at + starts[r + 2];
  const d = at + starts[r + 3];
  for (let j = 0, i = 0; j < acc.length; j++, i += step)
    acc[j] = acc[j] + data[a + i] + data[b + i] + data[c + i] + data[d + i];
}

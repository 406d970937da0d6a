// copy: between any two layouts and dtypes.
import type { PrimitiveCall } from "../../backend/index.js";
import { isComplex, sizeOf, slotsOf, type TypedArray, type View, type Walk } from "../../tensor/index.js";
import { BLOCK, BlockReader, BlockWriter, castBlock, makeBlock } from "../blocks.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow } from "../strided.js";

export function copy({ inputs: [from], outputs: [to] }: PrimitiveCall<"copy">): void {
  copyElements(from, to);
}

/** Writes the elements of `from` to `to`, converted to its dtype. */
export function copyElements(from: View, to: View): void {
  const walk = collapse(to.shape, [from.strides, to.strides]);
  if (from.dtype === to.dtype) copySame(from, to, walk);
  else if (isComplex(from.dtype) || isComplex(to.dtype)) copyInBlocks(from, to);
  else copyConverted(from, to, walk);
}

/** Runs up to this length are copied by a loop, longer ones at once. */
const SHORT = 32;

function copySame(from: View, to: View, walk: Walk): void {
  const [source, target] = [dataOf(from), dataOf(to)];
  if (slotsOf(from.dtype) === 2) return copySamePairs(from, to, walk);
  const last = walk.shape.length - 1;
  const count = walk.shape[last];
  const [fromStep, toStep] = walk.strides.map((strides) => strides[last]);
  const other = walk.strides[0].indexOf(1);
  if (fromStep > 1 && other >= 0 && count >= 4) return copyTransposed(from, to, walk, other);
  const isRun = fromStep === 1 && toStep === 1 && count > SHORT;
  const isFill = fromStep === 0 && toStep === 1 && count > SHORT;
  forEachRow(walk, [from.offset, to.offset], ([a, b]) => {
    if (isRun) target.set(source.subarray(a, a + count), b);
    else if (isFill) target.fill(source[a], b, b + count);
    else copyRun(source, a, fromStep, target, b, toStep, count);
  });
}

type Run = (
  from: TypedArray,
  a: number,
  aStep: number,
  to: TypedArray,
  b: number,
  bStep: number,
  count: number,
) => void;

const copyRun: Run = (from, a, aStep, to, b, bStep, count) => {
  for (let i = 0; i < count; i++) to[b + i * bStep] = from[a + i * aStep];
};

/** Axis `near` is the one along which the source lies closest together, but the target's is the last. */
function copyTransposed(from: View, to: View, walk: Walk, near: number): void {
  const [source, target] = [dataOf(from), dataOf(to)];
  const last = walk.shape.length - 1;
  const [rows, count] = [walk.shape[near], walk.shape[last]];
  const fromStep = walk.strides[0][last];
  const [rowStep, toStep] = [walk.strides[1][near], walk.strides[1][last]];
  const rest = [...walk.shape.keys()].filter((axis) => axis !== near && axis !== last);
  const outer = {
    shape: [...rest.map((axis) => walk.shape[axis]), 1],
    strides: walk.strides.map((strides) => [...rest.map((axis) => strides[axis]), 0]),
  };
  const whole = count - (count & 3);
  forEachRow(outer, [from.offset, to.offset], ([a, b]) => {
    for (let i = 0; i < whole; i += 4)
      copyFourLines(source, a + i * fromStep, fromStep, target, b + i * toStep, toStep, rows, rowStep);
    for (let i = whole; i < count; i++) copyRun(source, a + i * fromStep, 1, target, b + i * toStep, rowStep, rows);
  });
}

/** Four lines side by side: what is written lies together as well as what is read. */
function copyFourLines(
  from: TypedArray,
  a: number,
  aStep: number,
  to: TypedArray,
  b: number,
  bStep: number,
  rows: number,
  rowStep: number,
): void {
  for (let r = 0, at = b; r < rows; r++, at += rowStep) {
    to[at] = from[a + r];
    to[at + bStep] = from[a + r + aStep];
    to[at + 2 * bStep] = from[a + r + 2 * aStep];
    to[at + 3 * bStep] = from[a + r + 3 * aStep];
  }
}

function copySamePairs(from: View, to: View, walk: Walk): void {
  const [source, target] = [dataOf(from), dataOf(to)];
  const last = walk.shape.length - 1;
  const count = walk.shape[last];
  const scaled = { shape: walk.shape, strides: walk.strides.map((strides) => strides.map((s) => 2 * s)) };
  const [fromStep, toStep] = scaled.strides.map((strides) => strides[last]);
  const isRun = fromStep === 2 && toStep === 2 && count > SHORT;
  forEachRow(scaled, [2 * from.offset, 2 * to.offset], ([a, b]) => {
    if (isRun) target.set(source.subarray(a, a + 2 * count), b);
    else copyPairs(source, a, fromStep, target, b, toStep, count);
  });
}

const copyPairs: Run = (from, a, aStep, to, b, bStep, count) => {
  for (let i = 0; i < count; i++) {
    to[b + i * bStep] = from[a + i * aStep];
    to[b + i * bStep + 1] = from[a + i * aStep + 1];
  }
};

/** Real numbers: the target's array rounds, truncates and wraps as a cast does. */
function copyConverted(from: View, to: View, walk: Walk): void {
  const [source, target] = [dataOf(from), dataOf(to)];
  const last = walk.shape.length - 1;
  const count = walk.shape[last];
  const [fromStep, toStep] = walk.strides.map((strides) => strides[last]);
  const isRun = fromStep === 1 && toStep === 1 && count > SHORT;
  forEachRow(walk, [from.offset, to.offset], ([a, b]) => {
    if (to.dtype === "bool") testRun(source, a, fromStep, target, b, toStep, count);
    else if (isRun) target.set(source.subarray(a, a + count), b);
    else convertRun(source, a, fromStep, target, b, toStep, count);
  });
}

// As `copyRun`, but for two kinds of arrays: loops that see many kinds are slow.
const convertRun: Run = (from, a, aStep, to, b, bStep, count) => {
  for (let i = 0; i < count; i++) to[b + i * bStep] = from[a + i * aStep];
};

const testRun: Run = (from, a, aStep, to, b, bStep, count) => {
  for (let i = 0; i < count; i++) to[b + i * bStep] = +(from[a + i * aStep] !== 0);
};

function copyInBlocks(from: View, to: View): void {
  const reader = new BlockReader(from);
  const writer = new BlockWriter(to);
  const block = makeBlock();
  for (let left = sizeOf(to.shape); left > 0; left -= BLOCK) {
    const count = Math.min(left, BLOCK);
    reader.read(count, block);
    castBlock(block, count, from.dtype, to.dtype);
    writer.write(count, block);
  }
}

// copy: between any two layouts and dtypes.
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf, slotsOf, type TypedArray, type View } from "../../tensor/index.js";
import { BLOCK, BlockReader, BlockWriter, castBlock, makeBlock } from "../blocks.js";
import { dataOf } from "../storage.js";
import { collapse, forEachRow } from "../strided.js";

export function copy({ inputs: [from], outputs: [to] }: PrimitiveCall<"copy">): void {
  copyElements(from, to);
}

/** Writes the elements of `from` to `to`, converted to its dtype. */
export function copyElements(from: View, to: View): void {
  if (from.dtype === to.dtype) copySame(from, to);
  else copyConverted(from, to);
}

function copySame(from: View, to: View): void {
  const source = dataOf(from);
  const target = dataOf(to);
  const slots = slotsOf(from.dtype);
  const walk = collapse(to.shape, [from.strides, to.strides]);
  const last = walk.shape.length - 1;
  const count = walk.shape[last];
  const [fromStep, toStep] = walk.strides.map((strides) => strides[last] * slots);
  const scaled = { shape: walk.shape, strides: walk.strides.map((strides) => strides.map((s) => s * slots)) };
  const starts = [from.offset * slots, to.offset * slots];
  const isRun = fromStep === slots && toStep === slots;
  forEachRow(scaled, starts, ([a, b]) => {
    if (isRun && count > 32) target.set(source.subarray(a, a + count * slots), b);
    else if (slots === 2) copyPairs(source, a, fromStep, target, b, toStep, count);
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

const copyPairs: Run = (from, a, aStep, to, b, bStep, count) => {
  for (let i = 0; i < count; i++) {
    to[b + i * bStep] = from[a + i * aStep];
    to[b + i * bStep + 1] = from[a + i * aStep + 1];
  }
};

function copyConverted(from: View, to: View): void {
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

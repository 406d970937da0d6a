// Streams between strided views and float32 scratch blocks: `blocks.ts` for expressions of float32 and bool.
import { isContiguous, sizeOf, type TypedArray, type View } from "../tensor/index.js";
import { Cursor } from "./blocks.js";
import { dataOf } from "./storage.js";
import { collapse } from "./strided.js";

/** Elements per block. */
export const FLOAT32_BLOCK = 4096;

/** Runs up to this length are copied by a loop, longer ones at once. */
const SHORT = 64;

/** Reads a view in row order into blocks. */
export class Float32Reader extends Cursor {
  read(count: number, into: Float32Array): void {
    const { data, step } = this;
    for (let done = 0; done < count;) {
      const run = Math.min(this.left, count - done);
      if (step === 1 && run > SHORT) into.set(data.subarray(this.at, this.at + run), done);
      else if (step === 0 && run > SHORT) into.fill(data[this.at], done, done + run);
      else if (data instanceof Float32Array) load(data, this.at, step, into, done, run);
      else loadAny(data, this.at, step, into, done, run);
      this.advance(run);
      done += run;
    }
  }
}

/** Writes blocks to a view of float32 or bool in row order. */
export class Float32Writer extends Cursor {
  write(count: number, from: Float32Array): void {
    const { data, step } = this;
    for (let done = 0; done < count;) {
      const run = Math.min(this.left, count - done);
      if (step === 1 && run > SHORT) data.set(from.subarray(done, done + run), this.at);
      else if (data instanceof Float32Array) store(from, done, data, this.at, step, run);
      else storeBytes(from, done, data as Uint8Array, this.at, step, run);
      this.advance(run);
      done += run;
    }
  }
}

// Each loop sees one kind of array.
function load(from: Float32Array, at: number, step: number, to: Float32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) to[start + i] = from[at + i * step];
}

function loadAny(from: TypedArray, at: number, step: number, to: Float32Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) to[start + i] = from[at + i * step];
}

function store(from: Float32Array, start: number, to: Float32Array, at: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) to[at + i * step] = from[start + i];
}

function storeBytes(from: Float32Array, start: number, to: Uint8Array, at: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) to[at + i * step] = from[start + i];
}

/** A view whose elements lie in a float32 array row by row: what is used in place. */
export const isPlainFloat32 = (view: View): boolean =>
  view.dtype === "float32" && isContiguous(view.shape, view.strides);

/** `count` elements of such a view from the `position`-th on. */
export function windowOf(view: View, position: number, count: number): Float32Array {
  const data = dataOf(view) as Float32Array;
  const start = view.offset + position;
  return start === 0 && data.length === count ? data : data.subarray(start, start + count);
}

/** After how many elements the view repeats: 1 for a constant, the whole size where it never does. */
export function periodOf({ shape, strides }: View): number {
  const walk = collapse(shape, [strides]);
  const repeats = walk.strides[0][0] === 0;
  const size = sizeOf(walk.shape);
  return repeats ? size / walk.shape[0] : size;
}

/** Fills `block` with repetitions of its first `period` elements. */
export function repeat(block: Float32Array, period: number, count: number): void {
  for (let done = period; done < count; done *= 2) block.copyWithin(done, 0, Math.min(done, count - done));
}

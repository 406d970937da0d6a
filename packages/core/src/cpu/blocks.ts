// Streams between strided views and float64 scratch blocks: what lets one loop per operation serve every dtype and
// every layout.
import { isComplex, slotsOf, type DType, type TypedArray, type View } from "../tensor/index.js";
import { dataOf } from "./storage.js";
import { collapse } from "./strided.js";

/** A block of numbers on its way through a kernel; `im` is meaningful for complex dtypes only. */
export interface Block {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Elements per block: a few blocks together stay in the first-level cache. */
export const BLOCK = 1024;

/** Runs up to this length are copied by a loop, longer ones at once. */
const SHORT = 64;

export const makeBlock = (): Block => ({ re: new Float64Array(BLOCK), im: new Float64Array(BLOCK) });

/** Walks one view element by element, a run along the last axis at a time. */
export class Cursor {
  protected readonly data: TypedArray;
  protected readonly slots: number;
  /** Slots from one element of a run to the next. */
  protected readonly step: number;
  protected at: number;
  private readonly shape: readonly number[];
  private readonly strides: readonly number[];
  private readonly index: Int32Array;

  constructor(view: View) {
    const walk = collapse(view.shape, [view.strides]);
    this.data = dataOf(view);
    this.slots = slotsOf(view.dtype);
    this.shape = walk.shape;
    this.strides = walk.strides[0].map((stride) => stride * this.slots);
    this.index = new Int32Array(this.shape.length);
    this.step = this.strides[this.strides.length - 1];
    this.at = view.offset * this.slots;
  }

  /** Elements left in the current run. */
  protected get left(): number {
    const last = this.shape.length - 1;
    return this.shape[last] - this.index[last];
  }

  protected advance(count: number): void {
    let axis = this.shape.length - 1;
    this.at += count * this.strides[axis];
    this.index[axis] += count;
    while (axis > 0 && this.index[axis] === this.shape[axis]) {
      this.at -= this.shape[axis] * this.strides[axis];
      this.index[axis--] = 0;
      this.at += this.strides[axis];
      this.index[axis]++;
    }
  }
}

/** Reads a view in row order into blocks. */
export class BlockReader extends Cursor {
  /** Every element is the same one. */
  readonly isConstant: boolean;

  constructor(view: View) {
    super(view);
    this.isConstant = view.shape.every((extent, axis) => extent === 1 || view.strides[axis] === 0);
  }

  read(count: number, into: Block): void {
    const { data, step, slots } = this;
    for (let done = 0; done < count;) {
      const run = Math.min(this.left, count - done);
      if (step === 1 && slots === 1 && run > SHORT) into.re.set(data.subarray(this.at, this.at + run), done);
      else if (data instanceof Float32Array) loadFloat32(data, this.at, step, into.re, done, run);
      else load(data, this.at, step, into.re, done, run);
      if (slots === 2) load(data, this.at + 1, step, into.im, done, run);
      this.advance(run);
      done += run;
    }
  }

  /** Fills a whole block with the constant's value. */
  readConstant(into: Block): void {
    into.re.fill(this.data[this.at]);
    if (this.slots === 2) into.im.fill(this.data[this.at + 1]);
  }
}

/** Writes blocks to a view in row order. The array rounds and wraps as its type does. */
export class BlockWriter extends Cursor {
  write(count: number, from: Block): void {
    const { data, step, slots } = this;
    for (let done = 0; done < count;) {
      const run = Math.min(this.left, count - done);
      if (step === 1 && slots === 1 && run > SHORT) data.set(from.re.subarray(done, done + run), this.at);
      else if (data instanceof Float32Array) storeFloat32(from.re, done, data, this.at, step, run);
      else store(from.re, done, data, this.at, step, run);
      if (slots === 2) store(from.im, done, data, this.at + 1, step, run);
      this.advance(run);
      done += run;
    }
  }
}

// The float32 loops stand alone so that the optimizer sees one array type in them.
function loadFloat32(
  from: Float32Array,
  at: number,
  step: number,
  to: Float64Array,
  start: number,
  count: number,
): void {
  if (step === 0) to.fill(from[at], start, start + count);
  else for (let i = 0; i < count; i++) to[start + i] = from[at + i * step];
}

function load(from: TypedArray, at: number, step: number, to: Float64Array, start: number, count: number): void {
  for (let i = 0; i < count; i++) to[start + i] = from[at + i * step];
}

function storeFloat32(
  from: Float64Array,
  start: number,
  to: Float32Array,
  at: number,
  step: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) to[at + i * step] = from[start + i];
}

function store(from: Float64Array, start: number, to: TypedArray, at: number, step: number, count: number): void {
  for (let i = 0; i < count; i++) to[at + i * step] = from[start + i];
}

/** Brings `count` numbers of dtype `from` to `to`, in place: what the `cast` of an expression means. */
export function castBlock(block: Block, count: number, from: DType, to: DType): void {
  const { re, im } = block;
  if (to === "bool") {
    if (isComplex(from)) for (let i = 0; i < count; i++) re[i] = re[i] !== 0 || im[i] !== 0 ? 1 : 0;
    else for (let i = 0; i < count; i++) re[i] = re[i] !== 0 ? 1 : 0;
    return;
  }
  if (isComplex(to) && !isComplex(from)) im.fill(0, 0, count);
  roundBlock(block, count, to);
}

/** Brings `count` numbers to what an array of `dtype` would hold: float32 rounds, integers truncate and wrap. */
export function roundBlock({ re, im }: Block, count: number, dtype: DType): void {
  if (dtype === "float32" || dtype === "complex64") for (let i = 0; i < count; i++) re[i] = Math.fround(re[i]);
  if (dtype === "complex64") for (let i = 0; i < count; i++) im[i] = Math.fround(im[i]);
  if (dtype === "int32") for (let i = 0; i < count; i++) re[i] |= 0;
  if (dtype === "uint8") for (let i = 0; i < count; i++) re[i] &= 255;
}

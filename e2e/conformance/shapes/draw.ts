// Random shapes, strided views and numbers for primitive calls, drawn from fast-check so that a failure shrinks.
import { contiguousStrides, makeArray, sizeOf, type DType } from "@sonograd/core";
import * as fc from "fast-check";
import { randomSource, type HostView } from "../../../packages/webgpu/test/parity.js";

/** Numbers are drawn from [low, high); `special` ones are NaN, infinities and zeros, one element in eight. */
export interface Fill {
  readonly low?: number;
  readonly high?: number;
  readonly special?: boolean;
}

export interface Extents {
  readonly min?: number;
  readonly max?: number;
  /** Allow an extent of 0, in about one shape of sixteen (default true). */
  readonly empty?: boolean;
}

const SPECIAL = [NaN, Infinity, -Infinity, 0, -0, 1];
export const REAL_DTYPES: readonly DType[] = ["float32", "int32", "uint8", "bool"];
export const ALL_DTYPES: readonly DType[] = [...REAL_DTYPES, "complex64"];

/**
 * Distance between neighbours in a view that is not contiguous. Strides 0 and 1 are part of a shader, so that too many places
 * for them would make a shader of nearly every call: one view in five of these has a 1.
 */
const STEPS = [2, 2, 1, 3, 2];

/** What lies in an output before the call: a kernel that leaves an element out is seen. */
const STALE = 77;

export class Draw {
  /** Three calls in four have only contiguous views, which share their shaders. */
  private readonly isPlain: boolean;

  constructor(private readonly gen: fc.GeneratorValue) {
    this.isPlain = this.chance(75);
  }

  int(min: number, max: number): number {
    return this.gen(fc.integer, { min, max });
  }

  pick<T>(values: readonly T[]): T {
    return values[this.int(0, values.length - 1)];
  }

  chance(percent: number): boolean {
    return this.int(0, 99) >= 100 - percent;
  }

  shape(minRank: number, maxRank: number, { min = 1, max = 6, empty = true }: Extents = {}): number[] {
    const shape = Array.from({ length: this.int(minRank, maxRank) }, () => this.int(min, max));
    if (empty && shape.length > 0 && this.chance(6)) shape[this.int(0, shape.length - 1)] = 0;
    return shape;
  }

  /** An input: any order of axes in memory, a window of something larger, steps, flipped and broadcast axes. */
  view(shape: readonly number[], dtype: DType = "float32", fill: Fill = {}): HostView {
    const broadcast = !this.isPlain && this.chance(20) ? this.pick([0, Math.max(0, shape.length - 1)]) : -1;
    const flipped = !this.isPlain && this.chance(20) ? this.int(0, Math.max(0, shape.length - 1)) : -1;
    return filled(this.strided(shape, dtype, broadcast, flipped), fill, randomSource(this.int(0, 2 ** 30)));
  }

  /** A tensor that is read and updated in place: as an output, with numbers in it. */
  state(shape: readonly number[], dtype: DType, fill: Fill): HostView {
    return filled(this.target(shape, dtype), fill, randomSource(this.int(0, 2 ** 30)));
  }

  /** An output: as an input, but every element has a place of its own. */
  target(shape: readonly number[], dtype: DType = "float32"): HostView {
    const view = this.strided(shape, dtype, -1, -1);
    view.data.fill(dtype === "bool" ? 1 : STALE);
    return view;
  }

  private strided(shape: readonly number[], dtype: DType, broadcast: number, flipped: number): HostView {
    if (this.isPlain || (broadcast < 0 && flipped < 0 && this.chance(30)))
      return { dtype, shape, strides: contiguousStrides(shape), offset: 0, data: makeArray(dtype, sizeOf(shape)) };
    const order = this.order(shape.length);
    const margin = this.int(0, 2);
    const step = this.pick(STEPS);
    const strides = shape.map(() => 0);
    let length = step;
    let offset = margin;
    for (const axis of order) {
      if (axis === broadcast) continue;
      strides[axis] = axis === flipped ? -length : length;
      if (axis === flipped) offset += length * Math.max(0, shape[axis] - 1);
      length *= shape[axis] + (shape[axis] > 0 ? this.int(0, 1) : 0);
    }
    return { dtype, shape, strides, offset, data: makeArray(dtype, length + 2 * margin) };
  }

  private order(count: number): number[] {
    const axes = Array.from({ length: count }, (_, axis) => axis);
    for (let k = count - 1; k > 0; k--) {
      const other = this.int(0, k);
      [axes[k], axes[other]] = [axes[other], axes[k]];
    }
    return axes;
  }
}

function filled(view: HostView, { low = -2, high = 2, special = false }: Fill, random: () => number): HostView {
  const { data, dtype } = view;
  const isFloat = dtype === "float32" || dtype === "complex64";
  const floor = dtype === "uint8" ? Math.max(0, low) : low;
  for (let k = 0; k < data.length; k++) {
    const value = floor + (high - floor) * random();
    if (special && isFloat && random() < 0.125) data[k] = SPECIAL[Math.floor(random() * SPECIAL.length)];
    else data[k] = dtype === "bool" ? Number(random() < 0.5) : isFloat ? value : Math.floor(value);
  }
  return view;
}

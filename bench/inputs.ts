// Numbers to work on: the same in every run and for every library.
import { sizeOf, type Shape } from "@sonograd/core";

/** Reproducible numbers in −1…1. */
export function noise(shape: Shape, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: sizeOf(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** [n, c, h, w] ⇄ [n, h, w, c], as a plain copy: the `axes`-th axes of `values` in that order. */
export function transpose(values: ArrayLike<number>, shape: Shape, axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const out = new Float32Array(values.length);
  const extents = axes.map((axis) => shape[axis]);
  const steps = axes.map((axis) => strides[axis]);
  const index = axes.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    out[i] = values[index.reduce((at, n, axis) => at + n * steps[axis], 0)];
    for (let axis = axes.length - 1; axis >= 0 && ++index[axis] === extents[axis]; axis--) index[axis] = 0;
  }
  return out;
}

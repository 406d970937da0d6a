// One primitive on plain numbers: how the kernels' tests speak. The product itself never calls it.
import type { PrimitiveAttrs, PrimitiveCall, PrimitiveName } from "../backend/index.js";
import { makeArray, sizeOf, slotsOf, Tensor, type DType, type Shape, type View } from "../tensor/index.js";
import { CpuBackend } from "./cpu-backend.js";

const backend = new CpuBackend();

/** A contiguous tensor; complex values are pairs one after the other. */
export function tensorOf(values: Iterable<number>, shape: Shape, dtype: DType = "float64"): Tensor {
  const data = makeArray(dtype, sizeOf(shape));
  data.set([...values]);
  return new Tensor(backend.adopt(dtype, data), shape);
}

/** The same elements in the same order, laid out with the axes reversed in memory: nothing is contiguous. */
export function strided(tensor: Tensor): Tensor {
  const shape = [...tensor.shape].reverse();
  const storage = backend.allocate(tensor.dtype, sizeOf(shape) + 3);
  const strides = new Tensor(storage, shape).strides.toReversed();
  const view = new Tensor(storage, tensor.shape, { strides, offset: 3 });
  backend.run({ name: "copy", inputs: [tensor], outputs: [view], attrs: {} });
  return view;
}

/** The elements row by row. */
export function valuesOf(view: View): number[] {
  const out = new Tensor(backend.allocate(view.dtype, sizeOf(view.shape)), view.shape);
  backend.run({ name: "copy", inputs: [view], outputs: [out], attrs: {} });
  return [...backend.readSync(out.storage)];
}

/** Runs a primitive into fresh outputs and returns their elements. */
export function runOnArrays<P extends PrimitiveName>(
  name: P,
  inputs: readonly View[],
  outputs: readonly { readonly shape: Shape; readonly dtype?: DType }[],
  attrs: PrimitiveAttrs[P],
): number[][] {
  const views = outputs.map(
    ({ shape, dtype = "float64" }) => new Tensor(backend.allocate(dtype, sizeOf(shape)), shape),
  );
  const call: PrimitiveCall<P> = { name, inputs, outputs: views, attrs };
  backend.run(call as PrimitiveCall);
  return views.map(valuesOf);
}

/** Reproducible numbers in −1…1. */
export function noise(shape: Shape, seed = 1, slots: ReturnType<typeof slotsOf> = 1): number[] {
  let state = seed;
  return Array.from({ length: sizeOf(shape) * slots }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The largest difference; Infinity where lengths or NaNs do not agree. */
export function distance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((worst, value, i) => {
    if (Object.is(value, b[i]) || value === b[i]) return worst;
    const difference = Math.abs(value - b[i]);
    return difference !== difference ? Infinity : Math.max(worst, difference);
  }, 0);
}

// Runs one primitive on the CPU and on the GPU on the same strided views and compares every element.
import {
  backendOf,
  contiguousStrides,
  isComplex,
  makeArray,
  sizeOf,
  type Backend,
  type DType,
  type PrimitiveAttrs,
  type PrimitiveCall,
  type PrimitiveName,
  type Storage,
  type TypedArray,
  type View,
} from "@sonograd/core";
import { expect } from "vitest";
import { gpuBackend } from "./device.js";

/** A view's description on the host, before a backend has it. */
export interface HostView {
  dtype: DType;
  shape: readonly number[];
  strides: readonly number[];
  offset: number;
  data: TypedArray;
}

/** mulberry32: small, seeded, good enough for test data. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Layout = "contiguous" | "reversed" | "sliced" | "broadcast";
export const LAYOUTS: readonly Layout[] = ["contiguous", "reversed", "sliced", "broadcast"];

export interface FillOptions {
  low?: number;
  high?: number;
  layout?: Layout;
}

/** Random elements under a layout: axes in reverse order, a window of a larger array, or a first axis of stride 0. */
export function randomView(
  random: () => number,
  shape: readonly number[],
  dtype: DType = "float32",
  options: FillOptions = {},
): HostView {
  const { low = -2, high = 2, layout = "contiguous" } = options;
  let strides = contiguousStrides(shape);
  let offset = 0;
  let length = sizeOf(shape);
  if (layout === "reversed") strides = contiguousStrides([...shape].reverse()).reverse();
  if (layout === "sliced") {
    const outer = shape.map((extent) => extent + 2);
    strides = contiguousStrides(outer);
    offset = strides.reduce((sum, stride) => sum + stride, 0);
    length = sizeOf(outer);
  }
  if (layout === "broadcast" && shape.length > 0) {
    strides = [0, ...contiguousStrides(shape.slice(1))];
    length = sizeOf(shape.slice(1));
  }
  const data = makeArray(dtype, length);
  const integral = !isComplex(dtype) && dtype !== "float32";
  for (let k = 0; k < data.length; k++) {
    const value = low + (high - low) * random();
    data[k] = dtype === "bool" ? Number(random() < 0.5) : integral ? Math.floor(value) : value;
  }
  return { dtype, shape, strides, offset, data };
}

export const viewOf = (dtype: DType, shape: readonly number[], values: ArrayLike<number>): HostView => {
  const data = makeArray(dtype, sizeOf(shape));
  data.set(Array.from(values));
  return { dtype, shape, strides: contiguousStrides(shape), offset: 0, data };
};

const place = (backend: Backend, view: HostView, storages: Map<HostView, Storage>): View => {
  let storage = storages.get(view);
  if (!storage) storages.set(view, (storage = backend.adopt(view.dtype, view.data.slice() as TypedArray)));
  return { storage, dtype: view.dtype, shape: view.shape, strides: view.strides, offset: view.offset };
};

/** The storages of the outputs after the call, one typed array per output. An output that is also an input is updated in place. */
export async function runOn<P extends PrimitiveName>(
  backend: Backend,
  name: P,
  inputs: readonly HostView[],
  outputs: readonly HostView[],
  attrs: PrimitiveAttrs[P],
): Promise<TypedArray[]> {
  const storages = new Map<HostView, Storage>();
  const call: PrimitiveCall<P> = {
    name,
    inputs: inputs.map((v) => place(backend, v, storages)),
    outputs: outputs.map((v) => place(backend, v, storages)),
    attrs,
  };
  backend.run(call as PrimitiveCall);
  return Promise.all(call.outputs.map((v) => backend.read(v.storage)));
}

export interface Tolerance {
  atol?: number;
  rtol?: number;
}

export function expectClose(
  actual: TypedArray,
  expected: ArrayLike<number>,
  { atol = 1e-5, rtol = 1e-5 }: Tolerance = {},
  what = "",
): void {
  expect(actual.length).toBe(expected.length);
  for (let k = 0; k < expected.length; k++) {
    const a = actual[k];
    const e = expected[k];
    if (Object.is(a, e) || a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    if (!(Math.abs(a - e) <= atol + rtol * Math.abs(e))) expect.fail(`${what}[${k}]: got ${a}, expected ${e}`);
  }
}

/** Fails where the GPU's result differs from the CPU's, on the tests' own backend or another one. */
export async function expectParity<P extends PrimitiveName>(
  name: P,
  inputs: readonly HostView[],
  outputs: readonly (HostView | { shape: readonly number[]; dtype: DType })[],
  attrs: PrimitiveAttrs[P],
  { backend, ...tolerance }: Tolerance & { backend?: Backend } = {},
): Promise<void> {
  const targets = outputs.map((v) => ("data" in v ? v : viewOf(v.dtype, v.shape, [])));
  const expected = await runOn(backendOf("cpu"), name, inputs, targets, attrs);
  const actual = await runOn(backend ?? (await gpuBackend()), name, inputs, targets, attrs);
  expected.forEach((array, k) => expectClose(actual[k], array, tolerance, `${name} output ${k}`));
}

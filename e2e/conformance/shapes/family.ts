// A family of primitives: how a random call of it looks, and the comparison of many such calls with the CPU.
import {
  backendOf,
  isComplex,
  type Backend,
  type DType,
  type PrimitiveAttrs,
  type PrimitiveCall,
  type PrimitiveName,
  type Storage,
  type TypedArray,
  type View,
} from "@sonograd/core";
import type { HostView } from "../../../packages/webgpu/test/parity.js";
import type { Draw } from "./draw.js";

export interface ShapeCase {
  readonly name: PrimitiveName;
  readonly inputs: readonly HostView[];
  /** An input among them is updated in place. */
  readonly outputs: readonly HostView[];
  readonly attrs: PrimitiveAttrs[PrimitiveName];
  /** Of floats: a share of the element's magnitude and of the output's largest, or of one. */
  readonly tolerance: number;
}

export interface Family {
  readonly title: string;
  readonly draw: (draw: Draw) => ShapeCase;
  /** Has kernels of its own for hardware, with workgroup memory. */
  readonly teams?: boolean;
}

/** A case of primitive `name`, its attributes checked. */
export const shapeCase = <P extends PrimitiveName>(
  name: P,
  inputs: readonly HostView[],
  outputs: readonly HostView[],
  attrs: PrimitiveAttrs[P],
  tolerance = 4e-6,
): ShapeCase => ({ name, inputs, outputs, attrs, tolerance });

/** Runs the cases one after the other, reads at the end, and returns a line for each that differs from the CPU. */
export async function differences(backend: Backend, cases: readonly ShapeCase[]): Promise<Map<ShapeCase, string>> {
  const expected = cases.map((one) => start(backendOf("cpu"), one));
  const actual = cases.map((one) => start(backend, one));
  const found = new Map<ShapeCase, string>();
  const results = await Promise.all(actual.map(({ call }) => readAll(backend, call)));
  const references = await Promise.all(expected.map(({ call }) => readAll(backendOf("cpu"), call)));
  for (const { storages } of actual) for (const storage of storages) backend.free(storage);
  cases.forEach((one, k) => {
    for (const [o, reference] of references[k].entries()) {
      const difference = compare(results[k][o], reference, one.outputs[o].dtype, one.tolerance);
      if (difference && !found.has(one)) found.set(one, `output ${o}${difference}`);
    }
  });
  return found;
}

const readAll = (backend: Backend, call: PrimitiveCall): Promise<TypedArray[]> =>
  Promise.all(call.outputs.map((view) => backend.read(view.storage)));

function start(
  backend: Backend,
  { name, inputs, outputs, attrs }: ShapeCase,
): { call: PrimitiveCall; storages: Set<Storage> } {
  const views = new Map<HostView, View>();
  const place = (view: HostView): View => {
    const { dtype, shape, strides, offset, data } = view;
    const storage = views.get(view)?.storage ?? backend.adopt(dtype, data.slice() as TypedArray);
    const placed = { storage, dtype, shape, strides, offset };
    views.set(view, placed);
    return placed;
  };
  const call = { name, inputs: inputs.map(place), outputs: outputs.map(place), attrs } as PrimitiveCall;
  backend.run(call);
  return { call, storages: new Set([...views.values()].map((view) => view.storage)) };
}

function compare(actual: TypedArray, expected: TypedArray, dtype: DType, tolerance: number): string | undefined {
  if (actual.length !== expected.length) return `: ${actual.length} numbers, the CPU has ${expected.length}`;
  const isFloat = dtype === "float32" || isComplex(dtype);
  let largest = 1;
  for (const v of expected) if (Number.isFinite(v)) largest = Math.max(largest, Math.abs(v));
  for (let k = 0; k < expected.length; k++) {
    const [a, e] = [actual[k], expected[k]];
    if (a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    if (isFloat && Math.abs(a - e) <= tolerance * (Math.abs(e) + largest)) continue;
    return `[${k}]: got ${a}, the CPU ${e}`;
  }
  return undefined;
}

/** The call as text: everything that is needed to run it again but the numbers. */
export function describeCase({ name, inputs, outputs, attrs }: ShapeCase): string {
  const view = ({ dtype, shape, strides, offset }: HostView): string =>
    `${dtype}[${shape.join(", ")}] strides [${strides.join(", ")}] offset ${offset}`;
  return `${name}(${inputs.map(view).join("; ")}) → ${outputs.map(view).join("; ")} ${JSON.stringify(attrs)}`;
}

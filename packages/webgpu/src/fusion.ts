// A group of calls as the kernels of its one heavy primitive: elementwise work in front of it is computed where it reads,
// work behind it where it writes. What does not fit into a kernel runs call by call.
import {
  cast,
  input,
  isContiguous,
  sizeOf,
  type CallGroup,
  type PrimitiveCall,
  type PrimitiveName,
  type Storage,
  type View,
} from "@sonograd/core";
import { lowerWithoutAliasing, plain, withViews } from "./aliasing.js";
import type { Kernel, LowerContext } from "./kernels/kernel.js";
import { SinkStorage, VirtualStorage, type Elementwise, type Epilogue } from "./kernels/virtual.js";
import { lower } from "./lowering.js";
import { coincide, collide } from "./overlap.js";

/** Primitives that write the outputs of one element one after the other. */
const WRITES_TOGETHER: ReadonlySet<PrimitiveName> = new Set(["batchNormStats", "batchNormGrad", "pool"]);

/** Emits the kernels of a group, as few as possible, none with more than `limit` bindings. */
export function lowerGroup(group: CallGroup, context: LowerContext, limit: number): void {
  const kernels: Kernel[] = [];
  const fused = fuse(group);
  if (fused) {
    lower(fused, { ...context, emit: (kernel) => kernels.push(kernel) });
    if (kernels.every((kernel) => kernel.bindings.length <= limit)) {
      kernels.forEach((kernel) => context.emit(kernel));
      return;
    }
  }
  lowerSeparately(group, context);
}

function lowerSeparately({ calls, inner }: CallGroup, context: LowerContext): void {
  const places = new Map<Storage, Storage>();
  for (const storage of inner) places.set(storage, context.temporary(storage.dtype, [storage.length]).storage);
  const move = (view: View): View => {
    const place = places.get(view.storage);
    return place ? { ...plain(view), storage: place } : view;
  };
  for (const call of calls)
    lowerWithoutAliasing(withViews(call, call.inputs.map(move), call.outputs.map(move)), context);
}

/** The expression of an elementwise call; null for any other. */
function elementwise(call: PrimitiveCall): Elementwise | null {
  const { inputs } = call;
  switch (call.name) {
    case "map": {
      const { expr, scalars } = (call as PrimitiveCall<"map">).attrs;
      return { exprs: [expr], inputs, scalars };
    }
    case "fusedMap": {
      const { exprs, scalars } = (call as PrimitiveCall<"fusedMap">).attrs;
      return { exprs, inputs, scalars };
    }
    case "copy":
      return { exprs: [cast(input(0, inputs[0].dtype), call.outputs[0].dtype)], inputs, scalars: [] };
    default:
      return null;
  }
}

/** The group as one call on virtual inputs and outputs; null where it has no such form. */
function fuse({ calls, inner }: CallGroup): PrimitiveCall | null {
  const at = calls.findIndex((call) => elementwise(call) === null);
  if (at < 0 || calls.length > at + 2) return null;
  const main = calls[at];
  const virtual = new Map<Storage, VirtualStorage>();
  const through = (view: View): View => {
    const storage = virtual.get(view.storage);
    return storage ? { ...plain(view), storage } : plain(view);
  };
  for (const call of calls.slice(0, at)) {
    const [out] = call.outputs;
    if (!inner.has(out.storage) || call.outputs.length > 1) return null;
    const work = elementwise(call)!;
    virtual.set(out.storage, new VirtualStorage(plain(out), { ...work, inputs: work.inputs.map(through) }));
  }
  // A part of complex numbers is a view of another dtype: it needs them in memory.
  const isSeenAsMade = (view: View): boolean => (virtual.get(view.storage)?.dtype ?? view.dtype) === view.dtype;
  if (!calls.slice(0, at + 1).every((call) => call.inputs.every(isSeenAsMade))) return null;
  const behind = calls.at(at + 1);
  const epilogue = behind ? epilogueOf(behind, main) : null;
  if (behind && !epilogue) return null;
  if (hasHazard(calls.slice(0, at), main, behind, inner)) return null;
  const outputs = main.outputs.map((view, index) => {
    const seenAt = epilogue?.sources.indexOf(index) ?? -1;
    const isStored = !inner.has(view.storage);
    if (isStored && seenAt < 0) return view;
    const seen = seenAt < 0 ? null : plain(behind!.inputs[seenAt]);
    return { ...plain(view), storage: new SinkStorage(view.storage, isStored, index, seen, seen && epilogue) };
  });
  return withViews(main, main.inputs.map(through), outputs);
}

/** Elementwise work on the elements of `main`'s outputs in their own order; null where it sees them otherwise. */
function epilogueOf(call: PrimitiveCall, main: PrimitiveCall): Epilogue | null {
  const work = elementwise(call);
  if (!work) return null;
  const sources = call.inputs.map((view) => main.outputs.findIndex((out) => out.storage === view.storage));
  const seen = new Set(sources.filter((k) => k >= 0));
  if (seen.size === 0 || (seen.size > 1 && !WRITES_TOGETHER.has(main.name))) return null;
  const inOrder = call.inputs.every((view, k) => sources[k] < 0 || sameOrder(view, main.outputs[sources[k]]));
  return inOrder ? { work, outputs: call.outputs.map(plain), sources } : null;
}

const sameOrder = (view: View, out: View): boolean =>
  view.offset === out.offset &&
  view.dtype === out.dtype &&
  sizeOf(view.shape) === sizeOf(out.shape) &&
  isContiguous(view.shape, view.strides) &&
  isContiguous(out.shape, out.strides);

/** Whether one kernel would read what it overwrites: invocations of a dispatch have no order. */
function hasHazard(
  before: readonly PrimitiveCall[],
  main: PrimitiveCall,
  behind: PrimitiveCall | undefined,
  inner: ReadonlySet<Storage>,
): boolean {
  const isReal = (view: View): boolean => !inner.has(view.storage);
  const reads = [...before.flatMap((call) => call.inputs), ...main.inputs].filter(isReal);
  const made = new Set(main.outputs.map((view) => view.storage));
  const own = (behind?.inputs ?? []).filter((view) => isReal(view) && !made.has(view.storage));
  const stored = main.outputs.filter(isReal);
  const later = behind?.outputs.filter(isReal) ?? [];
  const writes = [...stored, ...later];
  return (
    reads.some((r) => writes.some((w) => collide(r, w))) ||
    own.some((r) => stored.some((w) => collide(r, w)) || later.some((w) => collide(r, w) && !coincide(r, w))) ||
    writes.some((a, i) => writes.some((b, j) => i !== j && collide(a, b)))
  );
}

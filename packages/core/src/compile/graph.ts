// What a capture recorded, as operations that read and write storages. A storage made while recording is a value of the
// graph; any other is memory of the outside world, and writing to it is an effect that has to happen.
import {
  cast,
  input,
  scalar,
  TraceStorage,
  type Expr,
  type PrimitiveAttrs,
  type PrimitiveCall,
  type PrimitiveName,
} from "../backend/index.js";
import { isContiguous, sizeOf, type Storage, type View } from "../tensor/index.js";

/** Finds a call's attributes anew for each run. */
export type Refresh = () => PrimitiveAttrs[PrimitiveName];

export interface TracedCall {
  readonly call: PrimitiveCall;
  readonly refresh: Refresh | null;
}

/** A number of an expression, and the traced call it came from: a later run may bring another one. */
export interface ScalarSource {
  readonly value: number;
  readonly traced: TracedCall | null;
  readonly position: number;
}

/** An elementwise expression over views of one shape, into `out`. */
export interface MapOp {
  readonly kind: "map";
  /** Place in the recording. */
  readonly order: number;
  readonly expr: Expr;
  readonly inputs: readonly View[];
  readonly scalars: readonly ScalarSource[];
  readonly out: View;
}

/** Any other primitive. */
export interface MainOp {
  readonly kind: "main";
  readonly order: number;
  readonly traced: TracedCall;
  readonly inputs: readonly View[];
  readonly outputs: readonly View[];
}

export type Op = MapOp | MainOp;

export const inputsOf = (op: Op): readonly View[] => op.inputs;
export const outputsOf = (op: Op): readonly View[] => (op.kind === "map" ? [op.out] : op.outputs);

/** A tensor's spread would carry its tape along. */
export const plainView = ({ storage, dtype, shape, strides, offset }: View): View => ({
  storage,
  dtype,
  shape,
  strides,
  offset,
});

/** A storage's elements one after the other. */
export const flatView = (storage: Storage): View => ({
  storage,
  dtype: storage.dtype,
  shape: [storage.length],
  strides: [1],
  offset: 0,
});

/** Every element of the storage, row by row. */
export const coversStorage = (view: View): boolean =>
  view.offset === 0 &&
  view.dtype === view.storage.dtype &&
  sizeOf(view.shape) === view.storage.length &&
  isContiguous(view.shape, view.strides);

function toOp(traced: TracedCall, order: number): Op {
  const { call } = traced;
  const inputs = call.inputs.map(plainView);
  const outputs = call.outputs.map(plainView);
  if (call.name === "map") {
    const { expr, scalars } = (call as PrimitiveCall<"map">).attrs;
    const sources = scalars.map((value, position) => ({ value, traced, position }));
    return { kind: "map", order, expr, inputs, scalars: sources, out: outputs[0] };
  }
  if (call.name === "copy") {
    const [from, to] = [inputs[0], outputs[0]];
    return { kind: "map", order, expr: cast(input(0, from.dtype), to.dtype), inputs, scalars: [], out: to };
  }
  return { kind: "main", order, traced, inputs, outputs };
}

/** Drops what nothing needs: neither a lasting storage nor memory of the outside world depends on it. */
function withoutDeadCode(ops: readonly Op[], lasting: readonly Storage[]): Op[] {
  const needed = new Set(lasting);
  const kept: Op[] = [];
  for (const op of ops.toReversed()) {
    const live = outputsOf(op).some(({ storage }) => needed.has(storage) || !(storage instanceof TraceStorage));
    if (!live) continue;
    for (const { storage } of inputsOf(op)) needed.add(storage);
    // A part written into a storage leaves the rest of it to whoever wrote before.
    for (const { storage } of outputsOf(op)) needed.add(storage);
    kept.push(op);
  }
  return kept.reverse();
}

/** Whether these writes fill their storage without overlap: slices of it along one dimension, side by side. */
function fillTogether(views: readonly View[]): boolean {
  const [first] = views;
  const { storage } = first;
  const total = views.reduce((sum, v) => sum + sizeOf(v.shape), 0);
  if (total !== storage.length || views.some((v) => v.dtype !== storage.dtype)) return false;
  const rank = first.shape.length;
  if (views.some((v) => v.shape.length !== rank || v.strides.some((s, d) => s !== first.strides[d]))) return false;
  const ranges = views
    .map((v) => ({ from: v.offset, shape: v.shape }))
    .sort((a, b) => a.from - b.from); // prettier-ignore
  for (let dim = 0; dim < rank; dim++) {
    const step = first.strides[dim];
    let at = 0;
    const tiles = ranges.every(({ from, shape }) => {
      const fits = from === at && shape.every((n, d) => d === dim || n === first.shape[d]);
      at += shape[dim] * step;
      return fits;
    });
    if (tiles) return true;
  }
  return false;
}

function zeroFill(storage: Storage): MapOp {
  const { dtype, length } = storage;
  const out: View = { storage, dtype, shape: [length], strides: [1], offset: 0 };
  return {
    kind: "map",
    order: 0,
    expr: scalar(0, dtype),
    inputs: [],
    scalars: [{ value: 0, traced: null, position: 0 }],
    out,
  };
}

/** A fresh storage counts as zeros: writes them first where nobody overwrites all of it before it is read. */
function withZeros(ops: readonly Op[], given: ReadonlySet<Storage>, wanted: ReadonlySet<Storage>): Op[] {
  const written = new Map<Storage, View[]>();
  const settled = new Set<Storage>(given);
  const zeroed = new Set<Storage>();
  const settle = (storage: Storage): void => {
    if (settled.has(storage) || !(storage instanceof TraceStorage)) return;
    settled.add(storage);
    const views = written.get(storage) ?? [];
    if (!views.some(coversStorage) && !(views.length > 0 && fillTogether(views))) zeroed.add(storage);
  };
  for (const op of ops) {
    for (const { storage } of inputsOf(op)) settle(storage);
    for (const view of outputsOf(op))
      if (!settled.has(view.storage)) written.set(view.storage, [...(written.get(view.storage) ?? []), view]);
  }
  for (const storage of wanted) settle(storage);
  const filled: Op[] = [];
  for (const op of ops) {
    for (const { storage } of [...inputsOf(op), ...outputsOf(op)])
      if (zeroed.delete(storage)) filled.push(zeroFill(storage));
    filled.push(op);
  }
  return [...filled, ...[...zeroed].map(zeroFill)];
}

/** The recorded calls as a graph without dead code. `given` are storages whose contents come from the caller. */
export function buildGraph(
  calls: readonly TracedCall[],
  given: ReadonlySet<Storage>,
  wanted: ReadonlySet<Storage>,
): Op[] {
  const live = withoutDeadCode(calls.map(toOp), [...wanted, ...given]);
  return withZeros(live, given, wanted).map((op, order) => ({ ...op, order }));
}

/** For each storage, who writes it and who reads it, in order. */
export interface Access {
  readonly writers: Map<Storage, Op[]>;
  readonly readers: Map<Storage, Op[]>;
}

export function accessOf(ops: readonly Op[]): Access {
  const writers = new Map<Storage, Op[]>();
  const readers = new Map<Storage, Op[]>();
  const note = (map: Map<Storage, Op[]>, storage: Storage, op: Op): void => {
    const list = map.get(storage);
    if (!list) map.set(storage, [op]);
    else if (list.at(-1) !== op) list.push(op);
  };
  for (const op of ops) {
    for (const { storage } of inputsOf(op)) note(readers, storage, op);
    for (const { storage } of outputsOf(op)) note(writers, storage, op);
  }
  return { writers, readers };
}

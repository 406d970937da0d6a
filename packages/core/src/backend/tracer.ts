// Recording without running: while a tracer is set, `dispatch` hands it every call and nothing is computed. `compile`
// sets one; everything else only asks whether it is there.
import type { Device, DType, Storage, TypedArray } from "../tensor/index.js";
import type { Backend, PrimitiveCall } from "./backend.js";
import type { PrimitiveAttrs, PrimitiveName } from "./primitives.js";

/** Attributes of a call, or how to find them anew each time it runs: a step count, a learning rate, a random offset. */
export type LiveAttrs<P extends PrimitiveName> = PrimitiveAttrs[P] | (() => PrimitiveAttrs[P]);

export interface Tracer {
  allocate(device: Device, dtype: DType, length: number): Storage;
  /** A storage over host data, real also while tracing: a constant of the recorded function. */
  adopted(storage: Storage, data: TypedArray): void;
  record(call: PrimitiveCall, refresh: (() => PrimitiveCall["attrs"]) | null): void;
  /** Host work that every later run repeats, in order with the attributes that are found anew. */
  everyRun(action: () => void): void;
  /** Something of the host that the recording depends on: when `read` gives other values, it no longer holds. */
  guard(owner: object, label: string, read: () => readonly unknown[]): void;
  /** The backend as code inside the recorded function may see it: values cannot be read. */
  guarded(backend: Backend): Backend;
}

/** A place without memory: what tensors made while tracing have. */
export class TraceStorage implements Storage {
  madeAt?: number;
  writtenAt?: number;
  constructor(
    readonly device: Device,
    readonly dtype: DType,
    readonly length: number,
  ) {}
}

let current: Tracer | null = null;

export const currentTracer = (): Tracer | null => current;

/** Whether a function is being captured by `compile`: values cannot be read now. */
export const isCapturing = (): boolean => current !== null;

export function withTracer<T>(tracer: Tracer | null, fn: () => T): T {
  const before = current;
  current = tracer;
  try {
    return fn();
  } finally {
    current = before;
  }
}

/**
 * Runs `fn` at once even inside a captured function: for state that outlives the call, such as an optimizer's moments.
 * What it makes is a constant of the captured function.
 */
export const outsideCapture = <T>(fn: () => T): T => withTracer(null, fn);

/** Runs `action` now and, when a function is being captured, again at the start of each of its later runs. */
export function everyRun(action: () => void): void {
  action();
  current?.everyRun(action);
}

/** Tells a capture what it depends on besides its arguments; nothing happens outside of one. */
export function guardCapture(owner: object, label: string, read: () => readonly unknown[]): void {
  current?.guard(owner, label, read);
}

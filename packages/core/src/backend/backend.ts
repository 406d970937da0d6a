// What a device has to offer. The CPU implements it here in core; `@sonograd/webgpu` for GPUs.
import type { Device, DType, Storage, TypedArray, View } from "../tensor/index.js";
import type { PrimitiveAttrs, PrimitiveName } from "./primitives.js";

/** One primitive with everything it reads and writes. */
export interface PrimitiveCall<P extends PrimitiveName = PrimitiveName> {
  readonly name: P;
  readonly inputs: readonly View[];
  readonly outputs: readonly View[];
  readonly attrs: PrimitiveAttrs[P];
}

/**
 * Calls that may run as one kernel: elementwise work in front of a primitive, the primitive, elementwise work behind
 * it; or such work alone.
 */
export interface CallGroup {
  /** In order; at most one of them is no `map`, `fusedMap` or `copy`. */
  readonly calls: readonly PrimitiveCall[];
  /** What is written and read only inside, so that it need not be stored. */
  readonly inner: ReadonlySet<Storage>;
}

/** A copy of consecutive elements: both views have one axis, the same extent and dtype. */
export interface Transfer {
  readonly from: View;
  readonly to: View;
}

/**
 * A prepared list of calls on fixed storages; made by `prepare`, run by `replay`. The numbers in the attributes of its
 * calls (scalars, steps, random offsets) may be changed between replays.
 */
export interface Plan {
  readonly device: Device;
  readonly calls: readonly PrimitiveCall[];
}

export interface Backend {
  readonly device: Device;
  /** For people: the processor or the adapter's name. */
  readonly description: string;
  /** Dtypes it can store and compute with. */
  readonly dtypes: ReadonlySet<DType>;
  /** Room for `length` elements of `dtype`, zeroed. */
  allocate(dtype: DType, length: number): Storage;
  /** Takes `data` as the storage's contents; the CPU keeps the array itself, so a caller who goes on writing copies first. */
  adopt(dtype: DType, data: TypedArray): Storage;
  free(storage: Storage): void;
  /** Overwrites the whole storage. */
  write(storage: Storage, data: TypedArray): void;
  /** The whole storage, after all work queued before. */
  read(storage: Storage): Promise<TypedArray>;
  /** The storage's own array where the host can see it; throws a BackendError where reads are asynchronous. */
  readSync(storage: Storage): TypedArray;
  /** Queues one primitive. Throws UnsupportedOpError where there is no kernel for it. */
  run(call: PrimitiveCall): void;
  /** Bytes that `length` elements of `dtype` take here. */
  bytesOf(dtype: DType, length: number): number;
  /** A storage for other contents in the memory of `storage` from a byte on, which must have room: whoever writes last is right. */
  share(storage: Storage, dtype: DType, length: number, byteOffset?: number): Storage;
  /** Lets `slot`, made by `allocate`, stand for the memory behind `view` from its first element on. Where it is missing, contents are copied. */
  bind?(slot: Storage, view: View): void;
  /** Whether `prepare` finds room for a group's inner storages itself, which are then `TraceStorage`s, or needs none. */
  readonly placesInner: boolean;
  prepare(groups: readonly CallGroup[]): Plan;
  /** Makes what the first replay would otherwise wait for. */
  warmup?(plan: Plan): Promise<void>;
  /** Runs the plan once, with copies before and after it. */
  replay(plan: Plan, before?: readonly Transfer[], after?: readonly Transfer[]): void;
}

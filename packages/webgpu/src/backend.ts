// The WebGPU backend: memory from a pool, primitives lowered to WGSL kernels, reads through staging buffers.
import {
  type Backend,
  BackendError,
  type CallGroup,
  contiguousStrides,
  type DType,
  DTypeError,
  isContiguous,
  type Plan,
  type PrimitiveCall,
  sizeOf,
  slotsOf,
  type Storage,
  type Transfer,
  type TypedArray,
  type View,
} from "@sonograd/core";
import { lowerWithoutAliasing } from "./aliasing.js";
import { BindGroupCache } from "./bind-group-cache.js";
import { BufferPool, type PooledBuffer, type PoolStatistics } from "./buffer-pool.js";
import { ErrorSink } from "./error-sink.js";
import { lowerGroup } from "./fusion.js";
import { KernelTimer, type TimedDispatch } from "./kernel-timer.js";
import type { Kernel, LowerContext } from "./kernels/kernel.js";
import { PipelineCache } from "./pipeline-cache.js";
import { GpuPlan, type LoweredGroup } from "./plan.js";
import { PlanMemory } from "./plan-memory.js";
import { ReadRing } from "./read-ring.js";
import { checkBindings, Recorder } from "./recorder.js";
import { asGpuStorage, bytesPerElement, fromWords, GPU_DTYPES, GpuStorage, toWords } from "./storage.js";

/** Counts since the backend was made; the gates on dispatches and allocations read them. */
export interface WebGpuStatistics extends PoolStatistics {
  dispatches: number;
  submits: number;
  pipelines: number;
  bindGroups: number;
}

export interface WebGpuBackendOptions {
  /** For people: the adapter's name. */
  readonly description: string;
  /** Use kernels with workgroup memory (default: no, which suits software adapters). */
  readonly barriers?: boolean;
}

/** Runs Sonograd's primitives on a GPUDevice. Made by `useWebGPU`. */
export class WebGpuBackend implements Backend {
  readonly device = "webgpu" as const;
  readonly description: string;
  readonly dtypes: ReadonlySet<DType> = GPU_DTYPES;
  private readonly errors: ErrorSink;
  private readonly pool: BufferPool;
  private readonly pipelines: PipelineCache;
  private readonly bindGroups: BindGroupCache;
  private readonly recorder: Recorder;
  private readonly ring: ReadRing;
  private readonly barriers: boolean;
  private readonly storageBufferLimit: number;
  private readonly tables = new Map<string, View>();
  private readonly collected = new FinalizationRegistry<PooledBuffer>((slot) => this.pool.release(slot));
  private lost = false;

  constructor(
    readonly gpu: GPUDevice,
    { description, barriers = false }: WebGpuBackendOptions,
  ) {
    this.description = description;
    this.barriers = barriers;
    this.storageBufferLimit = gpu.limits.maxStorageBuffersPerShaderStage;
    this.errors = new ErrorSink(gpu);
    this.bindGroups = new BindGroupCache(gpu);
    this.pipelines = new PipelineCache(gpu, this.errors);
    this.recorder = new Recorder(gpu, this.errors, this.pipelines, this.bindGroups, this.storageBufferLimit);
    this.ring = new ReadRing(gpu);
    this.pool = new BufferPool(gpu, this.errors, (slot) => {
      if (slot.batch === this.recorder.batch) this.recorder.flush();
      slot.buffer.destroy();
      this.bindGroups.clear();
    });
    void gpu.lost.then(() => (this.lost = true));
  }

  /** True once the device went away: nothing runs any more. */
  get isLost(): boolean {
    return this.lost;
  }

  get statistics(): WebGpuStatistics {
    return {
      ...this.pool.statistics,
      ...this.recorder.statistics,
      pipelines: this.pipelines.size,
      bindGroups: this.bindGroups.created,
    };
  }

  allocate(dtype: DType, length: number): GpuStorage {
    if (!GPU_DTYPES.has(dtype))
      throw new DTypeError(
        `dtype="${dtype}" is not available on device "webgpu". Use float32 or complex64, or the CPU.`,
      );
    const bytes = length * bytesPerElement(dtype);
    const limit = Math.min(this.gpu.limits.maxStorageBufferBindingSize, this.gpu.limits.maxBufferSize);
    if (bytes > limit)
      throw new BackendError(
        `allocate: ${length} elements of ${dtype} need ${bytes} bytes, the device allows ${limit}. Split the tensor.`,
      );
    const slot = this.pool.acquire(bytes);
    const storage = new GpuStorage(dtype, length, slot);
    this.collected.register(storage, slot, storage);
    return storage;
  }

  adopt(dtype: DType, data: TypedArray): GpuStorage {
    const storage = this.allocate(dtype, data.length / slotsOf(dtype));
    this.write(storage, data);
    return storage;
  }

  free(storage: Storage): void {
    if (!(storage instanceof GpuStorage) || storage.freed) return;
    storage.freed = true;
    if (storage.owner) return;
    this.collected.unregister(storage);
    this.pool.release(storage.slot);
  }

  write(storage: Storage, data: TypedArray): void {
    const target = asGpuStorage(storage, "write", this.gpu);
    this.errors.throwKnown();
    // The queue writes before anything that is not submitted yet.
    if (target.slot.batch === this.recorder.batch) this.recorder.flush();
    if (data.length > 0) this.gpu.queue.writeBuffer(target.slot.buffer, target.start, toWords(target.dtype, data));
    target.stale = false;
  }

  async read(storage: Storage): Promise<TypedArray> {
    const source = asGpuStorage(storage, "read", this.gpu);
    this.errors.throwKnown();
    if (source.stale) this.clear(source, undefined);
    const bytes = source.byteLength;
    const staging = this.ring.acquire(bytes);
    this.recorder.flush((encoder) => {
      if (bytes > 0) encoder.copyBufferToBuffer(source.slot.buffer, source.start, staging, 0, bytes);
    });
    const [mapped] = await Promise.allSettled([Promise.race([staging.mapAsync(0x1), this.errors.lost])]);
    await this.errors.settle();
    if (mapped.status === "rejected")
      throw new BackendError(`read: the result could not be mapped. ${String(mapped.reason)}`, {
        cause: mapped.reason,
      });
    const words = staging.getMappedRange(0, staging.size).slice(0, bytes);
    staging.unmap();
    this.ring.release(staging);
    return fromWords(source.dtype, words);
  }

  readSync(): TypedArray {
    throw new BackendError(
      'readSync: device="webgpu" answers asynchronously. Use `await t.data()`, or move the tensor with .to("cpu") first.',
    );
  }

  run(call: PrimitiveCall): void {
    this.errors.throwKnown();
    this.prepareStorages(call);
    const memory = new PlanMemory(this);
    try {
      lowerWithoutAliasing(
        call,
        this.context((kernel) => this.recorder.dispatch(kernel, call), memory.temporary),
      );
    } finally {
      // The queue keeps order: whoever gets this memory next runs after this call.
      for (const storage of memory.all) this.free(storage);
    }
  }

  bytesOf(dtype: DType, length: number): number {
    return length * bytesPerElement(dtype);
  }

  share(storage: Storage, dtype: DType, length: number, byteOffset = 0): GpuStorage {
    // Its owner keeps the buffer; what is left in it is overwritten, not cleared.
    const owner = asGpuStorage(storage, "share", this.gpu);
    return new GpuStorage(dtype, length, owner.slot, owner.start + byteOffset, owner.owner ?? owner);
  }

  readonly placesInner = true;

  prepare(groups: readonly CallGroup[]): Plan {
    const memory = new PlanMemory(this);
    const lowered = groups.map((group): LoweredGroup => {
      const kernels: Kernel[] = [];
      for (const call of group.calls) this.prepareStorages(call, group.inner);
      const context = this.context((kernel) => kernels.push(kernel), memory.temporary);
      lowerGroup(group, context, this.storageBufferLimit);
      for (const kernel of kernels) checkBindings(kernel, group.calls[0], this.storageBufferLimit);
      // Kernels run in order: the next group may use the same memory.
      memory.reuse();
      return { group, kernels };
    });
    return new GpuPlan(this.gpu, this.errors, this.pipelines, this.bindGroups, lowered, memory.all);
  }

  replay(plan: Plan, before: readonly Transfer[] = [], after: readonly Transfer[] = []): void {
    if (!(plan instanceof GpuPlan))
      throw new BackendError("replay: the plan was prepared by another backend. Prepare it again.");
    this.errors.throwKnown();
    for (const { from } of before) this.settle(from);
    for (const { to } of after) this.settle(to);
    this.recorder.flush();
    plan.replay(before, after, this.recorder.timer);
    this.recorder.statistics.dispatches += plan.dispatches;
    this.recorder.statistics.submits++;
  }

  async warmup(plan: Plan): Promise<void> {
    await (plan as GpuPlan).warmup();
    await this.errors.settle();
  }

  /** Runs `fn` and measures every dispatch, which needs the feature "timestamp-query". */
  async timed<T>(fn: () => T | Promise<T>): Promise<{ result: T; times: TimedDispatch[] }> {
    if (this.recorder.timer) throw new BackendError("profile: a profile is being taken already. Wait for it to end.");
    this.recorder.flush();
    const timer = (this.recorder.timer = new KernelTimer(this.gpu));
    try {
      const result = await fn();
      this.recorder.flush();
      const times = await Promise.race([timer.read(), this.errors.lost]);
      await this.errors.settle();
      return { result, times };
    } finally {
      this.recorder.timer = null;
    }
  }

  /** Returns the device's memory; the backend cannot be used afterwards. */
  destroy(): void {
    this.gpu.destroy();
  }

  private context(emit: (kernel: Kernel) => void, temporary: LowerContext["temporary"]): LowerContext {
    return {
      barriers: this.barriers,
      emit,
      temporary,
      table: (key, build) => {
        let view = this.tables.get(key);
        if (!view) {
          const data = build();
          view = contiguousView(this.adopt("float32", data), [data.length]);
          this.tables.set(key, view);
        }
        return view;
      },
    };
  }

  // Clears recycled memory that is read, or that the call does not overwrite completely.
  private prepareStorages(call: PrimitiveCall, inner?: ReadonlySet<Storage>): void {
    for (const view of call.inputs) {
      if (inner?.has(view.storage)) continue;
      const storage = asGpuStorage(view.storage, call.name, this.gpu);
      if (storage.stale) this.clear(storage, call);
    }
    for (const view of call.outputs) {
      if (inner?.has(view.storage)) continue;
      const storage = asGpuStorage(view.storage, call.name, this.gpu);
      if (storage.stale && !coversStorage(view, storage)) this.clear(storage, call);
      storage.stale = false;
    }
  }

  // What is copied in whole, or partly overwritten, must not keep old numbers.
  private settle(view: View): void {
    const storage = asGpuStorage(view.storage, "compiled", this.gpu);
    if (storage.stale && !coversStorage(view, storage)) this.clear(storage, undefined);
    storage.stale = false;
  }

  private clear(storage: GpuStorage, call: PrimitiveCall | undefined): void {
    this.recorder.clear(storage, call);
    storage.stale = false;
  }
}

const contiguousView = (storage: GpuStorage, shape: readonly number[]): View => ({
  storage,
  dtype: storage.dtype,
  shape,
  strides: contiguousStrides(shape),
  offset: 0,
});

function coversStorage(view: View, storage: GpuStorage): boolean {
  return (
    view.offset === 0 &&
    sizeOf(view.shape) * bytesPerElement(view.dtype) === storage.byteLength &&
    isContiguous(view.shape, view.strides)
  );
}

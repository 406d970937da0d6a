// Eager execution: dispatches gather in a batch that is submitted when it is long enough, when a result is read, or
// at the end of the current microtask turn.
import { DeviceLostError, ParameterError, type PrimitiveCall } from "@sonograd/core";
import type { BindGroupCache } from "./bind-group-cache.js";
import type { GpuStorage } from "./storage.js";
import { type Command, describeCall, describeKernel, encode } from "./commands.js";
import type { ErrorSink } from "./error-sink.js";
import type { KernelTimer } from "./kernel-timer.js";
import type { Kernel } from "./kernels/kernel.js";
import type { PipelineCache } from "./pipeline-cache.js";
import { alignUniform, UniformArena } from "./uniform-arena.js";

const BATCH_LENGTH = 64;
const UNIFORM_BYTES = 64 * 1024;

export class Recorder {
  /** Number of the batch being recorded; a buffer that carries it is in use by unsubmitted work. */
  batch = 0;
  readonly statistics = { dispatches: 0, submits: 0 };
  /** Measures dispatches while a profile is taken. */
  timer: KernelTimer | null = null;
  private commands: Command[] = [];
  private calls: PrimitiveCall[] = [];
  private readonly uniforms: UniformArena;
  private scheduled = false;

  constructor(
    private readonly device: GPUDevice,
    private readonly errors: ErrorSink,
    private readonly pipelines: PipelineCache,
    private readonly bindGroups: BindGroupCache,
    private readonly storageBufferLimit: number,
  ) {
    this.uniforms = new UniformArena(device, UNIFORM_BYTES, "uniforms");
  }

  dispatch(kernel: Kernel, call: PrimitiveCall): void {
    checkBindings(kernel, call, this.storageBufferLimit);
    const pipeline = this.pipelines.get(kernel, () => describeCall(call));
    let offset = this.uniforms.place(kernel.params);
    if (offset < 0) {
      this.flush();
      offset = this.uniforms.place(kernel.params);
    }
    const slots = kernel.bindings.map((b) => b.storage.slot);
    for (const slot of slots) slot.batch = this.batch;
    const bindGroup = this.bindGroups.get(
      pipeline,
      this.uniforms,
      alignUniform(kernel.params.byteLength),
      slots,
      kernel.label,
    );
    const describe = () => describeKernel(kernel.label, [call]);
    this.add({ kind: "dispatch", pipeline: pipeline.pipeline, bindGroup, offset, grid: kernel.grid, describe }, call);
    this.statistics.dispatches++;
  }

  clear(storage: GpuStorage, call: PrimitiveCall | undefined): void {
    storage.slot.batch = this.batch;
    // What owns its buffer clears the slack behind it, too.
    const size = storage.owner ? storage.byteLength : storage.slot.size;
    this.add({ kind: "clear", buffer: storage.slot.buffer, offset: storage.start, size }, call);
  }

  /** Submits what was recorded; `extra` may add copies behind it. */
  flush(extra?: (encoder: GPUCommandEncoder) => void): void {
    if (this.commands.length === 0 && !extra) return;
    const { commands, calls } = this;
    this.commands = [];
    this.calls = [];
    this.batch++;
    this.statistics.submits++;
    this.uniforms.upload();
    this.uniforms.reset();
    this.errors.guard(
      "validation",
      () => `webgpu: the device refused one of ${[...new Set(calls.map(describeCall))].slice(-8).join(", ")}.`,
      () => {
        const encoder = this.device.createCommandEncoder({ label: `sonograd:batch:${this.batch}` });
        encode(encoder, commands, "eager", this.timer);
        extra?.(encoder);
        this.device.queue.submit([encoder.finish()]);
      },
    );
  }

  private add(command: Command, call: PrimitiveCall | undefined): void {
    this.commands.push(command);
    if (call) this.calls.push(call);
    if (this.commands.length >= BATCH_LENGTH) {
      this.flush();
      return;
    }
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      try {
        this.flush();
      } catch (error) {
        // Nobody waits here; the next read reports it.
        this.errors.record(error instanceof Error ? error : new DeviceLostError(String(error)));
      }
    });
  }
}

/** A kernel that needs more storage buffers than the device binds cannot run there. */
export function checkBindings(kernel: Kernel, call: PrimitiveCall, limit: number): void {
  if (kernel.bindings.length > limit)
    throw new ParameterError(
      `${call.name}: ${kernel.bindings.length} tensors in one kernel, the device binds ${limit}. Split the expression.`,
    );
}

// A prepared list of calls: pipelines and bind groups are made once, a replay is one encoder, one pass and one submit.
import type { Plan, PrimitiveCall } from "@sonograd/core";
import { alignUniform, UniformArena } from "./uniform-arena.js";
import type { BindGroupCache } from "./bind-group-cache.js";
import { type Command, encode } from "./commands.js";
import type { ErrorSink } from "./error-sink.js";
import type { Kernel } from "./kernels/kernel.js";
import type { PipelineCache } from "./pipeline-cache.js";
import { describeCall } from "./recorder.js";
import type { GpuStorage } from "./storage.js";

/** The kernels one call became, and the temporaries they need. */
export interface LoweredCall {
  readonly call: PrimitiveCall;
  readonly kernels: readonly Kernel[];
}

// Calls whose numbers may differ from replay to replay: scalars, step counts, random offsets.
const isVariable = (call: PrimitiveCall): boolean =>
  call.name === "optimizerStep" ||
  call.name === "random" ||
  (call.name === "map" && (call as PrimitiveCall<"map">).attrs.scalars.length > 0);

export class GpuPlan implements Plan {
  readonly device = "webgpu" as const;
  readonly calls: readonly PrimitiveCall[];
  private readonly commands: Command[] = [];
  private readonly uniforms: UniformArena;
  private readonly variable: { readonly call: PrimitiveCall; readonly offsets: readonly number[] }[] = [];
  private uploaded = false;

  constructor(
    private readonly gpu: GPUDevice,
    private readonly errors: ErrorSink,
    pipelines: PipelineCache,
    bindGroups: BindGroupCache,
    lowered: readonly LoweredCall[],
    /** Kept so that the memory stays the plan's. */
    readonly temporaries: readonly GpuStorage[],
  ) {
    this.calls = lowered.map(({ call }) => call);
    const kernels = lowered.flatMap((l) => l.kernels);
    const size = kernels.reduce((sum, kernel) => sum + alignUniform(kernel.params.byteLength), 0);
    this.uniforms = new UniformArena(gpu, Math.max(size, 256), "plan");
    for (const { call, kernels } of lowered) {
      const offsets = kernels.map((kernel) => this.addKernel(call, kernel, pipelines, bindGroups));
      if (isVariable(call)) this.variable.push({ call, offsets });
    }
  }

  /** Dispatches of one replay. */
  get dispatches(): number {
    return this.commands.length;
  }

  /** Submits everything once. `lowerAgain` gives the present numbers of a call. */
  replay(lowerAgain: (call: PrimitiveCall) => readonly Kernel[]): void {
    let changed = !this.uploaded;
    for (const { call, offsets } of this.variable)
      lowerAgain(call).forEach((kernel, k) => {
        if (this.uniforms.replace(offsets[k], kernel.params)) changed = true;
      });
    if (changed) this.uniforms.upload();
    this.uploaded = true;
    this.errors.guard(
      "validation",
      () => `webgpu: the device refused a plan of ${this.calls.length} calls, from ${describeCall(this.calls[0])}.`,
      () => {
        const encoder = this.gpu.createCommandEncoder({ label: "sonograd:plan" });
        encode(encoder, this.commands, "plan");
        this.gpu.queue.submit([encoder.finish()]);
      },
    );
  }

  private addKernel(call: PrimitiveCall, kernel: Kernel, pipelines: PipelineCache, bindGroups: BindGroupCache): number {
    const pipeline = pipelines.get(kernel, () => describeCall(call));
    const offset = this.uniforms.place(kernel.params);
    const slots = kernel.bindings.map((b) => b.storage.slot);
    const bindGroup = bindGroups.make(
      pipeline,
      this.uniforms,
      alignUniform(kernel.params.byteLength),
      slots,
      kernel.label,
    );
    this.commands.push({ kind: "dispatch", pipeline: pipeline.pipeline, bindGroup, offset, grid: kernel.grid });
    return offset;
  }
}

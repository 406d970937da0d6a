// A prepared list of calls: pipelines and bind groups are made once, a replay is one encoder, one pass and one submit.
import type { CallGroup, Plan, PrimitiveCall, Transfer } from "@sonograd/core";
import type { BindGroupCache } from "./bind-group-cache.js";
import { describeCall, describeKernel, type DispatchCommand, encode } from "./commands.js";
import type { KernelTimer } from "./kernel-timer.js";
import type { ErrorSink } from "./error-sink.js";
import type { Kernel, LiveWord } from "./kernels/kernel.js";
import type { PipelineCache } from "./pipeline-cache.js";
import { asGpuStorage, bytesPerElement, type GpuStorage } from "./storage.js";
import { alignUniform, UniformArena } from "./uniform-arena.js";

/** The kernels a group became. */
export interface LoweredGroup {
  readonly group: CallGroup;
  readonly kernels: readonly Kernel[];
}

interface Step {
  readonly kernel: Kernel;
  readonly bindGroup: GPUBindGroup;
  readonly offset: number;
  readonly describe: DispatchCommand["describe"];
}

export class GpuPlan implements Plan {
  readonly device = "webgpu" as const;
  readonly calls: readonly PrimitiveCall[];
  private readonly steps: Step[] = [];
  /** Made of the steps when the pipelines are there. */
  private commands: DispatchCommand[] | null = null;
  private readonly uniforms: UniformArena;
  /** Numbers that may differ from replay to replay: scalars, step counts, random offsets. */
  private readonly live: LiveWord[] = [];
  private runs = 0;

  constructor(
    private readonly gpu: GPUDevice,
    private readonly errors: ErrorSink,
    private readonly pipelines: PipelineCache,
    bindGroups: BindGroupCache,
    lowered: readonly LoweredGroup[],
    /** Kept so that the memory stays the plan's. */
    readonly temporaries: readonly GpuStorage[],
  ) {
    this.calls = lowered.flatMap(({ group }) => group.calls);
    const kernels = lowered.flatMap((l) => l.kernels);
    const size = kernels.reduce((sum, kernel) => sum + alignUniform(kernel.params.byteLength), 0);
    this.uniforms = new UniformArena(gpu, Math.max(size, 256), "plan");
    for (const { group, kernels } of lowered)
      for (const kernel of kernels) {
        const offset = this.uniforms.place(kernel.params);
        for (const { word, read } of kernel.live) this.live.push({ word: offset / 4 + word, read });
        const slots = kernel.bindings.map((b) => b.storage.slot);
        const size = alignUniform(kernel.params.byteLength);
        const bindGroup = bindGroups.make(pipelines.layoutOf(kernel), this.uniforms, size, slots, kernel.label);
        const describe = () => describeKernel(kernel.label, group.calls, group.inner);
        this.steps.push({ kernel, bindGroup, offset, describe });
      }
  }

  /** Makes all pipelines at once, before the first replay needs them. */
  async warmup(): Promise<void> {
    await this.pipelines.warm(this.steps.map(({ kernel, describe }) => ({ kernel, describe: () => describe().name })));
  }

  private makeCommands(): DispatchCommand[] {
    return this.steps.map(({ kernel, bindGroup, offset, describe }) => {
      const { pipeline } = this.pipelines.get(kernel, () => describe().name);
      return { kind: "dispatch", pipeline, bindGroup, offset, grid: kernel.grid, describe };
    });
  }

  /** Dispatches of one replay. */
  get dispatches(): number {
    return this.steps.length;
  }

  /** Submits everything once. */
  replay(before: readonly Transfer[], after: readonly Transfer[], timer: KernelTimer | null): void {
    const commands = (this.commands ??= this.makeCommands());
    let changed = this.runs === 0;
    for (const { word, read } of this.live) if (this.uniforms.replaceWord(word, read())) changed = true;
    if (changed) this.uniforms.upload();
    const submit = (): void => {
      const encoder = this.gpu.createCommandEncoder({ label: "sonograd:plan" });
      for (const transfer of before) copyElements(encoder, transfer);
      encode(encoder, commands, "plan", timer);
      for (const transfer of after) copyElements(encoder, transfer);
      this.gpu.queue.submit([encoder.finish()]);
    };
    // A plan that ran once is valid; what still goes wrong arrives as an uncaptured error.
    if (this.runs++ > 0) submit();
    else
      this.errors.guard(
        "validation",
        () => `webgpu: the device refused a plan of ${this.calls.length} calls, from ${describeCall(this.calls[0])}.`,
        submit,
      );
  }
}

function copyElements(encoder: GPUCommandEncoder, { from, to }: Transfer): void {
  const [source, target] = [asGpuStorage(from.storage, "compiled"), asGpuStorage(to.storage, "compiled")];
  const width = bytesPerElement(from.dtype);
  encoder.copyBufferToBuffer(
    source.slot.buffer,
    source.start + from.offset * width,
    target.slot.buffer,
    target.start + to.offset * width,
    from.shape[0] * width,
  );
}

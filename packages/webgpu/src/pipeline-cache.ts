// One pipeline per WGSL text: the text is the key, so two calls share a pipeline exactly when they run the same code.
import { ShaderError } from "@sonograd/core";
import type { ErrorSink } from "./error-sink.js";
import type { Kernel } from "./kernels/kernel.js";

export interface CachedPipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** Equal for pipelines that can share bind groups: r or w per storage binding. */
  readonly layoutKey: string;
}

export class PipelineCache {
  private readonly pipelines = new Map<string, CachedPipeline>();
  private readonly layouts = new Map<string, { group: GPUBindGroupLayout; pipeline: GPUPipelineLayout }>();

  constructor(
    private readonly device: GPUDevice,
    private readonly errors: ErrorSink,
  ) {}

  /** Pipelines made so far. */
  get size(): number {
    return this.pipelines.size;
  }

  /** Makes the pipelines of several kernels at once, off this thread where the browser can; refused shaders are reported as in `get`. */
  async warm(kernels: readonly { readonly kernel: Kernel; readonly describe: () => string }[]): Promise<void> {
    const missing = new Map(kernels.map((entry) => [entry.kernel.code, entry]));
    for (const code of missing.keys()) if (this.pipelines.has(code)) missing.delete(code);
    await Promise.all(
      [...missing.values()].map(async ({ kernel, describe }) => {
        const module = this.device.createShaderModule({ label: `sonograd:${kernel.label}`, code: kernel.code });
        const layout = this.layoutFor(kernel);
        try {
          const pipeline = await this.device.createComputePipelineAsync(descriptor(kernel, layout.pipeline, module));
          const cached = { pipeline, layout: layout.group, layoutKey: accessKey(kernel) };
          // Somebody may have made it in the meantime; bind groups fit either.
          if (!this.pipelines.has(kernel.code)) this.pipelines.set(kernel.code, cached);
        } catch {
          this.get(kernel, describe); // says why
        }
      }),
    );
  }

  get(kernel: Kernel, describe: () => string): CachedPipeline {
    const found = this.pipelines.get(kernel.code);
    if (found) return found;
    const layout = this.layoutFor(kernel);
    const made: { module: GPUShaderModule; pipeline: GPUComputePipeline } = this.errors.guard(
      "validation",
      describe,
      () => {
        const module = this.device.createShaderModule({ label: `sonograd:${kernel.label}`, code: kernel.code });
        const pipeline = this.device.createComputePipeline(descriptor(kernel, layout.pipeline, module));
        return { module, pipeline };
      },
      async (error) => {
        this.pipelines.delete(kernel.code); // the next use reports it again
        return shaderError(describe(), kernel.code, made.module, error);
      },
    );
    const cached = { pipeline: made.pipeline, layout: layout.group, layoutKey: accessKey(kernel) };
    this.pipelines.set(kernel.code, cached);
    return cached;
  }

  /** What bind groups for the kernel have to fit; needs no pipeline. */
  layoutOf(kernel: Kernel): Pick<CachedPipeline, "layout" | "layoutKey"> {
    return { layout: this.layoutFor(kernel).group, layoutKey: accessKey(kernel) };
  }

  private layoutFor(kernel: Kernel): { group: GPUBindGroupLayout; pipeline: GPUPipelineLayout } {
    const key = accessKey(kernel);
    const found = this.layouts.get(key);
    if (found) return found;
    const entries: GPUBindGroupLayoutEntry[] = [
      { binding: 0, visibility: 4, buffer: { type: "uniform", hasDynamicOffset: true } },
      ...kernel.bindings.map((b, i) => ({
        binding: i + 1,
        visibility: 4,
        buffer: { type: b.access === "read" ? ("read-only-storage" as const) : ("storage" as const) },
      })),
    ];
    const group = this.device.createBindGroupLayout({ label: `sonograd:layout:${key}`, entries });
    const pipeline = this.device.createPipelineLayout({ label: `sonograd:layout:${key}`, bindGroupLayouts: [group] });
    const layout = { group, pipeline };
    this.layouts.set(key, layout);
    return layout;
  }
}

const descriptor = (
  kernel: Kernel,
  layout: GPUPipelineLayout,
  module: GPUShaderModule,
): GPUComputePipelineDescriptor => ({
  label: `sonograd:${kernel.label}`,
  layout,
  compute: { module, entryPoint: "main" },
});

const accessKey = (kernel: Kernel): string => kernel.bindings.map((b) => (b.access === "read" ? "r" : "w")).join("");

async function shaderError(what: string, code: string, module: GPUShaderModule, error: GPUError): Promise<ShaderError> {
  const info = await module.getCompilationInfo();
  const lines = code.split("\n");
  const found = info.messages
    .filter((m) => m.type === "error")
    .map((m) => `  line ${m.lineNum}: ${m.message}\n    ${lines[m.lineNum - 1]?.trim() ?? ""}`);
  return new ShaderError(`${what}: the shader was refused.\n${found.length > 0 ? found.join("\n") : error.message}`);
}

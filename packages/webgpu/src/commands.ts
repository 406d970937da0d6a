// What a batch or a plan is made of, and how it becomes one encoder with as few passes as possible (one, without clears).
export interface DispatchCommand {
  readonly kind: "dispatch";
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  /** Dynamic offset of the uniform binding, bytes. */
  readonly offset: number;
  readonly grid: readonly [number, number, number];
}

export interface ClearCommand {
  readonly kind: "clear";
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

export type Command = DispatchCommand | ClearCommand;

export function encode(encoder: GPUCommandEncoder, commands: readonly Command[], label: string): void {
  let pass: GPUComputePassEncoder | undefined;
  let current: GPUComputePipeline | undefined;
  for (const command of commands) {
    if (command.kind === "clear") {
      pass?.end();
      pass = current = undefined;
      encoder.clearBuffer(command.buffer, command.offset, command.size);
      continue;
    }
    pass ??= encoder.beginComputePass({ label: `sonograd:${label}` });
    if (current !== command.pipeline) pass.setPipeline((current = command.pipeline));
    pass.setBindGroup(0, command.bindGroup, [command.offset]);
    pass.dispatchWorkgroups(...command.grid);
  }
  pass?.end();
}

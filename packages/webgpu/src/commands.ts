// What a batch or a plan is made of, and how it becomes one encoder with as few passes as possible (one, without clears).
import { formatShape, type PrimitiveCall, type Storage, type View } from "@sonograd/core";
import type { Described, KernelTimer } from "./kernel-timer.js";
import { bytesPerElement } from "./storage.js";

export interface DispatchCommand extends Described {
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

export function encode(
  encoder: GPUCommandEncoder,
  commands: readonly Command[],
  label: string,
  timer: KernelTimer | null,
): void {
  let pass: GPUComputePassEncoder | undefined;
  let current: GPUComputePipeline | undefined;
  const end = (): void => {
    pass?.end();
    pass = current = undefined;
  };
  for (const command of commands) {
    if (command.kind === "clear") {
      end();
      encoder.clearBuffer(command.buffer, command.offset, command.size);
      continue;
    }
    pass ??= encoder.beginComputePass({
      label: `sonograd:${label}`,
      ...(timer && { timestampWrites: timer.writesFor(command) }),
    });
    if (current !== command.pipeline) pass.setPipeline((current = command.pipeline));
    pass.setBindGroup(0, command.bindGroup, [command.offset]);
    pass.dispatchWorkgroups(...command.grid);
    if (timer) end();
  }
  end();
}

/** A kernel of some calls for people, and the bytes that pass between it and memory: every operand once, `inner` ones not. */
export function describeKernel(
  label: string,
  calls: readonly PrimitiveCall[],
  inner?: ReadonlySet<Storage>,
): { name: string; bytes: number } {
  const views = calls.flatMap((call) => [...call.inputs, ...call.outputs]).filter((v) => !inner?.has(v.storage));
  const reach = (v: View): number => v.shape.reduce((n, extent, d) => (v.strides[d] === 0 ? n : n * extent), 1);
  const bytes = views.reduce((sum, v) => sum + reach(v) * bytesPerElement(v.dtype), 0);
  return { name: `${label} ${calls.map(describeCall).join(" + ")}`, bytes };
}

/** A call as text for messages: `matmul([2, 3] float32, [3, 4] float32)`. */
export const describeCall = (call: PrimitiveCall): string =>
  `${call.name}(${call.inputs.map((v) => `${formatShape(v.shape)} ${v.dtype}`).join(", ")})`;

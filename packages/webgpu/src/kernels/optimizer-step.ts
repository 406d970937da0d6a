// One step of SGD, Adam or AdamW, in place. Tensors that lie one behind the other in the same buffers are one dispatch.
import { isContiguous, sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import type { GpuStorage } from "../storage.js";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { coalesce, range } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

export function optimizerStep(call: PrimitiveCall<"optimizerStep">, context: LowerContext): void {
  const { count } = call.attrs;
  requireFloat32("optimizerStep", call.inputs);
  const tensors = range(count).map((k) =>
    range(call.inputs.length / count).map((part) => call.inputs[part * count + k]),
  );
  for (const views of mergeNeighbours(tensors)) context.emit(stepKernel(views, call));
}

/** Rows of [param, grad, ...states], joined where each view goes on where the one before ends. */
function mergeNeighbours(tensors: readonly View[][]): View[][] {
  const runs: View[][] = [];
  for (const views of tensors) {
    if (sizeOf(views[0].shape) === 0) continue;
    const last = runs.at(-1);
    const flat = views.every((v) => isContiguous(v.shape, v.strides));
    const goesOn =
      flat &&
      last?.every(
        (v, k) =>
          isContiguous(v.shape, v.strides) &&
          slotOf(v) === slotOf(views[k]) &&
          startOf(v) + sizeOf(v.shape) === startOf(views[k]),
      );
    if (last && goesOn) runs[runs.length - 1] = last.map((v, k) => line(v, sizeOf(v.shape) + sizeOf(views[k].shape)));
    else runs.push(flat ? views.map((v) => line(v, sizeOf(v.shape))) : views);
  }
  return runs;
}

const slotOf = (view: View): unknown => (view.storage as GpuStorage).slot;
/** First element, counted from the start of the buffer. */
const startOf = (view: View): number => (view.storage as GpuStorage).base + view.offset;

const line = (view: View, length: number): View => ({
  storage: view.storage,
  dtype: view.dtype,
  offset: view.offset,
  shape: [length],
  strides: [1],
});

// Settings and step counts are asked for at each replay.
function stepKernel(views: readonly View[], call: PrimitiveCall<"optimizerStep">): Kernel {
  const [param, grad, ...states] = coalesce(views);
  const { kind } = call.attrs;
  const rank = param.shape.length;
  const at = coordinates("c", rank);
  const builder = new KernelBuilder(`optimizer:${kind}`);
  builder.extents("n", param.shape);
  builder.f32("sign", () => (call.attrs.maximize ? -1 : 1)).f32("lr", () => call.attrs.lr);
  builder.write("param", param).read("grad", grad);
  states.forEach((state, k) => builder.write(`state${k}`, state));
  const step = kind === "sgd" ? sgd(builder, call, states.length > 0, at) : adam(builder, call, at);
  return builder.build(sizeOf(param.shape), `${unravel("i", rank, "c", "n")}\n${step}`);
}

// The first step fills the momentum buffer with the plain gradient: dampening acts from the second on.
function sgd(builder: KernelBuilder, call: PrimitiveCall<"optimizerStep">, hasBuffer: boolean, at: string): string {
  builder
    .f32("decay", () => call.attrs.weightDecay)
    .f32("momentum", () => call.attrs.momentum)
    .u32("first", () => (call.attrs.step === 1 ? 1 : 0))
    .f32("take", () => 1 - call.attrs.dampening);
  const momentum = `
  let moved = select(p.momentum * state0_get(${at}) + p.take * g, g, p.first == 1u);
  state0_set(${at}, moved);
  g = ${call.attrs.nesterov ? "g + p.momentum * moved" : "moved"};`;
  return `  let value = param_get(${at});
  var g = p.sign * grad_get(${at}) + p.decay * value;${hasBuffer ? momentum : ""}
  param_set(${at}, value - p.lr * g);`;
}

// Bias corrections are computed on the host in double precision.
function adam(builder: KernelBuilder, call: PrimitiveCall<"optimizerStep">, at: string): string {
  const { kind } = call.attrs;
  builder
    .f32("decay", () => (kind === "adam" ? call.attrs.weightDecay : 0))
    .f32("shrink", () => (kind === "adamw" ? 1 - call.attrs.lr * call.attrs.weightDecay : 1))
    .f32("beta1", () => call.attrs.betas[0])
    .f32("rest1", () => 1 - call.attrs.betas[0])
    .f32("beta2", () => call.attrs.betas[1])
    .f32("rest2", () => 1 - call.attrs.betas[1])
    .f32("step_size", () => call.attrs.lr / (1 - call.attrs.betas[0] ** call.attrs.step))
    .f32("root", () => Math.sqrt(1 - call.attrs.betas[1] ** call.attrs.step))
    .f32("eps", () => call.attrs.eps);
  return `  let value = param_get(${at});
  let g = p.sign * grad_get(${at}) + p.decay * value;
  let average = p.beta1 * state0_get(${at}) + p.rest1 * g;
  let square = p.beta2 * state1_get(${at}) + p.rest2 * g * g;
  state0_set(${at}, average);
  state1_set(${at}, square);
  param_set(${at}, value * p.shrink - p.step_size * average / (sqrt(square) / p.root + p.eps));`;
}

// One step of SGD, Adam or AdamW, in place. Tensors that lie one behind the other in the same buffers are one dispatch.
import { isContiguous, sizeOf, type PrimitiveAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { coalesce, range } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

type StepAttrs = PrimitiveAttrs["optimizerStep"];

export function optimizerStep(call: PrimitiveCall<"optimizerStep">, context: LowerContext): void {
  const { count } = call.attrs;
  requireFloat32("optimizerStep", call.inputs);
  const tensors = range(count).map((k) =>
    range(call.inputs.length / count).map((part) => call.inputs[part * count + k]),
  );
  for (const views of mergeNeighbours(tensors)) context.emit(stepKernel(views, call.attrs));
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
          v.storage === views[k].storage &&
          v.offset + sizeOf(v.shape) === views[k].offset,
      );
    if (last && goesOn) runs[runs.length - 1] = last.map((v, k) => line(v, sizeOf(v.shape) + sizeOf(views[k].shape)));
    else runs.push(flat ? views.map((v) => line(v, sizeOf(v.shape))) : views);
  }
  return runs;
}

const line = (view: View, length: number): View => ({
  storage: view.storage,
  dtype: view.dtype,
  offset: view.offset,
  shape: [length],
  strides: [1],
});

function stepKernel(views: readonly View[], attrs: StepAttrs): Kernel {
  const [param, grad, ...states] = coalesce(views);
  const rank = param.shape.length;
  const at = coordinates("c", rank);
  const builder = new KernelBuilder(`optimizer:${attrs.kind}`);
  builder.extents("n", param.shape);
  builder.f32("sign", attrs.maximize ? -1 : 1).f32("lr", attrs.lr);
  builder.write("param", param).read("grad", grad);
  states.forEach((state, k) => builder.write(`state${k}`, state));
  const step = attrs.kind === "sgd" ? sgd(builder, attrs, states.length > 0, at) : adam(builder, attrs, at);
  return builder.build(sizeOf(param.shape), `${unravel("i", rank, "c", "n")}\n${step}`);
}

// The first step fills the momentum buffer with the plain gradient: dampening acts from the second on.
function sgd(builder: KernelBuilder, attrs: StepAttrs, hasBuffer: boolean, at: string): string {
  builder
    .f32("decay", attrs.weightDecay)
    .f32("momentum", attrs.momentum)
    .u32("first", attrs.step === 1 ? 1 : 0);
  builder.f32("take", 1 - attrs.dampening);
  const momentum = `
  let moved = select(p.momentum * state0_get(${at}) + p.take * g, g, p.first == 1u);
  state0_set(${at}, moved);
  g = ${attrs.nesterov ? "g + p.momentum * moved" : "moved"};`;
  return `  let value = param_get(${at});
  var g = p.sign * grad_get(${at}) + p.decay * value;${hasBuffer ? momentum : ""}
  param_set(${at}, value - p.lr * g);`;
}

// Bias corrections are computed on the host in double precision.
function adam(builder: KernelBuilder, { kind, step, lr, weightDecay, betas, eps }: StepAttrs, at: string): string {
  builder.f32("decay", kind === "adam" ? weightDecay : 0).f32("shrink", kind === "adamw" ? 1 - lr * weightDecay : 1);
  builder
    .f32("beta1", betas[0])
    .f32("rest1", 1 - betas[0])
    .f32("beta2", betas[1])
    .f32("rest2", 1 - betas[1]);
  builder
    .f32("step_size", lr / (1 - betas[0] ** step))
    .f32("root", Math.sqrt(1 - betas[1] ** step))
    .f32("eps", eps);
  return `  let value = param_get(${at});
  let g = p.sign * grad_get(${at}) + p.decay * value;
  let average = p.beta1 * state0_get(${at}) + p.rest1 * g;
  let square = p.beta2 * state1_get(${at}) + p.rest2 * g * g;
  state0_set(${at}, average);
  state1_set(${at}, square);
  param_set(${at}, value * p.shrink - p.step_size * average / (sqrt(square) / p.root + p.eps));`;
}

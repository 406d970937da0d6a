// Convolution, its input gradient (the transposed convolution) and its weight gradient: one dispatch each.
import type { PrimitiveCall } from "@sonograd/core";
import type { Kernel, LowerContext } from "../kernel.js";
import { requireFloat32 } from "../wgsl-types.js";
import { type Geometry, geometryOf } from "./geometry.js";
import { forwardPass, type Gather, inputGradPass } from "./passes.js";
import { registerConv } from "./register.js";
import { suitsTiles, tiledConv } from "./tiled.js";
import { tiledWeightGrad, weightSuitsTiles } from "./tiled-weight-grad.js";
import { weightGrad } from "./weight-grad.js";

export function conv(call: PrimitiveCall<"conv">, context: LowerContext): void {
  const [x, w, bias] = call.inputs;
  requireFloat32("conv", [x, w]);
  const geometry = geometryOf(x, w, call.outputs[0], call.attrs);
  const gather = forwardPass(geometry, bias);
  context.emit(gatherKernel(geometry, gather, context));
}

export function convInputGrad(call: PrimitiveCall<"convInputGrad">, context: LowerContext): void {
  const [gradY, w] = call.inputs;
  requireFloat32("convInputGrad", [gradY, w]);
  const geometry = geometryOf(call.outputs[0], w, gradY, call.attrs);
  const gather = inputGradPass(geometry);
  context.emit(gatherKernel(geometry, gather, context));
}

export function convWeightGrad(call: PrimitiveCall<"convWeightGrad">, context: LowerContext): void {
  const [gradY, x] = call.inputs;
  const [gradW, gradBias] = call.outputs;
  requireFloat32("convWeightGrad", [gradY, x]);
  const geometry = geometryOf(x, gradW, gradY, call.attrs);
  const tiled = context.barriers && weightSuitsTiles(geometry);
  context.emit(tiled ? tiledWeightGrad(geometry, gradBias) : weightGrad(geometry, gradBias, context));
}

const gatherKernel = (geometry: Geometry, gather: Gather, context: LowerContext): Kernel =>
  context.barriers && suitsTiles(gather) ? tiledConv(geometry, gather) : registerConv(geometry, gather);

// What a model does, as a list: primitives, and whole layers for which ONNX has an operator of its own.
import { capture, noGrad, ParameterError, Tensor, type PrimitiveCall, type View } from "@sonograd/core";
import type { Module } from "../modules/index.js";
import { layerRuleOf } from "./layers.js";

export interface PrimitiveEvent {
  readonly kind: "primitive";
  readonly call: PrimitiveCall;
}
export interface LayerEvent {
  readonly kind: "layer";
  readonly layer: Module;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly View[];
}
export type TraceEvent = PrimitiveEvent | LayerEvent;

export interface Trace {
  readonly events: readonly TraceEvent[];
  /** The tensors of the result, lists within lists flattened. */
  readonly outputs: readonly Tensor[];
}

function tensorsOf(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap(tensorsOf);
  if (value === null || value === undefined) return [];
  throw new ParameterError(
    "exportOnnx: the model must return a tensor, or a list of tensors. Wrap it in such a module.",
  );
}

/** The same nesting with each tensor in fresh contiguous memory, which nothing else reads. */
function copied(value: unknown): unknown {
  if (value instanceof Tensor) return value.clone();
  return Array.isArray(value) ? value.map(copied) : value;
}

/** Runs the model once, as for evaluation and without gradients, and lists what it did. */
export function traceModel(model: Module, inputs: readonly Tensor[]): Trace {
  const events: TraceEvent[] = [];
  let isInside = false;
  const modules = model.modules();
  const modes = modules.map((module) => module.training);
  const wrapped = modules.filter((module) => layerRuleOf(module));
  for (const layer of wrapped) {
    const forward = layer.forward.bind(layer) as (...args: unknown[]) => unknown;
    const spy = (...args: unknown[]): unknown => {
      if (isInside || !layerRuleOf(layer)?.suits(args)) return forward(...args);
      isInside = true;
      try {
        const result = copied(forward(...args));
        events.push({ kind: "layer", layer, inputs: tensorsOf(args), outputs: tensorsOf(result) });
        return result;
      } finally {
        isInside = false;
      }
    };
    Object.defineProperty(layer, "forward", { value: spy, configurable: true });
  }
  try {
    model.eval();
    const listen = (call: PrimitiveCall): void => void (isInside || events.push({ kind: "primitive", call }));
    const run = model.forward.bind(model) as (...args: readonly Tensor[]) => unknown;
    const result = capture(listen, () => noGrad(() => run(...inputs)));
    return { events, outputs: tensorsOf(result) };
  } finally {
    for (const layer of wrapped) Reflect.deleteProperty(layer, "forward");
    modules.forEach((module, i) => (module.training = modes[i]));
  }
}

// What a module does with an input, as a graph. Modules are known by their shape only: this package lies below nn.
import { capture, noGrad, ParameterError, Tensor, type PrimitiveCall, type Storage, type View } from "@sonograd/core";
import { shapeProto } from "../tensor-proto.js";
import { attrValue, graphDef, type GraphNode } from "./graph-def.js";

/** A module of @sonograd/nn, or anything built like one. */
export interface TraceableModule {
  forward: (...inputs: never[]) => unknown;
  training: boolean;
  namedChildren: () => [string, TraceableModule][];
  namedParameters: () => [string, Tensor][];
  namedBuffers: () => [string, Tensor][];
}

/** Longest text of an operation's settings. */
const MOST_CHARACTERS = 1000;

/**
 * The bytes of a GraphDef. The model runs once, without gradients and in evaluation mode; its modes are set back after.
 *
 * @throws ParameterError  the model has no `forward` and `namedChildren`; whatever `forward` throws
 */
export function traceModule(model: TraceableModule, inputs: readonly unknown[]): Uint8Array {
  if (typeof model?.forward !== "function" || typeof model.namedChildren !== "function")
    throw new ParameterError("addGraph: model must be a module, with forward and namedChildren.");
  const trace = new Trace(model.constructor.name);
  const undo = trace.watch(model, model.constructor.name);
  try {
    inputs.forEach((input, i) => trace.name(input, `input/input.${i + 1}`, "IO Node"));
    const result = noGrad(() => capture((call) => trace.record(call), () => model.forward(...(inputs as never[])))); // prettier-ignore
    trace.outputs(result);
  } finally {
    for (const restore of undo) restore();
  }
  return graphDef(trace.nodes);
}

class Trace {
  readonly nodes: GraphNode[] = [];
  /** Which node made what a storage holds. */
  readonly #makers = new Map<Storage, string>();
  /** Parameters and buffers that were not used yet. */
  readonly #state = new Map<Storage, { name: string; op: string; tensor: Tensor }>();
  readonly #counts = new Map<string, number>();
  readonly #watched = new Set<TraceableModule>();
  #scope: string;

  constructor(root: string) {
    this.#scope = root;
  }

  /** Lets every module tell when it runs, in evaluation mode; the results take that back. */
  watch(module: TraceableModule, scope: string): (() => void)[] {
    if (this.#watched.has(module)) return [];
    this.#watched.add(module);
    const { training } = module;
    const own = Object.getOwnPropertyDescriptor(module, "forward");
    const forward = module.forward.bind(module);
    module.training = false;
    const value = (...inputs: never[]): unknown => {
      const outer = this.#scope;
      this.#scope = scope;
      try {
        return forward(...inputs);
      } finally {
        this.#scope = outer;
      }
    };
    Object.defineProperty(module, "forward", { value, configurable: true, enumerable: false });
    const restore = (): void => {
      Reflect.deleteProperty(module, "forward");
      if (own) Object.defineProperty(module, "forward", own);
      module.training = training;
    };
    for (const [kind, tensors] of [
      ["Parameter", module.namedParameters()],
      ["Buffer", module.namedBuffers()],
    ] as const)
      for (const [name, tensor] of tensors)
        if (!name.includes(".")) this.#state.set(tensor.storage, { name: `${scope}/${name}`, op: kind, tensor });
    const below = module
      .namedChildren()
      .map(([name, child]) => this.watch(child, `${scope}/${child.constructor.name}[${name}]`));
    return [restore, ...below.flat()];
  }

  /** Adds a node for a tensor that is there already. */
  name(value: unknown, name: string, op: string): void {
    if (!(value instanceof Tensor)) return;
    this.#add(name, op, [], value);
    this.#makers.set(value.storage, name);
  }

  record({ name: op, inputs, outputs, attrs }: PrimitiveCall): void {
    const makers = inputs.map((view) => this.#makerOf(view));
    const name = this.#unique(`${this.#scope}/${op}`);
    this.#add(name, op, [...new Set(makers)], outputs[0], attrs);
    for (const { storage } of outputs) this.#makers.set(storage, name);
  }

  outputs(result: unknown): void {
    const tensors = tensorsIn(result);
    tensors.forEach((tensor, i) => this.#add(`output/output.${i + 1}`, "IO Node", [this.#makerOf(tensor)], tensor));
  }

  #makerOf(view: View): string {
    const known = this.#makers.get(view.storage);
    if (known !== undefined) return known;
    const state = this.#state.get(view.storage);
    const name = state?.name ?? this.#unique(`${this.#scope}/constant`);
    this.#add(name, state?.op ?? "Constant", [], state?.tensor ?? view); // its own shape, not that of a view
    this.#makers.set(view.storage, name);
    return name;
  }

  #unique(name: string): string {
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  }

  #add(name: string, op: string, inputs: readonly string[], { shape }: View, attrs: unknown = {}): void {
    const text = JSON.stringify(attrs).replaceAll('"', "").slice(0, MOST_CHARACTERS);
    this.nodes.push({
      name,
      op,
      inputs,
      attributes: [
        ["_output_shapes", attrValue.shapes([shapeProto(shape)])],
        ["attr", attrValue.string(text)],
      ],
    });
  }
}

/** The tensors in a result: itself, or those of an array or object. */
function tensorsIn(result: unknown): Tensor[] {
  if (result instanceof Tensor) return [result];
  if (result === null || typeof result !== "object") return [];
  return Object.values(result).flatMap(tensorsIn);
}

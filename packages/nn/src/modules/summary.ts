// What a model consists of and what it costs, found by running it once.
import { capture, noGrad, scope, Tensor, zeros, type HookHandle, type PrimitiveCall } from "@sonograd/core";
import type { Module } from "./module.js";
import { summaryText } from "./summary-text.js";

/** One call of one module. Its own share: what submodules hold and do stands in their rows. */
export interface SummaryRow {
  /** Dotted name in the model, "" for the model itself. */
  readonly name: string;
  /** Class. */
  readonly type: string;
  /** Calls that it lies inside of. */
  readonly depth: number;
  /** Shapes of the tensor arguments and results. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShapes: readonly (readonly number[])[];
  /** Values of its parameters; 0 in the rows of further calls. */
  readonly parameters: number;
  readonly multiplyAdds: number;
}

export interface Summary {
  /** In the order of the calls, callers before what they call. */
  readonly rows: readonly SummaryRow[];
  /** Values of all parameters, each counted once, and of those that require a gradient. */
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Of one forward pass. A multiply–add is two floating-point operations. */
  readonly multiplyAdds: number;
  readonly flops: number;
  /** Of parameters and buffers. */
  readonly stateBytes: number;
  /** The table as text. */
  toString(): string;
}

/** Tensors, or shapes of float inputs: of one argument, or of each in a list. */
export type SummaryInput = Tensor | readonly number[] | readonly (Tensor | readonly number[])[];

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

const isShape = (input: SummaryInput): input is readonly number[] =>
  Array.isArray(input) && input.every((item) => typeof item === "number");

/** All tensors in nested lists. */
const tensorsOf = (value: unknown): Tensor[] =>
  value instanceof Tensor ? [value] : Array.isArray(value) ? value.flatMap(tensorsOf) : [];

const shapesOf = (value: unknown): (readonly number[])[] => tensorsOf(value).map(({ shape }) => shape);

/** Multiply–adds of a primitive: of matrix products and convolutions as their sums are written, of all else none. */
function multiplyAddsOf({ name, inputs, outputs }: PrimitiveCall): number {
  const [a, b] = inputs;
  if (name === "matmul") return size(outputs[0].shape) * a.shape.at(-1)!;
  if (name === "conv") return size(outputs[0].shape) * size(b.shape.slice(1));
  if (name === "convInputGrad") return size(a.shape) * size(b.shape.slice(1));
  return 0;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Calls the model with hooks on every module that open and close its row. */
function walk(model: Module, args: readonly unknown[]): SummaryRow[] {
  const rows: SummaryRow[] = [];
  const open: Mutable<SummaryRow>[] = [];
  const seen = new Set<Module>();
  const handles: HookHandle[] = model.namedModules().flatMap(([name, module]) => [
    module.registerForwardPreHook((_, inputs) => {
      const parameters = seen.has(module) ? 0 : module.parameters({ recurse: false }).reduce((n, p) => n + p.numel, 0);
      seen.add(module);
      const type = module.constructor.name;
      const row: SummaryRow = { name, type, depth: open.length, inputShapes: shapesOf(inputs), outputShapes: [], parameters, multiplyAdds: 0 }; // prettier-ignore
      rows.push(row);
      open.push(row);
    }),
    module.registerForwardHook((_, __, output) => {
      open.pop()!.outputShapes = shapesOf(output);
    }),
  ]);
  try {
    const call = model as unknown as (...given: unknown[]) => unknown;
    capture(
      (primitive) => {
        const innermost = open.at(-1);
        if (innermost) innermost.multiplyAdds += multiplyAddsOf(primitive);
      },
      () => noGrad(() => scope(() => void call(...args))),
    );
  } finally {
    for (const handle of handles) handle.remove();
  }
  return rows;
}

/**
 * Runs the model once, in evaluation mode and without gradients, and lists the modules that were called with their shapes,
 * parameters and multiply–adds.
 *
 * The rule of counting: a matrix product [m, k] · [k, n] costs m·k·n, a convolution its output's size times the inputs per
 * group times the kernel, a transposed one its input's size times the outputs per group times the kernel, wherever they
 * happen: in layers, in recurrent steps, in attention, in `forward` methods of your own. Everything else (offsets,
 * activations, normalisation, pooling, transforms) counts nothing.
 *
 * @param input  a tensor, the shape of a float input (which is filled with zeros), or a list of them
 * @returns the rows and totals; `String(…)` of it is a table
 * @throws what the model throws
 * @example console.log(String(summary(model, [1, 1, 16000])));
 */
export function summary(model: Module, input: SummaryInput): Summary {
  const parameters = model.parameters();
  const state = [...parameters, ...model.buffers()];
  const like = parameters[0] ?? state[0];
  const list = input instanceof Tensor || isShape(input) ? [input] : input;
  const options = like ? { device: like.device, dtype: like.dtype } : {};
  const args = list.map((item) => (item instanceof Tensor ? item : zeros(item, options)));
  const modes = model.modules().map((module): [Module, boolean] => [module, module.training]);
  model.eval();
  try {
    const rows = walk(model, args);
    const multiplyAdds = rows.reduce((sum, row) => sum + row.multiplyAdds, 0);
    const result: Summary = {
      rows,
      parameters: parameters.reduce((sum, p) => sum + p.numel, 0),
      trainableParameters: model.numParameters(),
      multiplyAdds,
      flops: 2 * multiplyAdds,
      stateBytes: state.reduce((sum, t) => sum + t.numel * BYTES[t.dtype], 0),
      toString: () => summaryText(result),
    };
    return result;
  } finally {
    for (const [module, training] of modes) module.training = training;
  }
}

const BYTES = { float32: 4, float64: 8, int32: 4, uint8: 1, bool: 1, complex64: 8, complex128: 16 } as const;

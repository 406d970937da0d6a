// Elementwise expressions, and copies as the expression that only casts.
import { cast, input, sizeOf, type Expr, type PrimitiveCall, type View } from "@sonograd/core";
import { emitElementwise } from "./elementwise.js";
import { nodesOf } from "./expression.js";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { coalesce } from "./views.js";

export function map(call: PrimitiveCall<"map">, context: LowerContext): void {
  context.emit(mapKernel("map", [call.attrs.expr], call.inputs, call.outputs, call.attrs.scalars));
}

export function fusedMap(call: PrimitiveCall<"fusedMap">, context: LowerContext): void {
  context.emit(mapKernel("fusedMap", call.attrs.exprs, call.inputs, call.outputs, call.attrs.scalars));
}

export function copy(call: PrimitiveCall<"copy">, context: LowerContext): void {
  context.emit(copyKernel(call.inputs[0], call.outputs[0]));
}

/** The elements of one view into another of the same shape, converted. */
export const copyKernel = (from: View, to: View): Kernel =>
  mapKernel("copy", [cast(input(0, from.dtype), to.dtype)], [from], [to], []);

function mapKernel(
  label: string,
  exprs: readonly Expr[],
  inputs: readonly View[],
  outputs: readonly View[],
  scalars: readonly number[],
): Kernel {
  const views = coalesce([...outputs, ...inputs]);
  const [targets, sources] = [views.slice(0, outputs.length), views.slice(outputs.length)];
  const rank = targets[0].shape.length;
  const builder = new KernelBuilder(label);
  builder.extents("n", targets[0].shape);
  const used = new Set([...nodesOf(exprs)].flatMap((node) => (node.kind === "input" ? [node.index] : [])));
  sources.forEach((view, index) => used.has(index) && builder.read(`in${index}`, view));
  targets.forEach((view, k) => builder.write(`out${k}`, view));
  const at = coordinates("c", rank);
  const loads = sources.map((_, index) => `in${index}_get(${at})`);
  const { lines, values } = emitElementwise(builder, "map", { exprs, scalars }, loads);
  const stores = values.map((value, k) => `  out${k}_set(${at}, ${value});`);
  return builder.build(sizeOf(targets[0].shape), [unravel("i", rank, "c", "n"), ...lines, ...stores].join("\n"));
}

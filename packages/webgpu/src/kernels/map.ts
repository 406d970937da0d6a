// Elementwise expressions, and copies as the expression that only casts.
import { cast, input, isComplex, sizeOf, type Expr, type PrimitiveCall, type View } from "@sonograd/core";
import { COMPLEX_FUNCTIONS } from "./complex-functions.js";
import { emitExpressions, isWhole, nodesOf, scalarsIn, usesSpecial } from "./expression.js";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { REAL_FUNCTIONS } from "./real-functions.js";
import { SPECIAL_FUNCTIONS } from "./special-functions.js";
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
  const nodes = nodesOf(exprs);
  for (const [name, { dtype, index }] of scalarsIn(nodes)) {
    if (isWhole(dtype)) builder.i32(name, scalars[index]);
    else builder.f32(name, scalars[index]);
  }
  const used = new Set<number>();
  for (const expr of exprs) usedInputs(expr, used);
  sources.forEach((view, index) => used.has(index) && builder.read(`in${index}`, view));
  targets.forEach((view, k) => builder.write(`out${k}`, view));
  if (exprs.some(needsFunctions)) builder.include(REAL_FUNCTIONS);
  if (usesSpecial(nodes)) builder.include(SPECIAL_FUNCTIONS);
  if (exprs.some(usesComplex)) builder.include(COMPLEX_FUNCTIONS);
  const { lines, values } = emitExpressions(exprs);
  const at = coordinates("c", rank);
  const loads = [...used].sort((a, b) => a - b).map((index) => `  let x${index} = in${index}_get(${at});`);
  const stores = values.map((value, k) => `  out${k}_set(${at}, ${value});`);
  return builder.build(
    sizeOf(targets[0].shape),
    [unravel("i", rank, "c", "n"), ...loads, ...lines, ...stores].join("\n"),
  );
}

function usedInputs(expr: Expr, found = new Set<number>()): Set<number> {
  if (expr.kind === "input") found.add(expr.index);
  if (expr.kind === "op") expr.args.forEach((arg) => usedInputs(arg, found));
  return found;
}

const usesComplex = (expr: Expr): boolean =>
  isComplex(expr.dtype) || (expr.kind === "op" && expr.args.some(usesComplex));

// Plain arithmetic and casts stay small to compile.
const PLAIN = new Set([
  "add",
  "sub",
  "mul",
  "cast",
  "where",
  "complex",
  "neg",
  "square",
  "and",
  "or",
  "xor",
  "not",
  "lt",
  "le",
  "gt",
  "ge",
  "eq",
]);
const needsFunctions = (expr: Expr): boolean =>
  usesComplex(expr) || (expr.kind === "op" && (!PLAIN.has(expr.op) || expr.args.some(needsFunctions)));

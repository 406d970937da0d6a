// Elementwise expressions, and copies as the expression that only casts.
import { cast, input, isComplex, sizeOf, type Expr, type PrimitiveCall, type View } from "@sonograd/core";
import { COMPLEX_FUNCTIONS } from "./complex-functions.js";
import { emitExpression } from "./expression.js";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { REAL_FUNCTIONS } from "./real-functions.js";
import { coalesce } from "./views.js";

export function map(call: PrimitiveCall<"map">, context: LowerContext): void {
  context.emit(mapKernel("map", call.attrs.expr, call.inputs, call.outputs[0], call.attrs.scalars));
}

export function copy(call: PrimitiveCall<"copy">, context: LowerContext): void {
  context.emit(copyKernel(call.inputs[0], call.outputs[0]));
}

/** The elements of one view into another of the same shape, converted. */
export const copyKernel = (from: View, to: View): Kernel =>
  mapKernel("copy", cast(input(0, from.dtype), to.dtype), [from], to, []);

function mapKernel(
  label: string,
  expr: Expr,
  inputs: readonly View[],
  output: View,
  scalars: readonly number[],
): Kernel {
  const [out, ...sources] = coalesce([output, ...inputs]);
  const rank = out.shape.length;
  const builder = new KernelBuilder(label);
  builder.extents("n", out.shape);
  scalars.forEach((value, index) => builder.f32(`scalar${index}`, value));
  const used = usedInputs(expr);
  sources.forEach((view, index) => used.has(index) && builder.read(`in${index}`, view));
  builder.write("out", out);
  if (needsFunctions(expr)) builder.include(REAL_FUNCTIONS);
  if (usesComplex(expr)) builder.include(COMPLEX_FUNCTIONS);
  const { lines, value } = emitExpression(expr);
  const at = coordinates("c", rank);
  const loads = [...used].sort((a, b) => a - b).map((index) => `  let x${index} = in${index}_get(${at});`);
  return builder.build(
    sizeOf(out.shape),
    [unravel("i", rank, "c", "n"), ...loads, ...lines, `  out_set(${at}, ${value});`].join("\n"),
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

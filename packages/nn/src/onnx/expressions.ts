// The expression of a `map` primitive as elementwise ONNX operators.
import { UnsupportedOpError, type DType, type Expr, type MapOp } from "@sonograd/core";
import type { GraphBuilder } from "./graph.js";
import { elementType } from "./refusals.js";

/** Operators that compute the same under another name. */
const SAME: Partial<Record<MapOp, string>> = {
  neg: "Neg", abs: "Abs", sign: "Sign", reciprocal: "Reciprocal", sqrt: "Sqrt", exp: "Exp", log: "Log",
  sin: "Sin", cos: "Cos", tan: "Tan", asin: "Asin", acos: "Acos", atan: "Atan",
  sinh: "Sinh", cosh: "Cosh", tanh: "Tanh", asinh: "Asinh", acosh: "Acosh", atanh: "Atanh",
  erf: "Erf", sigmoid: "Sigmoid", relu: "Relu", floor: "Floor", ceil: "Ceil", round: "Round", isnan: "IsNaN", isinf: "IsInf",
  add: "Add", sub: "Sub", mul: "Mul", div: "Div", pow: "Pow", maximum: "Max", minimum: "Min",
  eq: "Equal", lt: "Less", le: "LessOrEqual", gt: "Greater", ge: "GreaterOrEqual", and: "And", or: "Or", xor: "Xor", where: "Where",
}; // prettier-ignore

type Number = (value: number) => string;
type Add = (op: string, ...inputs: string[]) => string;

/** Operators put together from several. */
const COMPOSED: Partial<Record<MapOp, (add: Add, number: Number, args: readonly string[]) => string>> = {
  square: (add, _, [x]) => add("Mul", x, x),
  rsqrt: (add, _, [x]) => add("Reciprocal", add("Sqrt", x)),
  expm1: (add, number, [x]) => add("Sub", add("Exp", x), number(1)),
  log1p: (add, number, [x]) => add("Log", add("Add", x, number(1))),
  log2: (add, number, [x]) => add("Mul", add("Log", x), number(Math.LOG2E)),
  log10: (add, number, [x]) => add("Mul", add("Log", x), number(Math.LOG10E)),
  erfc: (add, number, [x]) => add("Sub", number(1), add("Erf", x)),
  ndtr: (add, number, [x]) => add("Mul", add("Add", add("Erf", add("Mul", x, number(Math.SQRT1_2))), number(1)), number(0.5)), // prettier-ignore
  trunc: (add, _, [x]) => add("Mul", add("Sign", x), add("Floor", add("Abs", x))),
  ne: (add, _, [a, b]) => add("Not", add("Equal", a, b)),
  remainder: (add, _, [a, b]) => add("Sub", a, add("Mul", add("Floor", add("Div", a, b)), b)),
};

/** Element types as the attribute of Cast has them. */
const CAST: Partial<Record<DType, number>> = { float32: 1, uint8: 2, int32: 6, bool: 9, float64: 11 };

export function castTo(graph: GraphBuilder, name: string, dtype: DType): string {
  elementType(dtype);
  return graph.add("Cast", [name], { to: CAST[dtype]! });
}

/**
 * Adds the nodes of an expression and returns the result's name.
 *
 * @param inputs  names of the primitive's inputs, which broadcast
 * @throws UnsupportedOpError  an operation that ONNX lacks
 */
export function addExpression(
  graph: GraphBuilder,
  expr: Expr,
  inputs: readonly string[],
  scalars: readonly number[],
): string {
  const done = new Map<Expr, string>();
  const visit = (e: Expr): string => {
    const known = done.get(e);
    if (known !== undefined) return known;
    const name = build(e);
    done.set(e, name);
    return name;
  };
  const build = (e: Expr): string => {
    if (e.kind === "input") return inputs[e.index];
    if (e.kind === "scalar") return graph.scalar(scalars[e.index], e.dtype);
    const args = e.args.map(visit);
    if (e.op === "cast") return castTo(graph, args[0], e.dtype);
    if (e.op === "not")
      return graph.add("Not", [e.args[0].dtype === "bool" ? args[0] : castTo(graph, args[0], "bool")]);
    const same = SAME[e.op];
    if (same !== undefined) return graph.add(same, args);
    const composed = COMPOSED[e.op];
    if (composed) return composed((op, ...names) => graph.add(op, names), (value) => graph.scalar(value, e.args[0].dtype), args); // prettier-ignore
    throw new UnsupportedOpError(`exportOnnx: the operation "${e.op}" has no ONNX operator. Leave it outside of the model.`); // prettier-ignore
  };
  return visit(expr);
}

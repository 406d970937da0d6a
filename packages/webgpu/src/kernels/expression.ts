// From the expression of a `map` to WGSL: one `let` per node, shared nodes once.
import { isComplex, UnsupportedOpError, type DType, type Expr, type MapOp } from "@sonograd/core";
import { castExpr, valueType } from "./wgsl-types.js";

type Emit = (...args: string[]) => string;

const call =
  (name: string): Emit =>
  (...args) =>
    `${name}(${args.join(", ")})`;

/** Operations whose functions stand in special-functions.ts. */
const SPECIAL_OPS = [
  "erfc", "erfcx", "erfinv", "ndtr", "logNdtr", "ndtri", "i0", "i0e", "i1", "i1e", "besselJ0", "besselJ1",
] as const satisfies readonly MapOp[]; // prettier-ignore

/** Whether one of the nodes needs those. */
export const usesSpecial = (nodes: ReadonlySet<Expr>): boolean =>
  [...nodes].some((node) => node.kind === "op" && (SPECIAL_OPS as readonly MapOp[]).includes(node.op));

const FLOAT: Partial<Record<MapOp, Emit>> = {
  neg: (x) => `(-${x})`,
  abs: call("abs"),
  sign: call("sign_f"),
  reciprocal: (x) => `(1.0 / ${x})`,
  square: (x) => `(${x} * ${x})`,
  sqrt: call("sqrt"),
  rsqrt: (x) => `(1.0 / sqrt(${x}))`,
  exp: call("exp_f"),
  expm1: call("expm1_f"),
  log: call("log_f"),
  log1p: call("log1p_f"),
  log2: call("log2_f"),
  log10: call("log10_f"),
  sin: call("sin_f"),
  cos: call("cos_f"),
  tan: call("tan_f"),
  asin: call("asin_f"),
  acos: call("acos_f"),
  atan: call("atan_f"),
  sinh: call("sinh_f"),
  cosh: call("cosh_f"),
  tanh: call("tanh_f"),
  asinh: call("asinh_f"),
  acosh: call("acosh_f"),
  atanh: call("atanh_f"),
  erf: call("erf_f"),
  ...Object.fromEntries(SPECIAL_OPS.map((op) => [op, call(`${op}_f`)])),
  sigmoid: call("sigmoid_f"),
  relu: (x) => `select(max(${x}, 0.0), ${x}, is_nan(${x}))`,
  floor: call("floor"),
  ceil: call("ceil"),
  round: call("round"),
  trunc: call("trunc"),
  conj: (x) => x,
  real: (x) => x,
  imag: () => "0.0",
  angle: (x) => `select(select(0.0, 3.14159265, ${x} < 0.0), ${x}, is_nan(${x}))`,
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: (a, b) => `(${a} * ${b})`,
  div: (a, b) => `(${a} / ${b})`,
  pow: call("pow_f"),
  maximum: call("max_f"),
  minimum: call("min_f"),
  remainder: call("remainder_f"),
  atan2: call("atan2_f"),
};

const INTEGER: Partial<Record<MapOp, Emit>> = {
  neg: (x) => `(-${x})`,
  abs: call("abs"),
  sign: call("sign"),
  square: (x) => `(${x} * ${x})`,
  relu: (x) => `max(${x}, 0)`,
  floor: (x) => x,
  ceil: (x) => x,
  round: (x) => x,
  trunc: (x) => x,
  conj: (x) => x,
  real: (x) => x,
  imag: () => "0",
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: (a, b) => `(${a} * ${b})`,
  div: (a, b) => `select(${a} / ${b}, 0, ${b} == 0)`,
  pow: call("pow_i"),
  maximum: call("max"),
  minimum: call("min"),
  remainder: call("remainder_i"),
  bitAnd: (a, b) => `(${a} & ${b})`,
  bitOr: (a, b) => `(${a} | ${b})`,
  bitXor: (a, b) => `(${a} ^ ${b})`,
  shiftLeft: call("shift_left"),
  shiftRight: call("shift_right"),
  gcd: call("gcd_i"),
};

const COMPLEX: Partial<Record<MapOp, Emit>> = {
  neg: (z) => `(-${z})`,
  abs: call("abs_c"),
  sign: call("sign_c"),
  reciprocal: (z) => `div_c(vec2<f32>(1.0, 0.0), ${z})`,
  square: (z) => `mul_c(${z}, ${z})`,
  sqrt: call("sqrt_c"),
  rsqrt: (z) => `div_c(vec2<f32>(1.0, 0.0), sqrt_c(${z}))`,
  exp: call("exp_c"),
  expm1: call("expm1_c"),
  log: call("log_c"),
  log1p: call("log1p_c"),
  log2: (z) => `(log_c(${z}) * 1.44269504)`,
  log10: (z) => `(log_c(${z}) * 0.434294482)`,
  sin: call("sin_c"),
  cos: call("cos_c"),
  tan: call("tan_c"),
  asin: call("asin_c"),
  acos: call("acos_c"),
  atan: call("atan_c"),
  sinh: call("sinh_c"),
  cosh: call("cosh_c"),
  tanh: call("tanh_c"),
  asinh: call("asinh_c"),
  acosh: call("acosh_c"),
  atanh: call("atanh_c"),
  sigmoid: (z) => `div_c(vec2<f32>(1.0, 0.0), vec2<f32>(1.0, 0.0) + exp_c(-${z}))`,
  conj: (z) => `vec2<f32>(${z}.x, -${z}.y)`,
  real: (z) => `${z}.x`,
  imag: (z) => `${z}.y`,
  angle: call("angle_c"),
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: call("mul_c"),
  div: call("div_c"),
  pow: call("pow_c"),
};

const TESTS: Partial<Record<MapOp, (dtype: DType, ...args: string[]) => string>> = {
  not: (dtype, x) => `!${castExpr(dtype, "bool", x)}`,
  isnan: (dtype, x) => partTest("is_nan", dtype, x),
  isinf: (dtype, x) => partTest("is_inf", dtype, x),
  signbit: (dtype, x) =>
    dtype === "float32" ? `(is_negative(${x}) && !is_nan(${x}))` : dtype === "int32" ? `(${x} < 0)` : "false",
  eq: (dtype, a, b) => (isComplex(dtype) ? `all(${a} == ${b})` : `(${a} == ${b})`),
  // A comparison that is folded under a no-NaN assumption still gives true for NaN.
  ne: (dtype, a, b) =>
    isComplex(dtype)
      ? `!all(${a} == ${b})`
      : dtype === "float32"
        ? `((${a} != ${b}) || is_nan(${a}) || is_nan(${b}))`
        : `(${a} != ${b})`,
  lt: (dtype, a, b) => ordered(dtype, "<", a, b),
  le: (dtype, a, b) => ordered(dtype, "<=", a, b),
  gt: (dtype, a, b) => ordered(dtype, ">", a, b),
  ge: (dtype, a, b) => ordered(dtype, ">=", a, b),
  and: (_, a, b) => `(${a} && ${b})`,
  or: (_, a, b) => `(${a} || ${b})`,
  xor: (_, a, b) => `(${a} != ${b})`,
};

function partTest(test: string, dtype: DType, x: string): string {
  if (isComplex(dtype)) return `(${test}(${x}.x) || ${test}(${x}.y))`;
  return dtype === "float32" ? `${test}(${x})` : "false";
}

// WGSL compares no bools by order.
function ordered(dtype: DType, sign: string, a: string, b: string): string {
  return dtype === "bool" ? `(select(0u, 1u, ${a}) ${sign} select(0u, 1u, ${b}))` : `(${a} ${sign} ${b})`;
}

/** `let` lines that compute the expressions, and the names of their values. Inputs are `x0`, `x1`, …, scalars `p.${prefix}_scalar0` or `p.${prefix}_whole0`, …. */
export function emitExpressions(exprs: readonly Expr[], prefix: string): { lines: string[]; values: string[] } {
  const lines: string[] = [];
  const names = new Map<Expr, string>();
  const visit = (e: Expr): string => {
    const known = names.get(e);
    if (known !== undefined) return known;
    let name: string;
    if (e.kind === "input") name = `x${e.index}`;
    else if (e.kind === "scalar")
      name = castExpr(isWhole(e.dtype) ? "int32" : "float32", e.dtype, `p.${prefix}_${scalarName(e)}`);
    else {
      const args = e.args.map(visit);
      name = `v${lines.length}`;
      lines.push(`  let ${name}: ${valueType(e.dtype)} = ${emitNode(e, args)};`);
    }
    names.set(e, name);
    return name;
  };
  const values = exprs.map(visit);
  return { lines, values };
}

/** Whether a scalar of this dtype reaches the kernel as i32: a float32 would round large integers. */
export const isWhole = (dtype: DType): boolean => dtype === "int32" || dtype === "uint8";
type ScalarExpr = Expr & { kind: "scalar" };
/** The parameter that holds a scalar: one number may be read both ways. */
const scalarName = ({ index, dtype }: ScalarExpr): string => `${isWhole(dtype) ? "whole" : "scalar"}${index}`;

/** The scalars among the nodes, by the name of their parameter. */
export const scalarsIn = (nodes: ReadonlySet<Expr>): Map<string, ScalarExpr> =>
  new Map([...nodes].filter((node) => node.kind === "scalar").map((node) => [scalarName(node), node]));

/** Every node of the expressions, shared ones once. */
export function nodesOf(exprs: readonly Expr[], found = new Set<Expr>()): Set<Expr> {
  for (const expr of exprs) {
    if (found.has(expr)) continue;
    found.add(expr);
    if (expr.kind === "op") nodesOf(expr.args, found);
  }
  return found;
}

function emitNode(e: Expr & { kind: "op" }, args: string[]): string {
  const from = e.args[0].dtype;
  if (e.op === "cast") return castExpr(from, e.dtype, args[0]);
  if (e.op === "complex") return `vec2<f32>(${args[0]}, ${args[1]})`;
  if (e.op === "where") return `select(${args[2]}, ${args[1]}, ${args[0]})`;
  const test = TESTS[e.op];
  if (test) return test(from, ...args);
  if (isComplex(from)) return found(COMPLEX[e.op], e)(...args);
  if (from === "float32") return found(FLOAT[e.op], e)(...args);
  const emit = found(INTEGER[e.op], e);
  // uint8 computes in i32 and wraps, bool too.
  const wide = args.map((a) => castExpr(from, "int32", a));
  return castExpr("int32", e.dtype, emit(...wide));
}

function found(emit: Emit | undefined, e: Expr & { kind: "op" }): Emit {
  if (!emit)
    throw new UnsupportedOpError(
      `${e.op}: dtype="${e.args[0].dtype}" has no kernel on device "webgpu". Convert to float32 or use the CPU.`,
    );
  return emit;
}

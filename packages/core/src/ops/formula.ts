// Functions of elements as formulas: one kernel computes the value, one more each derivative. Derivatives are formulas
// too, so every order of them follows from the table of slopes below.
import { differentiable } from "../autograd/index.js";
import { dispatch, input, node, scalar, type Expr, type MapOp } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { broadcastShapes, isFloatingPoint, needTensor, type DType, type Tensor } from "../tensor/index.js";
import { broadcastView, gradientFor } from "./operand.js";

/** What one element of the result is, given one element of each tensor. Nodes may be shared. */
export type Formula =
  | { readonly kind: "tensor" | "parameter"; readonly index: number }
  | { readonly kind: "number"; readonly value: number }
  | OpFormula;
interface OpFormula {
  readonly kind: "op";
  readonly op: MapOp;
  readonly args: readonly Formula[];
  /** In place of the table: ∂value / ∂inner for the inner formulas that it depends on. */
  readonly slopes?: readonly (readonly [inner: Formula, slope: Formula])[];
}
type Term = Formula | number;

/** The element of the k-th tensor. */
export const tensor = (index: number): Formula => ({ kind: "tensor", index });
/** The k-th number of the call: it may change from call to call without another kernel. */
export const parameter = (index: number): Formula => ({ kind: "parameter", index });
const term = (t: Term): Formula => (typeof t === "number" ? { kind: "number", value: t } : t);
const op = (name: MapOp, ...args: Term[]): OpFormula => ({ kind: "op", op: name, args: args.map(term) });
const is = (f: Formula, value: number): boolean => f.kind === "number" && f.value === value;

type Unary = (a: Term) => OpFormula;
type Binary = (a: Term, b: Term) => OpFormula;
const unary = (name: MapOp): Unary => (a) => op(name, a); // prettier-ignore
const binary = (name: MapOp): Binary => (a, b) => op(name, a, b); // prettier-ignore

export const [neg, abs, sign, square, sqrt, exp, expm1, log, log1p, tanh, sigmoid, ndtr, relu, isinf] = ([
  "neg", "abs", "sign", "square", "sqrt", "exp", "expm1", "log", "log1p", "tanh", "sigmoid", "ndtr", "relu", "isinf",
] as const).map(unary); // prettier-ignore
export const [add, sub, mul, div, maximum, eq, lt, le, gt, ge] = ([
  "add", "sub", "mul", "div", "maximum", "eq", "lt", "le", "gt", "ge",
] as const).map(binary); // prettier-ignore
export const where = (condition: Formula, a: Term, b: Term): OpFormula => op("where", condition, a, b);
/**
 * `value` with derivatives of its own, where those that follow from its parts cancel or are undefined.
 *
 * @param slopes  of the finished formula, which they may contain: for each inner formula it depends on, ∂value / ∂inner
 */
export function define(value: OpFormula, slopes: (self: Formula) => (readonly [Formula, Formula])[]): OpFormula {
  const self: OpFormula = { ...value };
  return Object.assign(self, { slopes: slopes(self) });
}

/** ∂op / ∂argument for each argument, given the arguments and the value. */
const SLOPES: Partial<Record<MapOp, (args: readonly Formula[], value: Formula) => readonly Term[]>> = {
  add: () => [1, 1],
  sub: () => [1, -1],
  mul: ([a, b]) => [b, a],
  div: ([, b], value) => [div(1, b), neg(div(value, b))],
  neg: () => [-1],
  abs: ([a]) => [sign(a)],
  square: ([a]) => [mul(2, a)],
  sqrt: (_, value) => [div(0.5, value)],
  exp: (_, value) => [value],
  expm1: ([a]) => [exp(a)],
  log: ([a]) => [div(1, a)],
  log1p: ([a]) => [div(1, add(1, a))],
  tanh: (_, value) => [sub(1, square(value))],
  sigmoid: ([a], value) => [mul(value, sigmoid(neg(a)))],
  ndtr: ([a]) => [mul(1 / Math.sqrt(2 * Math.PI), exp(mul(-0.5, square(a))))],
  relu: ([a]) => [where(gt(a, 0), 1, 0)],
  sign: () => [0],
};

const plus = (a: Formula, b: Formula): Formula => (is(a, 0) ? b : is(b, 0) ? a : add(a, b));
const times = (a: Formula, b: Formula): Formula => {
  if (is(a, 0) || is(b, 1)) return a;
  return is(b, 0) || is(a, 1) ? b : mul(a, b);
};

/** slope · g, multiplied within the branches of a choice: where the slope is 0, a gradient of NaN or ∞ stays out. */
const inBranches = (slope: Formula, g: Formula): Formula =>
  slope.kind === "op" && slope.op === "where"
    ? where(slope.args[0], inBranches(slope.args[1], g), inBranches(slope.args[2], g))
    : times(slope, g);

/** ∂f / ∂(element of the k-th tensor). */
function derivative(f: Formula, k: number): Formula {
  const known = new Map<Formula, Formula>();
  const visit = (g: Formula): Formula => {
    let d = known.get(g);
    if (!d) known.set(g, (d = compute(g)));
    return d;
  };
  const compute = (g: Formula): Formula => {
    if (g.kind !== "op") return term(g.kind === "tensor" && g.index === k ? 1 : 0);
    if (g.op === "where" && !g.slopes) {
      const [a, b] = [visit(g.args[1]), visit(g.args[2])];
      return a.kind === "number" && is(b, a.value) ? a : where(g.args[0], a, b);
    }
    const slopes = g.slopes ?? SLOPES[g.op]!(g.args, g).map((slope, i) => [g.args[i], term(slope)] as const);
    return slopes.map(([inner, slope]) => times(slope, visit(inner))).reduce(plus);
  };
  return visit(f);
}

interface Lowered {
  readonly expr: Expr;
  /** Numbers, or formulas that stand for parameters. */
  readonly scalars: readonly (number | { readonly index: number })[];
}

function lower(f: Formula, dtype: DType): Lowered {
  const scalars: (number | { readonly index: number })[] = [];
  const leaves = new Map<string, Expr>();
  const leaf = (key: string, value: number | { readonly index: number }): Expr => {
    let expr = leaves.get(key);
    if (!expr) leaves.set(key, (expr = scalar(scalars.push(value) - 1, dtype)));
    return expr;
  };
  const done = new Map<Formula, Expr>();
  const visit = (g: Formula): Expr => {
    const known = done.get(g);
    if (known) return known;
    let expr: Expr;
    if (g.kind === "op") expr = node(g.op, BOOLEAN.has(g.op) ? "bool" : dtype, ...g.args.map(visit));
    else if (g.kind === "number") expr = leaf(`number ${g.value}`, g.value);
    else expr = g.kind === "tensor" ? input(g.index, dtype) : leaf(`parameter ${g.index}`, g);
    done.set(g, expr);
    return expr;
  };
  return { expr: visit(f), scalars };
}

const BOOLEAN: ReadonlySet<MapOp> = new Set<MapOp>(["eq", "lt", "le", "gt", "ge", "isinf"]);

/** What `make` gives for a formula and a key, made once: backends compile an expression once per object. */
function cached<T>(make: (f: Formula, key: string) => T): (f: Formula, key: string) => T {
  const known = new WeakMap<Formula, Map<string, T>>();
  return (f, key) => {
    let own = known.get(f);
    if (!own) known.set(f, (own = new Map()));
    if (!own.has(key)) own.set(key, make(f, key));
    return own.get(key)!;
  };
}
const loweredOf = cached((f, dtype) => lower(f, dtype as DType));
/** The gradient for tensor k, with the incoming gradient as one more tensor after the `count` there are; null where it is 0. */
const gradientOf = cached((f, key): Formula | null => {
  const [k, count] = key.split(" ").map(Number);
  const slope = derivative(f, k);
  return is(slope, 0) ? null : inBranches(slope, tensor(count));
});

/** Refuses tensors that are not of one floating-point dtype. @throws DTypeError */
export function needFloats(name: string, ...tensors: readonly Tensor[]): void {
  for (const t of tensors) needTensor(name, t, "input");
  const wrong = tensors.find((t) => !isFloatingPoint(t.dtype)) ?? tensors.find((t) => t.dtype !== tensors[0].dtype);
  if (!wrong) return;
  throw new DTypeError(
    isFloatingPoint(wrong.dtype)
      ? `${name}: dtypes ${tensors.map((t) => t.dtype).join(", ")} must be one. Convert with .to("${tensors[0].dtype}").`
      : `${name}: dtype="${wrong.dtype}" must be floating-point. Convert with .to("float32").`,
  );
}

/**
 * The formula for every element of tensors that broadcast, with its gradient for each of them.
 *
 * @param tensors  of one floating-point dtype, checked by the caller
 */
export function evaluate(
  name: string,
  f: Formula,
  tensors: readonly Tensor[],
  parameters: readonly number[] = [],
): Tensor {
  const [{ dtype }] = tensors;
  const shape = broadcastShapes(name, ...tensors.map((t) => t.shape));
  const forward = (): Tensor => {
    const { expr, scalars } = loweredOf(f, dtype);
    const values = scalars.map((s) => (typeof s === "number" ? s : parameters[s.index]));
    return dispatch("map", tensors.map((t) => broadcastView(t, shape)), [{ shape, dtype }], { expr, scalars: values })[0]; // prettier-ignore
  };
  return differentiable(name, tensors, forward, () =>
    tensors.map((t, k) => {
      const slope = gradientOf(f, `${k} ${tensors.length}`);
      return slope && ((g) => gradientFor(t, evaluate(`${name} gradient`, slope, [...tensors, g], parameters)));
    }),
  );
}

// Two operands that broadcast, with a derivative for each side.
import { differentiable } from "../autograd/index.js";
import { dispatch, node, type MapOp } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { broadcastShapes, isComplex, isIntegral, Tensor, type DType } from "../tensor/index.js";
import { attachMethods } from "./method.js";
import { broadcastView, gradientFor, mapArguments, resultType, type Operand } from "./operand.js";

type Rule = (grad: Tensor, a: Operand, b: Operand, y: Tensor) => Tensor;

const conj = (x: Operand): Operand => (typeof x === "number" ? x : x.conj());

function runBinary(
  op: MapOp,
  name: string,
  a: Operand,
  b: Operand,
  compute: DType,
  result: DType,
  rules: readonly [Rule, Rule] | null,
): Tensor {
  if (typeof a === "number" && typeof b === "number")
    throw new ParameterError(`${name}: a=${a} and b=${b} are both numbers. One side must be a tensor: tensor(${a}).`);
  const { tensors, scalars, exprs } = mapArguments([a, b], [compute, compute]);
  const shape = broadcastShapes(name, ...tensors.map((t) => t.shape));
  const expr = node(op, result, ...exprs);
  const forward = (): Tensor =>
    dispatch("map", tensors.map((t) => broadcastView(t, shape)), [{ shape, dtype: result }], { expr, scalars })[0]; // prettier-ignore
  if (!rules) return forward();
  return differentiable(name, tensors, forward, (y) => {
    const left = (g: Tensor): Tensor => gradientFor(a, rules[0](g, a, b, y));
    const right = (g: Tensor): Tensor => gradientFor(b, rules[1](g, a, b, y));
    if (typeof a === "number") return [right];
    return typeof b === "number" ? [left] : [left, right];
  });
}

type BinaryOp = (a: Operand, b: Operand) => Tensor;

interface ArithmeticOptions {
  /** Integers become float32, as in true division. */
  readonly floats?: boolean;
  readonly complex?: boolean;
}

function arithmetic(op: MapOp, left: Rule, right: Rule, options: ArithmeticOptions = {}): BinaryOp {
  return (a, b) => {
    let dtype = typeof a === "number" && typeof b === "number" ? "float32" : resultType([a, b]);
    if (isComplex(dtype) && !options.complex)
      throw new DTypeError(`${op}: dtype="${dtype}" is complex, which ${op} does not order or divide.`);
    if (dtype === "bool") dtype = "int32";
    if (options.floats && isIntegral(dtype)) dtype = "float32";
    return runBinary(op, op, a, b, dtype, dtype, [left, right]);
  };
}

function compare(op: MapOp, name: string, options: { complex?: boolean; logical?: boolean } = {}): BinaryOp {
  return (a, b) => {
    const dtype = typeof a === "number" && typeof b === "number" ? "float32" : resultType([a, b]);
    if (isComplex(dtype) && !options.complex)
      throw new DTypeError(`${name}: dtype="${dtype}" is complex and has no order. Compare .abs().`);
    return runBinary(op, name, a, b, options.logical ? "bool" : dtype, "bool", null);
  };
}

const COMPLEX: ArithmeticOptions = { complex: true };
const asTensor = (x: Operand, likeOf: Tensor): Tensor => (typeof x === "number" ? likeOf.mul(0).add(x) : x);
/** Share of the gradient that goes to `a` where it wins; ties share it equally, as in PyTorch. */
const share = (g: Tensor, a: Operand, b: Operand, y: Tensor, side: Operand): Tensor =>
  g.mul(eq(side, y).to(g.dtype)).div(eq(a, b).to(g.dtype).add(1));

export const add = arithmetic("add", (g) => g, (g) => g, COMPLEX); // prettier-ignore
export const sub = arithmetic("sub", (g) => g, (g) => g.neg(), COMPLEX); // prettier-ignore
export const mul = arithmetic("mul", (g, _, b) => mul(g, conj(b)), (g, a) => mul(g, conj(a)), COMPLEX); // prettier-ignore
/** True division: integers give float32. */
export const div = arithmetic(
  "div",
  (g, _, b) => div(g, conj(b)),
  (g, _a, b, y) => div(mul(g, y.conj()), conj(b)).neg(),
  { floats: true, complex: true },
);
export const pow = arithmetic(
  "pow",
  // b = 0 must give 0, also where a = 0 would make a^(b−1) infinite.
  (g, a, b) => {
    if (typeof b === "number") return b === 0 ? g.mul(0) : g.mul(pow(a, b - 1).mul(b));
    return where(b.eq(0), 0, g.mul(mul(b, pow(a, b.sub(1)))));
  },
  (g, a, b, y) => {
    const base = asTensor(a, y);
    return where(logicalAnd(base.eq(0), ge(b, 0)), 0, g.mul(y.mul(base.log())));
  },
);
export const maximum = arithmetic("maximum", (g, a, b, y) => share(g, a, b, y, a), (g, a, b, y) => share(g, a, b, y, b)); // prettier-ignore
export const minimum = arithmetic("minimum", (g, a, b, y) => share(g, a, b, y, a), (g, a, b, y) => share(g, a, b, y, b)); // prettier-ignore
/** a − floor(a / b) · b: has the sign of b. */
export const remainder = arithmetic(
  "remainder",
  (g) => g,
  (g, a, b) => g.mul(div(a, b).floor().neg()),
);
export const atan2 = arithmetic(
  "atan2",
  (g, a, b) => g.mul(div(b, asTensor(a, g).square().add(asTensor(b, g).square()))),
  (g, a, b) => g.mul(div(a, asTensor(a, g).square().add(asTensor(b, g).square())).neg()),
  { floats: true },
);

export const eq = compare("eq", "eq", { complex: true });
export const ne = compare("ne", "ne", { complex: true });
export const lt = compare("lt", "lt");
export const le = compare("le", "le");
export const gt = compare("gt", "gt");
export const ge = compare("ge", "ge");
export const logicalAnd = compare("and", "logicalAnd", { complex: true, logical: true });
export const logicalOr = compare("or", "logicalOr", { complex: true, logical: true });
export const logicalXor = compare("xor", "logicalXor", { complex: true, logical: true });

/** Elements of `a` where `condition` holds, of `b` elsewhere; all three broadcast. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const dtype = typeof a === "number" && typeof b === "number" ? "float32" : resultType([a, b]);
  const { tensors, scalars, exprs } = mapArguments([condition, a, b], ["bool", dtype, dtype]);
  const shape = broadcastShapes("where", ...tensors.map((t) => t.shape));
  const forward = (): Tensor =>
    dispatch("map", tensors.map((t) => broadcastView(t, shape)), [{ shape, dtype }], { expr: node("where", dtype, ...exprs), scalars })[0]; // prettier-ignore
  const rules = [
    null,
    (g: Tensor) => gradientFor(a, where(condition, g, 0)),
    (g: Tensor) => gradientFor(b, where(condition, 0, g)),
  ];
  return differentiable("where", tensors, forward, () =>
    rules.filter((_, i) => typeof [condition, a, b][i] !== "number"),
  );
}

/** Elements limited to [min, max]; either bound may be left out. The gradient is 0 outside. */
export function clamp(x: Tensor, { min, max }: { min?: number; max?: number } = {}): Tensor {
  if (min === undefined && max === undefined)
    throw new ParameterError("clamp: min and max are both missing. Give at least one.");
  if (min !== undefined && max !== undefined && min > max) return x.mul(0).add(max);
  let y = x;
  if (min !== undefined) y = where(x.lt(min), min, y);
  return max === undefined ? y : where(x.gt(max), max, y);
}

export const binary = {
  add, sub, mul, div, pow, maximum, minimum, remainder, atan2, eq, ne, lt, le, gt, ge, logicalAnd, logicalOr, logicalXor,
} as const; // prettier-ignore

type Methods = { [K in keyof typeof binary]: (other: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    clamp(bounds: { min?: number; max?: number }): Tensor;
    /** This tensor where `condition` holds, `other` elsewhere. */
    where(condition: Tensor, other: Operand): Tensor;
  }
}
attachMethods(binary);
Tensor.prototype.clamp = function (bounds) {
  return clamp(this, bounds);
};
Tensor.prototype.where = function (condition, other) {
  return where(condition, this, other);
};

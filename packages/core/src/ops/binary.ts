// Two operands that broadcast, with a derivative for each side. Powers, division, comparisons and bits have files of
// their own.
import { differentiable } from "../autograd/index.js";
import { node, type Expr, type MapOp } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isComplex, isIntegral, type DType, type Tensor } from "../tensor/index.js";
import { eq, gt, lt, where } from "./compare.js";
import { full, zerosLike } from "./create.js";
import { attachMethods } from "./method.js";
import { floatType, gradientFor, isTensor, mapOperands, refuseComplex, resultType, type ElementRule, type Operand } from "./operand.js"; // prettier-ignore

export { where } from "./compare.js";

/** The gradient of one side from that of the result; may have the result's shape and dtype. */
export type SideRule = (grad: Tensor, a: Operand, b: Operand, y: Tensor) => Tensor;

/** One `map` on two operands as `dtype`, with the gradient of each side. */
export function binaryOp(
  name: string,
  [a, b]: readonly [Operand, Operand],
  dtype: DType,
  rule: ElementRule,
  rules: readonly [SideRule, SideRule],
): Tensor {
  const sides = [a, b].map((side, k) => ({ side, rule: rules[k] })).filter(({ side }) => isTensor(side));
  return differentiable(
    name,
    sides.map(({ side }) => side as Tensor),
    () => mapOperands(name, [a, b], dtype, rule),
    (y) => sides.map((s) => (g: Tensor) => gradientFor(s.side, s.rule(g, a, b, y))),
  );
}

export const conj = (x: Operand): Operand => (isTensor(x) ? x.conj() : x);
/** A side in the dtype of `like`. */
export const inTypeOf = (like: Tensor, x: Operand): Operand => (isTensor(x) ? x.to(like.dtype) : Number(x));
/** A side as a tensor in the dtype of `like`. */
export const tensorLike = (like: Tensor, x: Operand): Tensor =>
  isTensor(x) ? x.to(like.dtype) : full([], Number(x), { dtype: like.dtype, device: like.device });
const squared = (x: Operand): Operand => (isTensor(x) ? x.square() : Number(x) ** 2);
/** A rule for a side on which the result depends in steps only. */
export const flatSide: SideRule = (g) => zerosLike(g);
const plain =
  (op: MapOp): ElementRule =>
  ([x, y]) =>
    node(op, x.dtype, x, y);
const pair = (op: MapOp, x: Expr, y: Expr): Expr => node(op, x.dtype, x, y);

export interface AlphaOptions {
  /** Factor on the second operand (default 1). */
  readonly alpha?: number;
}

function withAlpha(op: "add" | "sub", a: Operand, b: Operand, { alpha = 1 }: AlphaOptions): Tensor {
  const dtype = resultType([a, b], op);
  if (isIntegral(dtype) && (!Number.isInteger(alpha) || (dtype === "bool" && alpha !== 1)))
    throw new ParameterError(`${op}: alpha=${alpha} must be ${dtype === "bool" ? "1" : "an integer"} for dtype="${dtype}".`); // prettier-ignore
  const scaled = (g: Tensor): Tensor => (alpha === 1 ? g : g.mul(alpha));
  const rule: ElementRule = ([x, y], number) => pair(dtype === "bool" ? "or" : op, x, alpha === 1 ? y : pair("mul", y, number(alpha))); // prettier-ignore
  return binaryOp(op, [a, b], dtype, rule, [(g) => g, (g) => (op === "add" ? scaled(g) : scaled(g).neg())]);
}

/** a + alpha · b. Two bools give bool: true where one is. */
export const add = (a: Operand, b: Operand, options: AlphaOptions = {}): Tensor => withAlpha("add", a, b, options);

/** a − alpha · b. @throws DTypeError  for bools, as in PyTorch: use logicalXor or logicalNot */
export function sub(a: Operand, b: Operand, options: AlphaOptions = {}): Tensor {
  for (const x of [a, b])
    if (typeof x === "boolean" || (isTensor(x) && x.dtype === "bool"))
      throw new DTypeError('sub: dtype="bool" has no difference. Use logicalXor or logicalNot, or .to("int32").');
  return withAlpha("sub", a, b, options);
}

/** a · b. Two bools give bool: true where both are. */
export function mul(a: Operand, b: Operand): Tensor {
  const dtype = resultType([a, b], "mul");
  return binaryOp("mul", [a, b], dtype, plain(dtype === "bool" ? "and" : "mul"), [
    (g, _, y) => mul(g, conj(y)),
    (g, x) => mul(g, conj(x)),
  ]);
}

/** Refuses complex operands of an op that orders its elements. */
function orderedType(op: string, a: Operand, b: Operand): DType {
  const dtype = resultType([a, b], op);
  if (isComplex(dtype)) throw new DTypeError(`${op}: dtype="${dtype}" is complex and has no order. Compare .abs().`);
  return dtype;
}

/** Gradient for the side that wins; ties share it equally and NaN passes it to both, as in PyTorch. */
const winner = (loses: (a: Operand, b: Operand) => Tensor): SideRule => (g, a, b) =>
  where(loses(a, b), 0, where(eq(a, b), g.div(2), g)); // prettier-ignore

/** The larger element; NaN where one is. */
export const maximum = (a: Operand, b: Operand): Tensor =>
  binaryOp("maximum", [a, b], orderedType("maximum", a, b), plain("maximum"), [winner(lt), winner(gt)]);
/** The smaller element; NaN where one is. */
export const minimum = (a: Operand, b: Operand): Tensor =>
  binaryOp("minimum", [a, b], orderedType("minimum", a, b), plain("minimum"), [winner(gt), winner(lt)]);

/** The side that `wins`, or the other where it is NaN; of equal ones the gradient goes to the first. */
function skipNaN(op: "fmax" | "fmin", a: Operand, b: Operand, wins: "ge" | "le"): Tensor {
  const dtype = orderedType(op, a, b);
  const first: ElementRule = ([x, y]) => node("or", "bool", node(wins, "bool", x, y), node("isnan", "bool", y));
  const takesFirst = (): Tensor => mapOperands(op, [a, b], dtype, first);
  return binaryOp(op, [a, b], dtype, (args, number) => node("where", dtype, first(args, number), ...args), [
    (g) => where(takesFirst(), g, 0),
    (g) => where(takesFirst(), 0, g),
  ]);
}

/** The larger element, the other one where one is NaN. */
export const fmax = (a: Operand, b: Operand): Tensor => skipNaN("fmax", a, b, "ge");
/** The smaller element, the other one where one is NaN. */
export const fmin = (a: Operand, b: Operand): Tensor => skipNaN("fmin", a, b, "le");

/** The angle of the point (b, a) in radians, −π…π; the gradient at (0, 0) is 0. */
export function atan2(a: Operand, b: Operand): Tensor {
  refuseComplex("atan2", a, b);
  // ∂/∂a = b / (a² + b²), ∂/∂b = −a / (a² + b²)
  const slope = (g: Tensor, side: Operand, y: Tensor): Tensor => {
    const power = add(squared(inTypeOf(y, a)), squared(inTypeOf(y, b)));
    return mul(g, inTypeOf(y, side)).mul(where(power.eq(0), 0, power.reciprocal()));
  };
  return binaryOp("atan2", [a, b], floatType([a, b], "atan2"), plain("atan2"), [
    (g, _a, _b, y) => slope(g, b, y),
    (g, _a, _b, y) => slope(g, a, y).neg(),
  ]);
}

/** The size of `a` with the sign of `b`, which may be that of −0; the gradient at a = 0 is 0. */
export function copysign(a: Operand, b: Operand): Tensor {
  refuseComplex("copysign", a, b);
  const rule: ElementRule = ([x, y]) => {
    const size = node("abs", x.dtype, x);
    return node("where", x.dtype, node("signbit", "bool", y), node("neg", x.dtype, size), size);
  };
  return binaryOp("copysign", [a, b], floatType([a, b], "copysign"), rule, [
    (g, x, _, y) => where(eq(x, 0), 0, g.mul(y.div(x))),
    flatSide,
  ]);
}

/** √(a² + b²) without overflow or underflow on the way; the gradient at (0, 0) is 0 (PyTorch's is NaN). */
export function hypot(a: Operand, b: Operand): Tensor {
  refuseComplex("hypot", a, b);
  const rule: ElementRule = ([x, y], number) => {
    const [p, q] = [x, y].map((side) => node("abs", x.dtype, side));
    const [large, small] = [pair("maximum", p, q), pair("minimum", p, q)];
    const ratio = node("where", x.dtype, node("not", "bool", large), number(0), pair("div", small, large));
    const root = node("sqrt", x.dtype, pair("add", node("square", x.dtype, ratio), number(1)));
    const isInfinite = node("or", "bool", node("isinf", "bool", p), node("isinf", "bool", q));
    return node("where", x.dtype, isInfinite, number(Infinity), pair("mul", large, root));
  };
  const slope = (g: Tensor, side: Operand, y: Tensor): Tensor => mul(g, inTypeOf(y, side)).div(where(y.eq(0), 1, y));
  return binaryOp("hypot", [a, b], floatType([a, b], "hypot"), rule, [
    (g, x, _, y) => slope(g, x, y),
    (g, _, x, y) => slope(g, x, y),
  ]);
}

/** 0 where `a` < 0, 1 where `a` > 0, `values` where `a` = 0, 0 for NaN; no gradient. As `torch.heaviside`, and with promotion. */
export function heaviside(a: Operand, values: Operand): Tensor {
  refuseComplex("heaviside", a, values);
  return mapOperands("heaviside", [a, values], resultType([a, values], "heaviside"), ([x, v], number) => {
    const step = node("where", x.dtype, node("gt", "bool", x, number(0)), number(1), number(0));
    return node("where", x.dtype, node("eq", "bool", x, number(0)), v, step);
  });
}

const sided = { mul, maximum, minimum, fmax, fmin, atan2, copysign, hypot, heaviside } as const;
type Methods = { [K in keyof typeof sided]: (other: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    add(other: Operand, options?: AlphaOptions): Tensor;
    sub(other: Operand, options?: AlphaOptions): Tensor;
  }
}
attachMethods({ ...sided, add, sub });

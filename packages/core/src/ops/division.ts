// Quotients and remainders.
import { node, type Expr } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isIntegral, type DType, type Tensor } from "../tensor/index.js";
import { binaryOp, conj, flatSide, inTypeOf, mul } from "./binary.js";
import { attachMethods } from "./method.js";
import { floatType, refuseComplex, resultType, type ElementRule, type Operand } from "./operand.js";

export interface DivOptions {
  /** null (default): true division; "trunc" rounds the quotient towards 0, "floor" down. Then integers stay integers. */
  readonly roundingMode?: "trunc" | "floor" | null;
}

/**
 * a / b, integers as float32; or the rounded quotient, as `torch.div`.
 *
 * @throws ParameterError  another rounding mode
 */
export function div(a: Operand, b: Operand, { roundingMode = null }: DivOptions = {}): Tensor {
  if (roundingMode === "floor") return floorDivide(a, b);
  if (roundingMode === "trunc") return truncDivide(a, b);
  if (roundingMode !== null)
    throw new ParameterError(`div: roundingMode="${String(roundingMode)}" must be null, "trunc" or "floor".`);
  return binaryOp("div", [a, b], floatType([a, b], "div"), ([x, y]) => node("div", x.dtype, x, y), [
    (g, _, y) => div(g, conj(y)),
    (g, _, y, quotient) => div(mul(g, quotient.conj()), conj(y)).neg(),
  ]);
}
/** a / b, integers as float32; another name of {@link div}. */
export const trueDivide = (a: Operand, b: Operand): Tensor => div(a, b);

/** The common dtype of an op that rounds: real, and not bool alone. */
function roundingType(op: string, a: Operand, b: Operand): DType {
  refuseComplex(op, a, b);
  const dtype = resultType([a, b], op);
  if (dtype === "bool")
    throw new DTypeError(`${op}: dtype="bool" has no quotient to round. Convert one side with .to("int32").`);
  return dtype;
}

const quotientOf = (x: Expr, y: Expr): Expr => node("div", x.dtype, x, y);
/** ⌊x / y⌋ of the exact quotient: (x − x mod y) / y is whole, where ⌊x / y⌋ of a rounded quotient may be one too many. */
const floored: ElementRule = ([x, y]) => {
  const whole = quotientOf(node("sub", x.dtype, x, node("remainder", x.dtype, x, y)), y);
  if (isIntegral(x.dtype)) return whole;
  return node("where", x.dtype, node("not", "bool", y), quotientOf(x, y), node("round", x.dtype, whole));
};

/**
 * ⌊a / b⌋ of the exact quotient, as `torch.floor_divide`; integers stay integers. The gradient is 0.
 * Division by 0 gives ±∞ or NaN for floats; for integers it is not defined.
 */
export const floorDivide = (a: Operand, b: Operand): Tensor =>
  binaryOp("floorDivide", [a, b], roundingType("floorDivide", a, b), floored, [flatSide, flatSide]);

function truncDivide(a: Operand, b: Operand): Tensor {
  const rule: ElementRule = ([x, y]) =>
    isIntegral(x.dtype) ? quotientOf(x, y) : node("trunc", x.dtype, quotientOf(x, y));
  return binaryOp("div", [a, b], roundingType("div", a, b), rule, [flatSide, flatSide]);
}

/** a − ⌊a / b⌋ · b: has the sign of b. Exact; NaN for b = 0, which for integers is not defined. */
export function remainder(a: Operand, b: Operand): Tensor {
  const rule: ElementRule = ([x, y]) => node("remainder", x.dtype, x, y);
  return binaryOp("remainder", [a, b], roundingType("remainder", a, b), rule, [
    (g) => g,
    (g, x, y, rest) => mul(g, floorDivide(inTypeOf(rest, x), inTypeOf(rest, y))).neg(),
  ]);
}

/** a − trunc(a / b) · b: has the sign of a, as C's fmod. Exact; NaN for b = 0, which for integers is not defined. */
export function fmod(a: Operand, b: Operand): Tensor {
  const rule: ElementRule = ([x, y]) => {
    if (isIntegral(x.dtype)) return node("sub", x.dtype, x, node("mul", x.dtype, quotientOf(x, y), y));
    const rest = node("remainder", x.dtype, node("abs", x.dtype, x), node("abs", x.dtype, y));
    return node("where", x.dtype, node("signbit", "bool", x), node("neg", x.dtype, rest), rest);
  };
  return binaryOp("fmod", [a, b], roundingType("fmod", a, b), rule, [
    (g) => g,
    (g, x, y, rest) => mul(g, truncDivide(inTypeOf(rest, x), inTypeOf(rest, y))).neg(),
  ]);
}

const sided = { trueDivide, floorDivide, remainder, fmod } as const;
type Methods = { [K in keyof typeof sided]: (divisor: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    div(divisor: Operand, options?: DivOptions): Tensor;
  }
}
attachMethods({ ...sided, div });

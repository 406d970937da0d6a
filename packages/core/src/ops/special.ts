// Functions of one or two operands composed from the elementwise ones, with care where the plain formula breaks.
import { differentiable } from "../autograd/index.js";
import { dispatch, node } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { broadcastShapes, isComplex, isDouble, isIntegral, Tensor } from "../tensor/index.js";
import { add, clamp, div, mul, where } from "./binary.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { broadcastView, gradientFor, mapArguments, resultType, type Operand } from "./operand.js";

function refuseComplex(op: string, ...operands: readonly Operand[]): void {
  for (const x of operands)
    if (x instanceof Tensor && isComplex(x.dtype))
      throw new DTypeError(`${op}: dtype="${x.dtype}" is complex. Take .abs(), .real() or .angle() first.`);
}

const toFloat = (x: Tensor): Tensor => (isIntegral(x.dtype) ? x.to("float32") : x);

/** Both sides as tensors of one floating dtype; a number takes the other side's device. */
function floats(op: string, a: Operand, b: Operand): [Tensor, Tensor] {
  refuseComplex(op, a, b);
  const like = a instanceof Tensor ? a : b;
  if (!(like instanceof Tensor))
    throw new ParameterError(`${op}: ${String(a)} and ${String(b)} are both numbers. One side must be a tensor.`);
  const common = resultType([a, b]);
  const dtype = isIntegral(common) ? "float32" : common;
  const side = (x: Operand): Tensor => (x instanceof Tensor ? x.to(dtype) : like.newZeros([], { dtype }).fill_(x));
  return [side(a), side(b)];
}

/** The part behind the decimal point, with the sign of x: x − trunc(x). */
export function frac(x: Tensor): Tensor {
  refuseComplex("frac", x);
  return x.sub(x.trunc());
}

/**
 * log(x / (1 − x)), the inverse of sigmoid: NaN outside 0…1, infinite at the ends.
 *
 * @param options.eps  x is first limited to eps…1 − eps (default: not)
 */
export function logit(x: Tensor, { eps }: { eps?: number } = {}): Tensor {
  refuseComplex("logit", x);
  const own = eps === undefined ? toFloat(x) : clamp(toFloat(x), { min: eps, max: 1 - eps });
  return own.log().sub(own.neg().log1p());
}

/** x · log(y) that is 0 where x = 0, unless y is NaN; as `torch.xlogy`. One side may be a number. */
export function xlogy(x: Operand, y: Operand): Tensor {
  const [a, b] = floats("xlogy", x, y);
  const forward = (): Tensor => where(a.eq(0), b.where(b.isnan(), 0), a.mul(b.log()));
  return differentiable("xlogy", [a, b], forward, () => [
    (g) => gradientFor(a, where(a.eq(0).logicalAnd(b.le(0)), 0, g.mul(b.log()))),
    (g) => gradientFor(b, g.mul(a.div(b))),
  ]);
}

/** sin(πx) / (πx), 1 at 0; as `torch.sinc`. */
export function sinc(x: Tensor): Tensor {
  refuseComplex("sinc", x);
  const angle = toFloat(x).mul(Math.PI);
  const isZero = angle.eq(0);
  const safe = where(isZero, 1, angle); // the branch not taken must not divide by 0: its gradient would be NaN
  return where(isZero, 1, safe.sin().div(safe));
}

/** √(a² + b²) without overflow or underflow on the way; the gradient at (0, 0) is 0 (PyTorch's is NaN). */
export function hypot(a: Operand, b: Operand): Tensor {
  const [x, y] = floats("hypot", a, b);
  const forward = (): Tensor => {
    const [p, q] = [x.abs(), y.abs()];
    const [large, small] = [p.maximum(q), p.minimum(q)];
    const ratio = where(large.eq(0).logicalOr(large.isinf()), 0, small.div(large));
    return large.mul(ratio.square().add(1).sqrt());
  };
  return differentiable("hypot", [x, y], forward, (out) => {
    const slope = (side: Tensor): Tensor => where(out.eq(0), 0, side.div(where(out.eq(0), 1, out)));
    return [(g) => gradientFor(x, g.mul(slope(x))), (g) => gradientFor(y, g.mul(slope(y)))];
  });
}

/**
 * ⌊a / b⌋ of the exact quotient, as `torch.floor_divide`; integers stay integers. No gradient flows through it.
 * Division by 0 gives ±∞ or NaN for floats; for integers it is not defined.
 */
export function floorDivide(a: Operand, b: Operand): Tensor {
  refuseComplex("floorDivide", a, b);
  if (typeof a === "number" && typeof b === "number")
    throw new ParameterError(`floorDivide: a=${a} and b=${b} are both numbers. One side must be a tensor.`);
  const common = resultType([a, b]);
  const dtype = common === "bool" ? "int32" : common;
  const { tensors, scalars, exprs } = mapArguments([a, b], [dtype, dtype]);
  const [p, q] = exprs;
  // (a − a mod b) / b is a whole number, where ⌊a / b⌋ of a rounded quotient may be one too many.
  const whole = node("div", dtype, node("sub", dtype, p, node("remainder", dtype, p, q)), q);
  const safe = (): typeof whole =>
    node("where", dtype, node("not", "bool", q), node("div", dtype, p, q), node("round", dtype, whole));
  const shape = broadcastShapes("floorDivide", ...tensors.map((t) => t.shape));
  const expr = isIntegral(dtype) ? whole : safe();
  return dispatch("map", tensors.map((t) => broadcastView(t, shape)), [{ shape, dtype }], { expr, scalars })[0]; // prettier-ignore
}

/** a + weight · (b − a), written from the nearer end so that weight 1 gives b exactly; as `torch.lerp`. */
export function lerp(a: Tensor, b: Tensor, weight: Operand): Tensor {
  const step = b.sub(a);
  const low = a.add(step.mul(weight));
  if (typeof weight === "number") return Math.abs(weight) < 0.5 ? low : b.sub(step.mul(1 - weight));
  return where(weight.abs().lt(0.5), low, b.sub(step.mul(weight.neg().add(1))));
}

/** x + value · a · b; value 1 by default. */
export const addcmul = (x: Tensor, a: Operand, b: Operand, { value = 1 } = {}): Tensor =>
  add(x, mul(mul(a, b), value)); // prettier-ignore

/** x + value · a / b; value 1 by default. */
export const addcdiv = (x: Tensor, a: Operand, b: Operand, { value = 1 } = {}): Tensor =>
  add(x, mul(div(a, b), value)); // prettier-ignore

export interface NanToNumOptions {
  /** In place of NaN (default 0). */
  readonly nan?: number;
  /** In place of +∞ (default: the largest finite number of the dtype). */
  readonly posinf?: number;
  /** In place of −∞ (default: the smallest one). */
  readonly neginf?: number;
}

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** `x` with NaN and the infinities replaced by numbers; no gradient flows to those. */
export function nanToNum(x: Tensor, { nan = 0, posinf, neginf }: NanToNumOptions = {}): Tensor {
  refuseComplex("nanToNum", x);
  if (isIntegral(x.dtype)) return x;
  const limit = isDouble(x.dtype) ? Number.MAX_VALUE : LARGEST_FLOAT32;
  const finite = where(x.isnan(), nan, x);
  return where(x.eq(Infinity), posinf ?? limit, where(x.eq(-Infinity), neginf ?? -limit, finite));
}

const methods = { frac, logit, sinc, lerp, addcmul, addcdiv, nanToNum } as const;
const sides = { xlogy, hypot, floorDivide } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    xlogy(y: Operand): Tensor;
    hypot(other: Operand): Tensor;
    floorDivide(divisor: Operand): Tensor;
  }
}
attachMethods(methods);
attachMethods(sides);

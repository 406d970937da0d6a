// Ops that write their result where their first argument stands: `x.add_(y)` is `x.copy_(x.add(y))`, unrecorded.
import { noGrad } from "../autograd/index.js";
import { DTypeError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, sameShape, type DType, type Tensor } from "../tensor/index.js";
import { add, atan2, copysign, hypot, mul, sub } from "./binary.js";
import { bitwiseAnd, bitwiseLeftShift, bitwiseNot, bitwiseOr, bitwiseRightShift, bitwiseXor, gcd, lcm } from "./bitwise.js"; // prettier-ignore
import { clamp, clampMax, clampMin, clip, nanToNum } from "./clamp.js";
import { eq, ge, gt, le, logicalAnd, logicalOr, logicalXor, lt, ne } from "./compare.js";
import { div, floorDivide, fmod, remainder, trueDivide } from "./division.js";
import { elementwise, round } from "./elementwise.js";
import { erf, erfc, erfinv } from "./error-functions.js";
import { maskedFill } from "./gather.js";
import { copy_, refuseRecorded } from "./in-place.js";
import { logit, xlogy } from "./logarithms.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { floatPower, ldexp, pow } from "./powers.js";
import { cumprod, cumsum } from "./scan.js";
import { addcdiv, addcmul, deg2rad, frac, lerp, rad2deg, sinc } from "./special.js";

const {
  neg, abs, sign, sgn, reciprocal, square, sqrt, rsqrt, exp, exp2, expm1, log, log1p, log2, log10, sin, cos, tan, asin, acos,
  atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, relu, floor, ceil, trunc, logicalNot,
} = elementwise; // prettier-ignore

const OPS = {
  add, sub, mul, div, trueDivide, floorDivide, remainder, fmod, pow, floatPower, ldexp, atan2, hypot, copysign, xlogy, lerp, addcmul, addcdiv,
  clamp, clip, clampMin, clampMax, nanToNum, maskedFill, cumsum, cumprod,
  neg, abs, sign, sgn, reciprocal, square, sqrt, rsqrt, exp, exp2, expm1, log, log1p, log2, log10, sin, cos, tan, asin, acos,
  atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, relu, floor, ceil, round, trunc, frac, erf, erfc, erfinv, logit, sinc,
  deg2rad, rad2deg,
  eq, ne, lt, le, gt, ge, logicalNot, logicalAnd, logicalOr, logicalXor,
  bitwiseNot, bitwiseAnd, bitwiseOr, bitwiseXor, bitwiseLeftShift, bitwiseRightShift, gcd, lcm,
} as const; // prettier-ignore

const categoryOf = (dtype: DType): number => (dtype === "bool" ? 0 : isIntegral(dtype) ? 1 : isComplex(dtype) ? 3 : 2);

function writeBack(name: string, x: Tensor, y: Tensor): Tensor {
  if (!sameShape(x.shape, y.shape))
    throw new ShapeError(`${name}: the result ${formatShape(y.shape)} does not fit in ${formatShape(x.shape)}. Use ${name.slice(0, -1)}().`); // prettier-ignore
  if (categoryOf(y.dtype) > categoryOf(x.dtype))
    throw new DTypeError(`${name}: the result is ${y.dtype}, which dtype="${x.dtype}" does not hold. Use ${name.slice(0, -1)}() or convert first.`); // prettier-ignore
  return copy_(x, y);
}

type Op = (x: Tensor, ...rest: never[]) => Tensor;
const inPlace =
  (name: string, op: Op): Op =>
  (x, ...rest) => {
    refuseRecorded(name, x);
    return writeBack(name, x, noGrad(() => op(x, ...rest))); // prettier-ignore
  };

/**
 * The in-place form of an op: the same arguments, the result in the tensor's own memory, and the tensor returned. It must
 * have the tensor's shape and a dtype that fits into the tensor's category (comparisons write 1 and 0).
 * While operations are recorded, a tensor that requires a gradient is refused, unlike in PyTorch.
 */
export type InPlace = { [K in keyof typeof OPS as `${K}_`]: MethodsOf<typeof OPS>[K] };
declare module "../tensor/tensor.js" {
  interface Tensor extends InPlace {}
}
/** By name: `inPlaceOps.add_(x, y)` is `x.add_(y)`. */
export const inPlaceOps: Readonly<Record<keyof InPlace, Op>> = Object.fromEntries(
  Object.entries(OPS).map(([op, run]) => [`${op}_`, inPlace(`${op}_`, run as Op)]),
) as Record<keyof InPlace, Op>;
attachMethods(inPlaceOps);

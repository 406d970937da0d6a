// Elementary functions of one element, with their derivatives beside them. A complex gradient follows PyTorch: the
// input's gradient is grad · conj(f').
import { node } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isComplex, isIntegral, needTensor, Tensor, toRealDType } from "../tensor/index.js";
import { where } from "./compare.js";
import { attachMethods } from "./method.js";
import { COMPLEX, flat, KEEP, TEST, unary } from "./unary.js";

/** −x. Bools have none; uint8 wraps. */
export const neg = unary("neg", (g) => g.neg(), { ...KEEP, ...COMPLEX });
/** Magnitude; the gradient at 0 and at NaN is 0. */
export const abs = unary("abs", (g, x) => x.sgn().mul(g), { ...KEEP, ...COMPLEX, result: toRealDType });
/** −1, 0 or 1; 0 for NaN. */
export const sign = unary("sign", flat, { ...KEEP, bools: "kept" });
/** 1 / x. */
export const reciprocal = unary("reciprocal", (g, _, y) => g.mul(y.mul(y).neg().conj()), COMPLEX);
/** x². */
export const square = unary("square", (g, x) => g.mul(x.mul(2).conj()), { ...KEEP, ...COMPLEX, bools: "int32" });
/** √x, principal branch; the gradient at 0 is infinite. */
export const sqrt = unary("sqrt", (g, _, y) => g.div(y.mul(2).conj()), COMPLEX);
/** 1 / √x. */
export const rsqrt = unary("rsqrt", (g, _, y) => g.mul(y.pow(3).mul(-0.5).conj()), COMPLEX);
export const exp = unary("exp", (g, _, y) => g.mul(y.conj()), COMPLEX);
/** 2ˣ. */
export const exp2 = unary("exp2", (g, _, y) => g.mul(y.mul(Math.LN2).conj()), {
  ...COMPLEX,
  rule: (x, number) => node("pow", x.dtype, number(2), x),
});
/** eˣ − 1, exact near 0. */
export const expm1 = unary("expm1", (g, _, y) => g.mul(y.add(1).conj()), COMPLEX);
export const log = unary("log", (g, x) => g.div(x.conj()), COMPLEX);
/** log(1 + x), exact near 0. */
export const log1p = unary("log1p", (g, x) => g.div(x.add(1).conj()), COMPLEX);
export const log2 = unary("log2", (g, x) => g.div(x.mul(Math.LN2).conj()), COMPLEX);
export const log10 = unary("log10", (g, x) => g.div(x.mul(Math.LN10).conj()), COMPLEX);
export const sin = unary("sin", (g, x) => g.mul(x.cos().conj()), COMPLEX);
export const cos = unary("cos", (g, x) => g.mul(x.sin().neg().conj()), COMPLEX);
export const tan = unary("tan", (g, _, y) => g.mul(y.square().add(1).conj()), COMPLEX);
export const asin = unary("asin", (g, x) => g.mul(x.square().neg().add(1).rsqrt().conj()), COMPLEX);
export const acos = unary("acos", (g, x) => g.mul(x.square().neg().add(1).rsqrt().conj()).neg(), COMPLEX);
export const atan = unary("atan", (g, x) => g.div(x.square().add(1).conj()), COMPLEX);
export const sinh = unary("sinh", (g, x) => g.mul(x.cosh().conj()), COMPLEX);
export const cosh = unary("cosh", (g, x) => g.mul(x.sinh().conj()), COMPLEX);
export const tanh = unary("tanh", (g, _, y) => g.mul(y.square().neg().add(1).conj()), COMPLEX);
export const asinh = unary("asinh", (g, x) => g.mul(x.square().add(1).rsqrt().conj()), COMPLEX);
/** The derivative's two roots stay apart for complex numbers: √(x² − 1) has another branch cut than √(x − 1)·√(x + 1). */
export const acosh = unary("acosh", (g, x) => g.mul((isComplex(x.dtype) ? x.sub(1).rsqrt().mul(x.add(1).rsqrt()) : x.square().sub(1).rsqrt()).conj()), COMPLEX); // prettier-ignore
export const atanh = unary("atanh", (g, x) => g.div(x.square().neg().add(1).conj()), COMPLEX);
/** 1 / (1 + e⁻ˣ). */
export const sigmoid = unary("sigmoid", (g, _, y) => g.mul(y.mul(y.neg().add(1)).conj()), COMPLEX);
/** x where positive, 0 elsewhere; NaN passes, and so does its gradient. */
export const relu = unary("relu", (g, _, y) => where(y.le(0), 0, g), KEEP);
export const floor = unary("floor", flat, KEEP);
export const ceil = unary("ceil", flat, KEEP);
export const trunc = unary("trunc", flat, KEEP);
const roundWhole = unary("round", flat, KEEP);
export const isnan = unary("isnan", null, { ...TEST, ...COMPLEX });
export const isinf = unary("isinf", null, { ...TEST, ...COMPLEX });
/** True below 0 and for −0. */
export const signbit = unary("signbit", null, TEST);
/** True where the element is zero. */
export const logicalNot = unary("not", null, { ...TEST, ...COMPLEX });

/** Sign of a real number, x / |x| of a complex one, 0 at 0 with gradient 0; as `torch.sgn`. */
export function sgn(x: Tensor): Tensor {
  needTensor("sgn", x);
  if (!isComplex(x.dtype)) return sign(x);
  const magnitude = x.abs();
  const isZero = magnitude.eq(0);
  return where(isZero, 0, x.div(where(isZero, 1, magnitude)));
}

/**
 * To the nearest integer, halves to the even one, as `torch.round`.
 *
 * @param options.decimals  places behind the point that stay, negative: zeros before it (default 0)
 * @throws ParameterError, DTypeError  decimals of an integer tensor
 */
export function round(x: Tensor, { decimals = 0 }: { readonly decimals?: number } = {}): Tensor {
  if (!Number.isInteger(decimals)) throw new ParameterError(`round: decimals=${decimals} must be an integer.`);
  if (decimals === 0) return roundWhole(x);
  if (isIntegral(x.dtype))
    throw new DTypeError(`round: dtype="${x.dtype}" has no decimals=${decimals}. Convert with .to("float32").`);
  const scale = 10 ** Math.abs(decimals);
  return decimals > 0 ? roundWhole(x.mul(scale)).div(scale) : roundWhole(x.div(scale)).mul(scale);
}

export const elementwise = {
  neg, abs, sign, sgn, reciprocal, square, sqrt, rsqrt, exp, exp2, expm1, log, log1p, log2, log10, sin, cos, tan, asin,
  acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, relu, floor, ceil, trunc, isnan, isinf, signbit, logicalNot,
} as const; // prettier-ignore

type Methods = { [K in keyof typeof elementwise]: () => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    round(options?: { readonly decimals?: number }): Tensor;
  }
}
attachMethods({ ...elementwise, round });

// One input, one output element per input element, with its derivative beside it. A complex gradient follows
// PyTorch: the input's gradient is grad · conj(f').
import { differentiable } from "../autograd/index.js";
import { cast, dispatch, input, node, type MapOp } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { isComplex, isIntegral, Tensor, toRealDType, type DType } from "../tensor/index.js";
import { attachMethods } from "./method.js";

type Derivative = (grad: Tensor, x: Tensor, y: Tensor) => Tensor;

interface UnaryOptions {
  /** Integers stay integers (otherwise they become float32). */
  readonly keepsIntegers?: boolean;
  /** Defined for complex numbers. */
  readonly complex?: boolean;
  /** Result dtype for a given input dtype (default: the same). */
  readonly result?: (dtype: DType) => DType;
}

function unary(op: MapOp, derivative: Derivative | null, options: UnaryOptions = {}): (x: Tensor) => Tensor {
  return (x) => {
    if (isComplex(x.dtype) && !options.complex)
      throw new DTypeError(`${op}: dtype="${x.dtype}" is complex. Take .abs(), .real() or .angle() first.`);
    const dtype = isIntegral(x.dtype) && !options.keepsIntegers ? "float32" : x.dtype;
    const result = options.result?.(dtype) ?? dtype;
    const expr = node(op, result, cast(input(0, x.dtype), dtype));
    const forward = (): Tensor => dispatch("map", [x], [{ shape: x.shape, dtype: result }], { expr, scalars: [] })[0];
    return differentiable(op, derivative ? [x] : [], forward, (y) => [(g) => derivative!(g, x, y)]);
  };
}

const KEEP: UnaryOptions = { keepsIntegers: true };
const COMPLEX: UnaryOptions = { complex: true };
const zero: Derivative = (g) => g.mul(0);
const toBool = (): DType => "bool";

export const neg = unary("neg", (g) => g.neg(), { ...KEEP, complex: true });
/** Magnitude; the gradient at 0 is 0. */
export const abs = unary("abs", (g, x) => x.sgn().mul(g), { ...KEEP, complex: true, result: toRealDType });
export const sign = unary("sign", zero, KEEP);
export const reciprocal = unary("reciprocal", (g, _, y) => g.mul(y.mul(y).neg().conj()), COMPLEX);
export const square = unary("square", (g, x) => g.mul(x.mul(2).conj()), { ...KEEP, complex: true });
export const sqrt = unary("sqrt", (g, _, y) => g.div(y.mul(2).conj()), COMPLEX);
export const rsqrt = unary("rsqrt", (g, x, y) => g.mul(y.div(x).mul(-0.5)));
export const exp = unary("exp", (g, _, y) => g.mul(y.conj()), COMPLEX);
export const expm1 = unary("expm1", (g, _, y) => g.mul(y.add(1)));
export const log = unary("log", (g, x) => g.div(x.conj()), COMPLEX);
export const log1p = unary("log1p", (g, x) => g.div(x.add(1)));
export const log2 = unary("log2", (g, x) => g.div(x.mul(Math.LN2)));
export const log10 = unary("log10", (g, x) => g.div(x.mul(Math.LN10)));
export const sin = unary("sin", (g, x) => g.mul(x.cos().conj()), COMPLEX);
export const cos = unary("cos", (g, x) => g.mul(x.sin().neg().conj()), COMPLEX);
export const tan = unary("tan", (g, _, y) => g.mul(y.square().add(1)));
export const asin = unary("asin", (g, x) => g.mul(x.square().neg().add(1).rsqrt()));
export const acos = unary("acos", (g, x) => g.mul(x.square().neg().add(1).rsqrt()).neg());
export const atan = unary("atan", (g, x) => g.div(x.square().add(1)));
export const sinh = unary("sinh", (g, x) => g.mul(x.cosh()));
export const cosh = unary("cosh", (g, x) => g.mul(x.sinh()));
export const tanh = unary("tanh", (g, _, y) => g.mul(y.square().neg().add(1)));
export const asinh = unary("asinh", (g, x) => g.mul(x.square().add(1).rsqrt()));
export const acosh = unary("acosh", (g, x) => g.mul(x.square().sub(1).rsqrt()));
export const atanh = unary("atanh", (g, x) => g.div(x.square().neg().add(1)));
export const erf = unary("erf", (g, x) =>
  g.mul(
    x
      .square()
      .neg()
      .exp()
      .mul(2 / Math.sqrt(Math.PI)),
  ),
);
export const sigmoid = unary("sigmoid", (g, _, y) => g.mul(y.mul(y.neg().add(1))));
export const relu = unary("relu", (g, x) => g.mul(x.gt(0).to(g.dtype)), KEEP);
export const floor = unary("floor", zero, KEEP);
export const ceil = unary("ceil", zero, KEEP);
/** To the nearest integer, halves to the even one. */
export const round = unary("round", zero, KEEP);
export const trunc = unary("trunc", zero, KEEP);
export const isnan = unary("isnan", null, { ...KEEP, complex: true, result: toBool });
export const isinf = unary("isinf", null, { ...KEEP, complex: true, result: toBool });
/** True where the element is zero. */
export const logicalNot = unary("not", null, { ...KEEP, complex: true, result: toBool });

/** Sign of a real number, x / |x| of a complex one, 0 at 0; as `torch.sgn`. */
export function sgn(x: Tensor): Tensor {
  if (!isComplex(x.dtype)) return sign(x);
  const magnitude = x.abs();
  return x.div(magnitude.add(magnitude.eq(0).to(magnitude.dtype)));
}

export const elementwise = {
  neg, abs, sign, sgn, reciprocal, square, sqrt, rsqrt, exp, expm1, log, log1p, log2, log10, sin, cos, tan, asin, acos,
  atan, sinh, cosh, tanh, asinh, acosh, atanh, erf, sigmoid, relu, floor, ceil, round, trunc, isnan, isinf, logicalNot,
} as const; // prettier-ignore

type Methods = { [K in keyof typeof elementwise]: () => Tensor };
declare module "../tensor/tensor.js" {
  // eslint-disable-next-line typescript/no-empty-object-type -- the methods come from the table above
  interface Tensor extends Methods {}
}
attachMethods(elementwise);

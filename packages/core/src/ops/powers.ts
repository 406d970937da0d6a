// Powers with a tensor on at least one side.
import { node, type Expr, type MapOp } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isComplex, isIntegral, type DType, type Tensor } from "../tensor/index.js";
import { binaryOp, conj, inTypeOf, mul, tensorLike, type SideRule } from "./binary.js";
import { ge, logicalAnd, where } from "./compare.js";
import { zerosLike } from "./create.js";
import { attachMethods } from "./method.js";
import { floatType, isTensor, resultType, tensorAmong, type ElementRule, type Operand } from "./operand.js";

/** b · a^(b − 1); 0 for b = 0, also where a = 0 would make the power infinite. */
const baseRule: SideRule = (g, a, b, y) => {
  if (!isTensor(b))
    return Number(b) === 0
      ? zerosLike(g)
      : g.mul(
          pow(a, Number(b) - 1)
            .mul(Number(b))
            .conj(),
        );
  const exponent = b.to(y.dtype);
  return where(exponent.eq(0), 0, g.mul(mul(exponent, pow(inTypeOf(y, a), exponent.sub(1))).conj()));
};

/** a^b · log(a); 0 for a = 0 where a^b does not grow there. */
const exponentRule: SideRule = (g, a, b, y) => {
  if (!isTensor(a) && Number(a) > 0) return g.mul(y.mul(Math.log(Number(a))).conj());
  const base = tensorLike(y, a);
  const real = isTensor(b) && isComplex(b.dtype) ? b.real() : b;
  return where(logicalAnd(base.eq(0), ge(real, 0)), 0, g.mul(y.mul(base.log()).conj()));
};

const power: ElementRule = ([x, y]) => node("pow", x.dtype, x, y);
/** Exponents that have an operation of their own, which is faster and, at −∞ and −0, PyTorch's answer. */
const SIMPLE = new Map<Operand, MapOp>([[2, "square"], [0.5, "sqrt"], [-0.5, "rsqrt"], [-1, "reciprocal"]]); // prettier-ignore

/**
 * aᵇ, element by element; 0⁰ = 1, also of complex numbers (PyTorch: NaN). Integers stay integers and wrap; a tensor of negative whole exponents truncates 1/a to 0
 * (a number is refused, as in PyTorch).
 *
 * @throws ParameterError, DTypeError
 */
export function pow(a: Operand, b: Operand): Tensor {
  const dtype = resultType([a, b], "pow");
  if (dtype === "bool") throw new DTypeError('pow: dtype="bool" has no powers. Use logicalOr, or .to("int32").');
  if (isIntegral(dtype) && !isTensor(b) && Number(b) < 0)
    throw new ParameterError(`pow: exponent=${Number(b)} must be ≥ 0 for dtype="${dtype}". Convert with .to("float32").`); // prettier-ignore
  const simple = isTensor(b) ? undefined : SIMPLE.get(b);
  const rule: ElementRule = simple ? ([x]) => node(simple, x.dtype, x) : power;
  return binaryOp("pow", [a, b], dtype, rule, [baseRule, exponentRule]);
}

/**
 * aᵇ in double precision, as `torch.float_power`: float64 or complex128. A GPU, which has no such dtypes, computes and
 * gives float32 or complex64.
 */
export function floatPower(a: Operand, b: Operand): Tensor {
  const single = tensorAmong("floatPower", [a, b]).device !== "cpu";
  const parts: readonly [DType, DType] = single ? ["float32", "complex64"] : ["float64", "complex128"];
  const dtype = parts[isComplex(floatType([a, b], "floatPower")) ? 1 : 0];
  const side = (x: Operand): Operand => (isTensor(x) ? x.to(dtype) : x);
  return pow(side(a), side(b));
}

/** a · 2ᵇ, also where 2ᵇ alone would overflow; as `torch.ldexp`. Integers become float32. */
export function ldexp(a: Operand, b: Operand): Tensor {
  const dtype = floatType([a, b], "ldexp");
  const rule: ElementRule = ([x, y], number) => {
    const times = (factor: Expr, exponent: Expr): Expr =>
      node("mul", dtype, factor, node("pow", dtype, number(2), exponent));
    if (isComplex(dtype)) return times(x, y);
    // In two halves, each of which is representable; far enough out, ±∞ does not matter.
    const limited = node("minimum", dtype, node("maximum", dtype, y, number(-5000)), number(5000));
    const first = node("trunc", dtype, node("mul", dtype, limited, number(0.5)));
    return times(times(x, first), node("sub", dtype, limited, first));
  };
  return binaryOp("ldexp", [a, b], dtype, rule, [
    (g, _, n) => ldexp(g, conj(n)),
    (g, _a, _b, y) => g.mul(y.mul(Math.LN2).conj()),
  ]);
}

const sided = { pow, floatPower, ldexp } as const;
type Methods = { [K in keyof typeof sided]: (exponent: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {}
}
attachMethods(sided);

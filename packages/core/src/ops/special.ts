// Functions of one or two operands composed from the elementwise ones.
import { differentiable } from "../autograd/index.js";
import { cast, node, type Expr } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { needTensor, toRealDType, type Tensor } from "../tensor/index.js";
import { add, mul, where } from "./binary.js";
import { div } from "./division.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { gradientFor, isTensor, type Operand } from "./operand.js";
import { unary } from "./unary.js";

/** The part behind the decimal point, with the sign of x: x − trunc(x). */
export const frac = unary("frac", (g) => g, {
  keepsIntegers: true,
  rule: (x) => node("sub", x.dtype, x, node("trunc", x.dtype, x)),
});

/** x itself, as `torch.positive`. @throws DTypeError  bool */
export function positive(x: Tensor): Tensor {
  needTensor("positive", x);
  if (x.dtype !== "bool") return x;
  throw new DTypeError('positive: dtype="bool" has no sign. Convert with .to("int32").');
}

/** Degrees to radians; integers become float32. */
export const deg2rad = unary("deg2rad", (g) => g.mul(Math.PI / 180), {
  rule: (x, number) => node("mul", x.dtype, x, number(Math.PI / 180)),
});
/** Radians to degrees; integers become float32. */
export const rad2deg = unary("rad2deg", (g) => g.mul(180 / Math.PI), {
  rule: (x, number) => node("mul", x.dtype, x, number(180 / Math.PI)),
});

/** sin(πx) / (πx), 1 at 0; as `torch.sinc`. */
export const sinc: (x: Tensor) => Tensor = unary("sinc", (g, x) => g.mul(sincSlope(x).conj()), {
  complex: true,
  rule: (x, number) => {
    const angle = node("mul", x.dtype, x, number(Math.PI));
    const value = node("div", x.dtype, node("sin", x.dtype, angle), angle);
    return node("where", x.dtype, node("eq", "bool", x, number(0)), number(1), value);
  },
});

/** (cos s − sin s / s) / s = Σ (−1)ᵏ · 2k / (2k + 1)! · s²ᵏ⁻¹, which cancels near 0. */
const SLOPE_SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => {
  let factorial = 1;
  for (let i = 2; i <= 2 * k + 1; i++) factorial *= i;
  return ((k % 2 === 0 ? 1 : -1) * 2 * k) / factorial;
});

/** The derivative of {@link sinc}, π · (cos s − sin s / s) / s with s = πx. */
const sincSlope: (x: Tensor) => Tensor = unary(
  "sincSlope",
  // d/dx = −π² · sinc(x) − 2 · slope / x, of which the second part tends to −π²/3 · −2 at 0
  (g, x, y) => {
    const isZero = x.eq(0);
    const quotient = where(isZero, -(Math.PI ** 2) / 3, y.div(where(isZero, 1, x)));
    return g.mul(
      sinc(x)
        .mul(Math.PI ** 2)
        .add(quotient.mul(2))
        .neg()
        .conj(),
    );
  },
  {
    complex: true,
    rule: (x, number) => {
      const of = (op: "mul" | "add" | "sub" | "div", a: Expr, b: Expr): Expr => node(op, x.dtype, a, b);
      const s = of("mul", x, number(Math.PI));
      const wide = of("div", of("sub", node("cos", x.dtype, s), of("div", node("sin", x.dtype, s), s)), s);
      const square = node("square", x.dtype, s);
      const near = of(
        "mul",
        SLOPE_SERIES.map(number).reduceRight((sum, c) => of("add", of("mul", sum, square), c)),
        s,
      );
      const size = node("abs", toRealDType(x.dtype), s);
      const isNear = node("lt", "bool", size, cast(number(1), toRealDType(x.dtype)));
      return of("mul", node("where", x.dtype, isNear, near, wide), number(Math.PI));
    },
  },
);

/** a + weight · (b − a), written from the nearer end so that weight 1 gives b exactly; as `torch.lerp`. */
export function lerp(a: Tensor, b: Tensor, weight: Operand): Tensor {
  needTensor("lerp", a, "a");
  needTensor("lerp", b, "b");
  const forward = (): Tensor => {
    const step = b.sub(a);
    const low = a.add(step.mul(weight));
    if (!isTensor(weight)) return Math.abs(Number(weight)) < 0.5 ? low : b.sub(step.mul(1 - Number(weight)));
    return where(weight.abs().lt(0.5), low, b.sub(step.mul(weight.neg().add(1))));
  };
  const rest = (): Operand => (isTensor(weight) ? weight.neg().add(1).conj() : 1 - Number(weight));
  return differentiable("lerp", isTensor(weight) ? [a, b, weight] : [a, b], forward, () => [
    (g) => gradientFor(a, g.mul(rest())),
    (g) => gradientFor(b, g.mul(isTensor(weight) ? weight.conj() : weight)),
    (g) => gradientFor(weight, g.mul(b.sub(a).conj())),
  ]);
}

/** x + value · a · b; value 1 by default. */
export const addcmul = (x: Tensor, a: Operand, b: Operand, { value = 1 } = {}): Tensor =>
  add(x, mul(mul(a, b), value)); // prettier-ignore

/** x + value · a / b; value 1 by default. */
export const addcdiv = (x: Tensor, a: Operand, b: Operand, { value = 1 } = {}): Tensor =>
  add(x, mul(div(a, b), value)); // prettier-ignore

const methods = { frac, positive, deg2rad, rad2deg, sinc, lerp, addcmul, addcdiv } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Logarithms of sums and shares, with care where the plain formula gives 0 · ∞ or overflows.
import { node, type Expr } from "../backend/index.js";
import { isIntegral, type Tensor } from "../tensor/index.js";
import { add, binaryOp, inTypeOf, mul, sub, tensorLike } from "./binary.js";
import { clamp } from "./clamp.js";
import { eq, le, logicalAnd, where } from "./compare.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { floatType, refuseComplex, type Operand } from "./operand.js";
import { unary } from "./unary.js";

/** The larger of two exponents, and what the other adds: base^−|a − b|. */
function sumOfPowers(x: Expr, y: Expr, number: (value: number) => Expr, base: 2 | null): [Expr, Expr] {
  const larger = node("maximum", x.dtype, x, y);
  const gap = node("neg", x.dtype, node("abs", x.dtype, node("sub", x.dtype, x, y)));
  const rest = base === null ? node("exp", x.dtype, gap) : node("pow", x.dtype, number(base), gap);
  return [larger, node("log1p", x.dtype, rest)];
}

function logOfSum(name: "logaddexp" | "logaddexp2", a: Operand, b: Operand): Tensor {
  refuseComplex(name, a, b);
  const base = name === "logaddexp" ? null : 2;
  // d/da = a's share of the sum, eᵃ / (eᵃ + eᵇ)
  const share = (g: Tensor, side: Operand, other: Operand, y: Tensor): Tensor => {
    const gap = sub(inTypeOf(y, side), inTypeOf(y, other));
    return mul(g, (base === null ? gap : gap.mul(Math.LN2)).sigmoid());
  };
  const rule = ([x, y]: readonly Expr[], number: (value: number) => Expr): Expr => {
    const [larger, rest] = sumOfPowers(x, y, number, base);
    const sum = node("add", x.dtype, larger, base === null ? rest : node("mul", x.dtype, rest, number(Math.LOG2E)));
    return node("where", x.dtype, node("isinf", "bool", larger), larger, sum); // ∞ − ∞ is no gap
  };
  return binaryOp(name, [a, b], floatType([a, b], name), rule, [(g, p, q, y) => share(g, p, q, y), (g, p, q, y) => share(g, q, p, y)]); // prettier-ignore
}

/** log(eᵃ + eᵇ) without overflow, as `torch.logaddexp`. */
export const logaddexp = (a: Operand, b: Operand): Tensor => logOfSum("logaddexp", a, b);
/** log₂(2ᵃ + 2ᵇ) without overflow, as `torch.logaddexp2`. */
export const logaddexp2 = (a: Operand, b: Operand): Tensor => logOfSum("logaddexp2", a, b);

function timesLog(name: "xlogy" | "xlog1py", x: Operand, y: Operand): Tensor {
  refuseComplex(name, x, y);
  const [log, shift] = name === "xlogy" ? (["log", 0] as const) : (["log1p", 1] as const);
  const rule = ([p, q]: readonly Expr[], number: (value: number) => Expr): Expr => {
    const product = node("mul", p.dtype, p, node(log, p.dtype, q));
    const nothing = node("where", p.dtype, node("isnan", "bool", q), q, number(0));
    return node("where", p.dtype, node("eq", "bool", p, number(0)), nothing, product);
  };
  return binaryOp(name, [x, y], floatType([x, y], name), rule, [
    (g, a, b) =>
      where(logicalAnd(eq(tensorLike(g, a), 0), le(tensorLike(g, b), -shift)), 0, g.mul(tensorLike(g, b)[log]())),
    (g, a, b) => mul(g, inTypeOf(g, a)).div(shift === 0 ? b : add(b, shift)),
  ]);
}

/** x · log(y) that is 0 where x = 0, unless y is NaN; as `torch.xlogy`. One side may be a number. */
export const xlogy = (x: Operand, y: Operand): Tensor => timesLog("xlogy", x, y);
/** x · log(1 + y) that is 0 where x = 0, unless y is NaN; as `torch.special.xlog1py`. One side may be a number. */
export const xlog1py = (x: Operand, y: Operand): Tensor => timesLog("xlog1py", x, y);

/** −x · log(x), the entropy of a share: 0 at 0, −∞ below; as `torch.special.entr`. */
export const entr = unary("entr", (g, x) => g.mul(x.log().neg().sub(1)), {
  rule: (x, number) => {
    const value = node("neg", x.dtype, node("mul", x.dtype, x, node("log", x.dtype, x)));
    const below = node("where", x.dtype, node("lt", "bool", x, number(0)), number(-Infinity), value);
    return node("where", x.dtype, node("eq", "bool", x, number(0)), number(0), below);
  },
});

/**
 * log(x / (1 − x)), the inverse of sigmoid: NaN outside 0…1, infinite at the ends.
 *
 * @param options.eps  x is first limited to eps…1 − eps (default: not)
 */
export function logit(x: Tensor, { eps }: { readonly eps?: number } = {}): Tensor {
  refuseComplex("logit", x);
  if (eps === undefined) return logOdds(x);
  const own = isIntegral(x.dtype) ? x.to("float32") : x;
  return logOdds(where(own.isnan(), own, clamp(own, { min: eps, max: 1 - eps }))); // NaN keeps its slope of NaN
}
const logOdds = unary("logit", (g, x) => where(logicalAnd(x.ge(0), x.le(1)), g.div(x.mul(x.neg().add(1)).abs()), NaN), {
  rule: (x) => node("sub", x.dtype, node("log", x.dtype, x), node("log1p", x.dtype, node("neg", x.dtype, x))),
});

const sided = { logaddexp, logaddexp2, xlogy } as const;
type Sided = { [K in keyof typeof sided]: (other: Operand) => Tensor };
declare module "../tensor/tensor.js" {
  interface Tensor extends Sided, MethodsOf<{ logit: typeof logit }> {}
}
attachMethods({ ...sided, logit });

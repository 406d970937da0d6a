// Elements kept between bounds.
import { differentiable } from "../autograd/index.js";
import { node, type Expr } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { isComplex, isDouble, isIntegral, needTensor, type Tensor } from "../tensor/index.js";
import { ge, gt, le, logicalAnd, logicalOr, lt, where } from "./compare.js";
import { complex } from "./complex.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { gradientFor, isTensor, mapOperands, refuseComplex, resultType, type Operand } from "./operand.js";

export interface ClampOptions {
  /** Lower bound: a number or a tensor that broadcasts (default: none). */
  readonly min?: Operand;
  /** Upper bound, which wins where it is below `min` (default: none). */
  readonly max?: Operand;
}

const isBound = (x: ClampOptions | Operand): x is Operand => typeof x !== "object" || isTensor(x as Operand);

/**
 * Elements limited to [min, max], as `torch.clamp`. The gradient flows through to x inside and on the bounds, to a
 * bound where it takes x's place, and nowhere for NaN.
 *
 * @param bounds  `{ min, max }`, or the lower bound; null leaves it out
 * @param upper   the upper bound, where `bounds` is the lower one
 * @returns the broadcast shape; a bound of a higher category lifts the dtype (int32 limited to 0.5 is float32)
 * @throws ParameterError  without bounds
 * @throws DTypeError  complex
 * @example tensor([-2, 0.5, 3]).clamp(0, 1).arraySync() // [0, 0.5, 1]
 */
export function clamp(x: Tensor, bounds: ClampOptions | Operand | null = {}, upper?: Operand | null): Tensor {
  const lower = bounds === null ? {} : isBound(bounds) ? { min: bounds } : bounds;
  const { min, max }: ClampOptions = upper === undefined || upper === null ? lower : { ...lower, max: upper };
  if (min === undefined && max === undefined)
    throw new ParameterError("clamp: min and max are both missing. Give at least one.");
  const operands: Operand[] = [x];
  if (min !== undefined) operands.push(min);
  if (max !== undefined) operands.push(max);
  refuseComplex("clamp", ...operands);
  const dtype = resultType(operands, "clamp");
  if (dtype === "bool") throw new DTypeError('clamp: dtype="bool" has no bounds. Convert with .to("int32").');
  const forward = (): Tensor =>
    mapOperands("clamp", operands, dtype, ([element, ...bounds]) => {
      const raised = min === undefined ? element : node("maximum", dtype, element, bounds[0]);
      return max === undefined ? raised : node("minimum", dtype, raised, bounds.at(-1)!);
    });
  const both = min !== undefined && max !== undefined;
  const less = (p: Operand, q: Operand): Operand => (isTensor(p) || isTensor(q) ? lt(p, q) : Number(p) < Number(q));
  const inside = (): Tensor =>
    both ? logicalAnd(ge(x, min), le(x, max)) : min !== undefined ? ge(x, min) : le(x, max!);
  const below = (): Tensor => (both ? logicalAnd(lt(x, min), less(min, max)) : lt(x, min!));
  const above = (): Tensor => (both ? logicalOr(gt(x, max), less(max, min)) : gt(x, max!));
  const rules: [Operand, () => Tensor][] = [[x, inside]];
  if (min !== undefined) rules.push([min, below]);
  if (max !== undefined) rules.push([max, above]);
  const sides = rules.filter((rule): rule is [Tensor, () => Tensor] => isTensor(rule[0]));
  return differentiable("clamp", sides.map(([side]) => side), forward, () =>
    sides.map(([side, holds]) => (g: Tensor) => gradientFor(side, where(holds(), g, 0))),
  ); // prettier-ignore
}

/** Another name of {@link clamp}. */
export const clip = clamp;
/** Elements raised to at least `min`, see {@link clamp}. */
export const clampMin = (x: Tensor, min: Operand): Tensor => clamp(x, { min });
/** Elements lowered to at most `max`, see {@link clamp}. */
export const clampMax = (x: Tensor, max: Operand): Tensor => clamp(x, { max });

export interface NanToNumOptions {
  /** In place of NaN (default 0). */
  readonly nan?: number;
  /** In place of +∞ (default: the largest finite number of the dtype). */
  readonly posinf?: number;
  /** In place of −∞ (default: the smallest one). */
  readonly neginf?: number;
}

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/**
 * `x` with NaN and the infinities replaced by numbers, in both parts where complex; no gradient flows to those.
 * As `torch.nan_to_num`.
 */
export function nanToNum(x: Tensor, options: NanToNumOptions = {}): Tensor {
  needTensor("nanToNum", x);
  if (isIntegral(x.dtype)) return x;
  if (isComplex(x.dtype)) return complex(nanToNum(x.real(), options), nanToNum(x.imag(), options));
  const limit = isDouble(x.dtype) ? Number.MAX_VALUE : LARGEST_FLOAT32;
  const { nan = 0, posinf = limit, neginf = -limit } = options;
  const forward = (): Tensor =>
    mapOperands("nanToNum", [x], x.dtype, ([element], number) => {
      const choose = (condition: Expr, a: Expr, b: Expr): Expr => node("where", x.dtype, condition, a, b);
      const end = choose(node("gt", "bool", element, number(0)), number(posinf), number(neginf));
      const finite = choose(node("isinf", "bool", element), end, element);
      return choose(node("isnan", "bool", element), number(nan), finite);
    });
  return differentiable("nanToNum", [x], forward, () => [(g) => where(logicalOr(x.isnan(), x.isinf()), 0, g)]);
}

const methods = { clamp, clip, clampMin, clampMax, nanToNum } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

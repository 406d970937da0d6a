// Comparisons and logic: bool results, no gradients. And `where`, which chooses by one.
import { differentiable } from "../autograd/index.js";
import { dispatch, node, type MapOp } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { broadcastShapes, isComplex, needTensor, Tensor } from "../tensor/index.js";
import { attachMethods } from "./method.js";
import { broadcastView, gradientFor, isTensor, mapArguments, mapOperands, resultType, type Operand } from "./operand.js"; // prettier-ignore

type Comparison = (a: Operand, b: Operand) => Tensor;

function compare(op: MapOp, options: { complex?: boolean } = {}): Comparison {
  return (a, b) => {
    const dtype = resultType([a, b], op);
    if (isComplex(dtype) && !options.complex)
      throw new DTypeError(`${op}: dtype="${dtype}" is complex and has no order. Compare .abs().`);
    return mapOperands(op, [a, b], dtype, ([x, y]) => node(op, "bool", x, y));
  };
}

const logical =
  (op: MapOp, name: string): Comparison =>
  (a, b) =>
    mapOperands(name, [a, b], "bool", ([x, y]) => node(op, "bool", x, y));

export const eq = compare("eq", { complex: true });
export const ne = compare("ne", { complex: true });
export const lt = compare("lt");
export const le = compare("le");
export const gt = compare("gt");
export const ge = compare("ge");
/** Both are not 0. */
export const logicalAnd = logical("and", "logicalAnd");
/** One is not 0, or both. */
export const logicalOr = logical("or", "logicalOr");
/** One is not 0, but not both. */
export const logicalXor = logical("xor", "logicalXor");

/**
 * Elements of `a` where `condition` holds, of `b` elsewhere; all three broadcast. Two numbers give float32, two
 * booleans bool (PyTorch makes int64 of whole numbers).
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const bothBool = typeof a === "boolean" && typeof b === "boolean";
  needTensor("where", condition, "condition");
  if (condition.dtype !== "bool")
    throw new DTypeError(
      `where: condition dtype="${condition.dtype}" must be bool. Compare, or convert with .to("bool").`,
    );
  const given = resultType([a, b], "where");
  const dtype = isTensor(a) || isTensor(b) ? given : bothBool ? "bool" : "float32";
  const operands = [condition, a, b];
  const { tensors, scalars, exprs } = mapArguments(operands, ["bool", dtype, dtype]);
  const shape = broadcastShapes("where", ...tensors.map((t) => t.shape));
  const forward = (): Tensor =>
    dispatch("map", tensors.map((t) => broadcastView(t, shape)), [{ shape, dtype }], { expr: node("where", dtype, ...exprs), scalars })[0]; // prettier-ignore
  const rules = [
    null,
    (g: Tensor) => gradientFor(a, where(condition, g, 0)),
    (g: Tensor) => gradientFor(b, where(condition, 0, g)),
  ];
  return differentiable("where", tensors, forward, () => rules.filter((_, i) => isTensor(operands[i])));
}

/** True where the element is +∞. */
export function isposinf(x: Tensor): Tensor {
  needTensor("isposinf", x);
  return x.isinf().logicalAnd(gt(x, 0));
}
/** True where the element is −∞. */
export function isneginf(x: Tensor): Tensor {
  needTensor("isneginf", x);
  return x.isinf().logicalAnd(lt(x, 0));
}
/** True where the imaginary part is 0; everywhere in a real tensor. */
export function isreal(x: Tensor): Tensor {
  needTensor("isreal", x);
  return isComplex(x.dtype) ? eq(x.imag(), 0) : eq(x, x).logicalOr(true);
}

export const comparisons = { eq, ne, lt, le, gt, ge, logicalAnd, logicalOr, logicalXor } as const;
const tests = { isposinf, isneginf, isreal } as const;

type Methods = { [K in keyof typeof comparisons]: (other: Operand) => Tensor } & { [K in keyof typeof tests]: () => Tensor }; // prettier-ignore
declare module "../tensor/tensor.js" {
  interface Tensor extends Methods {
    /** This tensor where `condition` holds, `other` elsewhere. */
    where(condition: Tensor, other: Operand): Tensor;
  }
}
attachMethods({ ...comparisons, ...tests });
Tensor.prototype.where = function (condition, other) {
  return where(condition, this, other);
};

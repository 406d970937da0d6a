// What ops on two or more sides accept, and how the sides meet: promotion and broadcasting.
import { cast, dispatch, input, scalar, type Expr } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import {
  broadcastShapes,
  broadcastStrides,
  dtypeOfNumber,
  isComplex,
  isIntegral,
  liftCategory,
  nameValue,
  needList,
  promoteTypes,
  Tensor,
  type DType,
  type Shape,
  type View,
} from "../tensor/index.js";

/** A tensor, or a number or boolean that takes the other side's dtype and broadcasts. */
export type Operand = Tensor | number | boolean;

export const isTensor = (x: Operand): x is Tensor => x instanceof Tensor;

/** `t` read as if it had `shape`; nothing is copied. */
export function broadcastView(t: View, shape: Shape): View {
  return {
    storage: t.storage,
    dtype: t.dtype,
    shape,
    strides: broadcastStrides(t.shape, t.strides, shape),
    offset: t.offset,
  };
}

/** Refuses what is neither a tensor nor a number nor a boolean. @throws ParameterError */
function needOperand(op: string, x: Operand): void {
  if (x instanceof Tensor || typeof x === "number" || typeof x === "boolean") return;
  throw new ParameterError(
    `${op}: an operand is ${nameValue(x)}, but must be a Tensor, a number or a boolean. Make a Tensor with tensor(…).`,
  );
}

/** The first tensor among the operands. @throws ParameterError where all are numbers */
export function tensorAmong(op: string, operands: readonly Operand[]): Tensor {
  for (const x of operands) needOperand(op, x);
  const found = operands.find(isTensor);
  if (found) return found;
  throw new ParameterError(
    `${op}: ${operands.map(String).join(" and ")} are all numbers. One side must be a tensor: tensor(${String(operands[0])}).`,
  );
}

/**
 * The dtype in which the operands meet, as `torch.result_type`: tensors with dimensions decide, tensors without and
 * numbers only lift the category (bool → integer → floating → complex). A number that is whole and fits in int32 counts
 * as an integer, any other as float32.
 *
 * @example resultType([zeros([2], { dtype: "int32" }), 0.5]) // "float32"
 */
export function resultType(operands: readonly Operand[], op = "resultType"): DType {
  needList(op, operands, "operands");
  const levels: (DType | undefined)[] = [undefined, undefined, undefined];
  for (const x of operands) {
    needOperand(op, x);
    const level = isTensor(x) ? (x.ndim > 0 ? 0 : 1) : 2;
    const own = isTensor(x) ? x.dtype : dtypeOfNumber(x);
    const before = levels[level];
    levels[level] = before ? promoteTypes(before, own) : own;
  }
  return levels.filter((dtype) => dtype !== undefined).reduceRight((low, high) => liftCategory(high, low));
}

/** {@link resultType} with integers as float32: for functions whose values have fractions. */
export function floatType(operands: readonly Operand[], op?: string): DType {
  const dtype = resultType(operands, op);
  return isIntegral(dtype) ? "float32" : dtype;
}

/** Refuses complex operands. @throws DTypeError */
export function refuseComplex(op: string, ...operands: readonly Operand[]): void {
  for (const x of operands)
    if (isTensor(x) && isComplex(x.dtype))
      throw new DTypeError(`${op}: dtype="${x.dtype}" is complex. Take .abs(), .real() or .angle() first.`);
}

export interface MapArguments {
  readonly tensors: Tensor[];
  readonly scalars: number[];
  /** One expression per operand, cast to the wanted dtype. */
  readonly exprs: Expr[];
}

/** Splits operands into tensors (inputs) and numbers (scalars), with an expression for each in its own `dtypes[i]`. */
export function mapArguments(operands: readonly Operand[], dtypes: readonly DType[]): MapArguments {
  const tensors: Tensor[] = [];
  const scalars: number[] = [];
  const exprs = operands.map((x, i) => {
    if (!isTensor(x)) return scalar(scalars.push(Number(x)) - 1, dtypes[i]);
    tensors.push(x);
    return cast(input(tensors.length - 1, x.dtype), dtypes[i]);
  });
  return { tensors, scalars, exprs };
}

/** Makes the expression of one element from those of the operands; `number` makes constants of the operands' dtype. */
export type ElementRule = (args: readonly Expr[], number: (value: number) => Expr) => Expr;

/** One `map` over operands that broadcast, each as `dtype`. No gradient. The dtype of the rule's expression is the result's. */
export function mapOperands(op: string, operands: readonly Operand[], dtype: DType, rule: ElementRule): Tensor {
  tensorAmong(op, operands);
  const { tensors, scalars, exprs } = mapArguments(operands, operands.map(() => dtype)); // prettier-ignore
  const expr = rule(exprs, (value) => scalar(scalars.push(value) - 1, dtype));
  const shape = broadcastShapes(op, ...tensors.map((t) => t.shape));
  const views = tensors.map((t) => broadcastView(t, shape));
  return dispatch("map", views, [{ shape, dtype: expr.dtype }], { expr, scalars })[0];
}

/** A gradient brought to the shape and dtype of the operand it is for: broadcast axes summed, imaginary part dropped. */
export function gradientFor(operand: Operand, grad: Tensor): Tensor {
  if (!isTensor(operand)) return grad;
  const real = isComplex(grad.dtype) && !isComplex(operand.dtype) ? grad.real() : grad;
  return real.sumToSize(operand.shape).to(operand.dtype);
}

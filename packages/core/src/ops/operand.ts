// What binary ops accept, and how their sides meet: promotion and broadcasting.
import { input, scalar, cast, type Expr } from "../backend/index.js";
import {
  broadcastStrides,
  isComplex,
  promoteTypes,
  promoteWithNumber,
  Tensor,
  type DType,
  type Shape,
  type View,
} from "../tensor/index.js";

/** A tensor, or a number that takes the other side's dtype and broadcasts. */
export type Operand = Tensor | number;

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

/** The dtype in which the operands meet, as `torch.result_type`. */
export function resultType(operands: readonly Operand[]): DType {
  const tensors = operands.filter((x) => x instanceof Tensor);
  let dtype = tensors.map((t) => t.dtype).reduce(promoteTypes);
  for (const x of operands) if (typeof x === "number") dtype = promoteWithNumber(dtype, x);
  return dtype;
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
    if (typeof x === "number") {
      scalars.push(x);
      return scalar(scalars.length - 1, dtypes[i]);
    }
    tensors.push(x);
    return cast(input(tensors.length - 1, x.dtype), dtypes[i]);
  });
  return { tensors, scalars, exprs };
}

/** A gradient brought to the shape and dtype of the operand it is for: broadcast axes summed, imaginary part dropped. */
export function gradientFor(operand: Operand, grad: Tensor): Tensor {
  if (typeof operand === "number") return grad;
  const real = isComplex(grad.dtype) && !isComplex(operand.dtype) ? grad.real() : grad;
  return real.sumToSize(operand.shape).to(operand.dtype);
}

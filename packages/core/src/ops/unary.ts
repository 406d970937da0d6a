// What every op on one tensor, element by element, has in common.
import { differentiable } from "../autograd/index.js";
import { cast, dispatch, input, node, scalar, type Expr, type MapOp } from "../backend/index.js";
import { DTypeError } from "../errors/index.js";
import { isComplex, isIntegral, needTensor, type DType, type Tensor } from "../tensor/index.js";
import { zerosLike } from "./create.js";

/** The input's gradient: PyTorch's convention is grad · conj(f'). */
export type Derivative = (grad: Tensor, x: Tensor, y: Tensor) => Tensor;

export interface UnaryOptions {
  /** Integers stay integers (otherwise they become float32). */
  readonly keepsIntegers?: boolean;
  /** What bools become where integers stay: they are refused (default), kept, or taken as int32. */
  readonly bools?: "refused" | "kept" | "int32";
  /** Defined for complex numbers. */
  readonly complex?: boolean;
  /** Result dtype for a given input dtype (default: the same). */
  readonly result?: (dtype: DType) => DType;
  /** The expression of one element (default: the operation of the op's name). */
  readonly rule?: (x: Expr, number: (value: number) => Expr) => Expr;
}

function computeType(name: string, x: Tensor, options: UnaryOptions): DType {
  needTensor(name, x);
  const { dtype } = x;
  if (isComplex(dtype) && !options.complex)
    throw new DTypeError(`${name}: dtype="${dtype}" is complex. Take .abs(), .real() or .angle() first.`);
  if (!isIntegral(dtype)) return dtype;
  if (!options.keepsIntegers) return "float32";
  if (dtype !== "bool" || options.bools === "kept") return dtype;
  if (options.bools === "int32") return "int32";
  throw new DTypeError(`${name}: dtype="bool" has no ${name}. Convert with .to("int32"), or use logicalNot().`);
}

/** An op from its name, its derivative (null: nothing flows back) and what it does with the dtypes. */
export function unary(name: MapOp | string, derivative: Derivative | null, options: UnaryOptions = {}) {
  return (x: Tensor): Tensor => {
    const dtype = computeType(name, x, options);
    const result = options.result?.(dtype) ?? dtype;
    const scalars: number[] = [];
    const element = cast(input(0, x.dtype), dtype);
    const expr = options.rule
      ? options.rule(element, (value) => scalar(scalars.push(value) - 1, dtype))
      : node(name as MapOp, result, element);
    const forward = (): Tensor => dispatch("map", [x], [{ shape: x.shape, dtype: result }], { expr, scalars })[0];
    return differentiable(name, derivative ? [x] : [], forward, (y) => [(g) => derivative!(g, x, y)]);
  };
}

export const KEEP: UnaryOptions = { keepsIntegers: true };
export const COMPLEX: UnaryOptions = { complex: true };
/** For tests: bool out, of every dtype. */
export const TEST: UnaryOptions = { keepsIntegers: true, bools: "kept", result: () => "bool" };
/** The derivative of steps. */
export const flat: Derivative = (g) => zerosLike(g);

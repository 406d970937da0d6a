// The coefficients of a difference equation as callers give them, as tensors that suit the signal.
import { DTypeError, ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, isFloatingPoint, Tensor } from "../../tensor/index.js";
import { checkList } from "../checks.js";
import { constant } from "../constant.js";

/** One filter as a list, several as rows, or a tensor of either, in which gradients flow. */
export type Coefficients = Tensor | ArrayLike<number> | readonly ArrayLike<number>[];

const isRows = (values: ArrayLike<number> | readonly ArrayLike<number>[]): values is readonly ArrayLike<number>[] =>
  Array.isArray(values) && typeof values[0] === "object";

/** [order + 1] or [filters, order + 1] in the precision and on the device of `like`. */
export function toCoefficients(op: string, name: string, given: Coefficients, like: Tensor): Tensor {
  if (given instanceof Tensor) {
    if (!isFloatingPoint(given.dtype))
      throw new DTypeError(`${op}: ${name} has dtype="${given.dtype}" but must be real. Convert with .to("float32").`);
    checkShape(op, name, given.shape);
    return given.to({ dtype: like.dtype, device: like.device });
  }
  checkList(op, name, given);
  const rows = isRows(given) ? given : [given];
  const width = rows[0].length;
  const values = Float64Array.from(rows.flatMap((row) => Array.from(row)));
  if (values.length !== rows.length * width)
    throw new ShapeError(`${op}: ${name} has rows of different lengths, but each must have ${width} coefficients.`);
  if (!values.every(Number.isFinite))
    throw new ParameterError(`${op}: ${name}=[${values.join(", ")}] must be finite numbers.`);
  const shape = isRows(given) ? [rows.length, width] : [width];
  checkShape(op, name, shape);
  return constant(values, shape, like.dtype, like.device);
}

function checkShape(op: string, name: string, shape: readonly number[]): void {
  if (shape.length < 1 || shape.length > 2 || shape.includes(0))
    throw new ShapeError(
      `${op}: ${name} ${formatShape(shape)} must be [order + 1] or [filters, order + 1] with a coefficient or more.`,
    );
}

/** Numerator and denominator of equal length: zeros behind the shorter one. */
export function equalLengths(b: Tensor, a: Tensor): [b: Tensor, a: Tensor] {
  const width = Math.max(b.shape.at(-1)!, a.shape.at(-1)!);
  const padded = (x: Tensor): Tensor => (x.shape.at(-1) === width ? x : x.pad([0, width - x.shape.at(-1)!]));
  return [padded(b), padded(a)];
}

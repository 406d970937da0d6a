// Arithmetic on parameters that are numbers (computed in double precision on the host) or tensors of one element (computed by
// ops, with gradients): a filter's formula is written once for both.
import { DTypeError, ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, isFloatingPoint, Tensor } from "../../tensor/index.js";

export type Value = number | Tensor;

export const isNumber = (x: Value): x is number => typeof x === "number";

export const plus = (a: Value, b: Value): Value => (isNumber(a) ? (isNumber(b) ? a + b : b.add(a)) : a.add(b));
export const minus = (a: Value, b: Value): Value => (isNumber(a) ? (isNumber(b) ? a - b : b.neg().add(a)) : a.sub(b));
export const times = (a: Value, b: Value): Value => (isNumber(a) ? (isNumber(b) ? a * b : b.mul(a)) : a.mul(b));
export const over = (a: Value, b: Value): Value =>
  isNumber(a) ? (isNumber(b) ? a / b : b.reciprocal().mul(a)) : a.div(b);
export const sine = (a: Value): Value => (isNumber(a) ? Math.sin(a) : a.sin());
export const cosine = (a: Value): Value => (isNumber(a) ? Math.cos(a) : a.cos());
export const exponential = (a: Value): Value => (isNumber(a) ? Math.exp(a) : a.exp());
export const root = (a: Value): Value => (isNumber(a) ? Math.sqrt(a) : a.sqrt());

/** A number in a range, or a tensor of one element, which is not read. */
export function checkValue(
  op: string,
  name: string,
  value: Value,
  { least = -Infinity, most = Infinity, open = false }: { least?: number; most?: number; open?: boolean } = {},
): void {
  if (value instanceof Tensor) {
    if (!isFloatingPoint(value.dtype))
      throw new DTypeError(`${op}: ${name} has dtype="${value.dtype}" but must be real. Convert with .to("float32").`);
    if (value.numel !== 1)
      throw new ShapeError(`${op}: ${name} ${formatShape(value.shape)} must hold one number. Call it once for each.`);
    return;
  }
  if (!Number.isFinite(value) || value < least || value > most || (open && value === least))
    throw new ParameterError(
      `${op}: ${name}=${value} must be a finite number${Number.isFinite(least) ? ` ${open ? ">" : "≥"} ${least}` : ""}` +
        `${Number.isFinite(most) ? ` and ≤ ${most}` : ""}.`,
    );
}

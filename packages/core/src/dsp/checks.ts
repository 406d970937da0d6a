// The parameter checks that every framed function shares.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isFloatingPoint, nameValue, needTensor, type Tensor } from "../tensor/index.js";

/** Refuses anything but an integer ≥ `least`. */
export function checkInteger(op: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new ParameterError(`${op}: ${name}=${value} must be an integer ≥ ${least}. It counts samples or bins.`);
}

/** Refuses anything but a finite number > 0. */
export function checkPositive(op: string, name: string, value: number): void {
  if (!(value > 0) || !Number.isFinite(value))
    throw new ParameterError(`${op}: ${name}=${value} must be a finite number > 0.`);
}

/** Refuses anything but a list: an array or a typed array, of whatever. */
export function checkList(op: string, name: string, value: unknown): void {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value))
    throw new ParameterError(`${op}: ${name} is ${nameValue(value)}, but must be a list of numbers.`);
}

/** Refuses tensors without samples along the last dimension and those that hold no real floating-point numbers. */
export function checkSignal(op: string, y: Tensor, name = "y"): void {
  needTensor(op, y, name);
  if (!isFloatingPoint(y.dtype))
    throw new DTypeError(
      `${op}: ${name} has dtype="${y.dtype}" but must be float32 or float64. Convert with .to("float32").`,
    );
  if (y.ndim === 0 || y.shape.at(-1) === 0)
    throw new ShapeError(
      `${op}: ${name} ${formatShape(y.shape)} holds no samples along its last dimension. Check the file or the slice.`,
    );
}

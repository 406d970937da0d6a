import { DTypeError, ShapeError } from "../../../errors/index.js";
import { formatShape, isComplex, isFloatingPoint, needTensor, type Tensor } from "../../../tensor/index.js";

/** Refuses what has no samples of real or complex numbers. */
export function checkSamples(op: string, x: Tensor, name = "x"): void {
  needTensor(op, x, name);
  if (!isFloatingPoint(x.dtype) && !isComplex(x.dtype))
    throw new DTypeError(`${op}: ${name} has dtype="${x.dtype}" but must be real or complex. Convert with .to("float32").`); // prettier-ignore
  if (x.ndim === 0 || x.shape.includes(0))
    throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} holds no samples. Check the file or the slice.`);
}

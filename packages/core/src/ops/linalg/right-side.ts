// The right side of a system: vectors or matrices, as torch.linalg tells them apart.
import { ShapeError } from "../../errors/index.js";
import { formatShape, sameShape, type Tensor } from "../../tensor/index.js";

/** Whether `b` is a vector, or a batch of vectors that fits the batch of `a`. */
export const isVectorSide = (a: Tensor, b: Tensor): boolean =>
  b.ndim === 1 || (b.ndim === a.ndim - 1 && sameShape(b.shape, a.shape.slice(0, -1)));

/** Checks that `b` has as many rows (columns, on the right) as `a` asks for. */
export function checkSide(op: string, a: Tensor, b: Tensor, dimOfA: -1 | -2, dimOfB: -1 | -2): void {
  if (b.ndim >= 2 && a.shape.at(dimOfA) === b.shape.at(dimOfB)) return;
  throw new ShapeError(
    `${op}: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} do not fit: b must have ${a.shape.at(dimOfA)} ${dimOfB === -2 ? "rows" : "columns"}.`,
  );
}

// What the gradient rules of the decompositions share.
import { ParameterError } from "../../errors/index.js";
import { isComplex, type Tensor } from "../../tensor/index.js";
import { where } from "../compare.js";
import { eye } from "../sequences.js";

/** a / b, and 0 where `unused` holds: there neither of two vectors takes part in the loss, however near their values are. */
export function divideUsed(a: Tensor, b: Tensor, unused: Tensor): Tensor {
  return where(unused, 0, a.div(where(unused, 1, b).to(b.dtype))).to(a.dtype);
}

/** Where all of the tensors are exactly 0. */
export const allZero = (...tensors: readonly Tensor[]): Tensor =>
  tensors.map((t) => t.detach().eq(0)).reduce((both, is) => both.logicalAnd(is));

/** Pairs of vectors of which neither product with the other's gradient is anything but 0, and each vector with itself. */
export const unusedPairs = (...products: readonly Tensor[]): Tensor =>
  allZero(...products.flatMap((p) => [p, p.mT])).logicalOr(eye(products[0].shape.at(-1)!, { dtype: "bool" }));

/** Element i, j: x[j] − x[i]. */
export const differences = (x: Tensor): Tensor => x.unsqueeze(-2).sub(x.unsqueeze(-1));

/**
 * Vectors of a complex matrix are only defined up to a phase each; a loss that changes with the phases has no gradient.
 *
 * @param slopes  how the loss changes with each phase
 * @throws ParameterError  not 0, within 0.01, as in PyTorch
 */
export function refusePhaseLoss(op: string, x: Tensor, slopes: () => Tensor): void {
  if (!isComplex(x.dtype)) return;
  const worst = Math.max(0, ...slopes().detach().abs().dataSync());
  if (worst <= 0.01) return;
  throw new ParameterError(
    `${op}: the loss changes by ${worst.toPrecision(3)} with the phase of a vector, which is arbitrary, so it has no gradient. Use |vectors| or products in which the phase cancels.`,
  );
}

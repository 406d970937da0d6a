import { ParameterError, ShapeError } from "../errors/index.js";
import { where } from "../ops/index.js";
import { formatShape, isDouble, type Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

export interface SoftmaskOptions {
  /** Exponent, > 0; Infinity makes a hard mask (default 1). */
  readonly power?: number;
  /** Where both are silent: half and half rather than 0 (default false). */
  readonly splitZeros?: boolean;
}

/**
 * Soft mask: the share X^power / (X^power + Xref^power), without overflow however large the exponent.
 *
 * @param X        real, ≥ 0, any shape
 * @param Xref     what X competes with, ≥ 0, shape of X
 * @param options.power       exponent, > 0, Infinity for a hard mask (default 1)
 * @param options.splitZeros  0.5 rather than 0 where both are silent (default false)
 * @returns shape of X, unitless, 0…1; 1 or 0 (and no gradient) for power Infinity
 * @throws ParameterError  power not > 0; ShapeError: shapes differ
 * @source librosa.util.softmask; does not look for negative values, and a hard mask is floating, not bool
 * @example softmask(tensor([3, 0]), tensor([1, 0])).arraySync() // [0.75, 0]
 */
export function softmask(X: Tensor, Xref: Tensor, { power = 1, splitZeros = false }: SoftmaskOptions = {}): Tensor {
  checkSignal("softmask", X, "X");
  checkSignal("softmask", Xref, "Xref");
  if (formatShape(X.shape) !== formatShape(Xref.shape))
    throw new ShapeError(
      `softmask: X ${formatShape(X.shape)} and Xref ${formatShape(Xref.shape)} must have the same shape. Expand one.`,
    );
  if (!(power > 0)) throw new ParameterError(`softmask: power=${power} must be > 0. Infinity makes a hard mask.`);
  if (power === Infinity) return X.detach().gt(Xref.detach()).to(X.dtype);
  const largest = X.maximum(Xref).detach();
  const isSilent = largest.lt(isDouble(X.dtype) ? 2 ** -1022 : 2 ** -126);
  const scale = where(isSilent, 1, largest);
  const raised = (x: Tensor): Tensor => (power === 1 ? x.div(scale) : x.div(scale).pow(power));
  const mask = raised(X);
  const total = where(isSilent, 1, mask.add(raised(Xref)));
  return where(isSilent, splitZeros ? 0.5 : 0, mask.div(total));
}

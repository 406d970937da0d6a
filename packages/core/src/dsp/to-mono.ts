import { ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

/**
 * The average of all channels.
 *
 * @param y  real, [..., samples]
 * @returns [samples], unit of y; y itself where it has no channel dimension
 * @throws ShapeError  no channel at all
 * @source librosa.to_mono
 * @example toMono(stereo) // [2, n] → [n]
 */
export function toMono(y: Tensor): Tensor {
  checkSignal("toMono", y);
  if (y.shape.slice(0, -1).includes(0))
    throw new ShapeError(`toMono: y ${formatShape(y.shape)} has no channels to average. Give one at least.`);
  return y.ndim === 1 ? y : y.mean(Array.from({ length: y.ndim - 1 }, (_, i) => i));
}

import type { Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

/**
 * The average of all channels.
 *
 * @param y  real, [..., samples]
 * @returns [samples], unit of y; y itself where it has no channel dimension
 * @source librosa.to_mono
 * @example toMono(stereo) // [2, n] → [n]
 */
export function toMono(y: Tensor): Tensor {
  checkSignal("toMono", y);
  return y.ndim === 1 ? y : y.mean(Array.from({ length: y.ndim - 1 }, (_, i) => i));
}

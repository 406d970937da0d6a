// What synchrosqueezing does with a time-frequency picture: every value moves along the frequencies to the bin of its own
// frequency.
import { complex, where, zerosLike } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

/** Angular frequency of each value, Im(dW / W) per sample, 0 where the value is too small to have one. */
export function phaseTransform(W: Tensor, derivative: Tensor, valid: Tensor): Tensor {
  const [re, im] = [W.real().detach(), W.imag().detach()];
  const [dRe, dIm] = [derivative.real().detach(), derivative.imag().detach()];
  const power = where(valid, re.square().add(im.square()), 1);
  const frequency = dIm.mul(re).sub(dRe.mul(im)).div(power);
  return where(valid, frequency, zerosLike(frequency));
}

/** True where |W| exceeds `gamma` times the largest of its line [..., bins, frames]. */
export function significant(W: Tensor, gamma: number): Tensor {
  const magnitude = W.detach().abs();
  const largest = magnitude.amax([-2, -1], { keepdim: true });
  return magnitude.gt(largest.mul(gamma));
}

/** Complex values re + i·im [..., bins, frames] summed up at `target` (int32) of `bins` bins; those not valid are dropped. */
export function gatherBins(re: Tensor, im: Tensor, target: Tensor, valid: Tensor, bins: number): Tensor {
  const shape = re.shape.map((n, d) => (d === re.ndim - 2 ? bins : n));
  const moved = (part: Tensor): Tensor =>
    part.newZeros(shape).scatterAdd(-2, target, where(valid, part, zerosLike(part)));
  return complex(moved(re), moved(im));
}

import type { Tensor } from "../tensor/index.js";

const turned = (x: Tensor): Tensor => x.transpose(-1, -2);
const asItIs = (x: Tensor): Tensor => x;

/**
 * A result for each frame of S [..., bins, frames], computed in the order in which S lies in memory: spectrograms lie frame by
 * frame, and columns a spectrum apart are slow to read. `compute` gets X, which is S or S turned, the dimension of its bins, and `turn`,
 * which brings what it is combined with into the same order; its result is turned back.
 */
export function alongBins(
  S: Tensor,
  compute: (X: Tensor, dim: -1 | -2, turn: (x: Tensor) => Tensor) => Tensor,
): Tensor {
  const isFrameByFrame = S.strides.at(-2)! < S.strides.at(-1)!;
  return isFrameByFrame ? turned(compute(turned(S), -1, turned)) : compute(S, -2, asItIs);
}

// The standardised moments of a spectrum: what skewness and kurtosis are.
import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { alongBins } from "./along-bins.js";
import { centroidOf, totalOf } from "./spectral-centroid.js";

/** Σ p[k] ((hz[k] - centroid) / spread)^order, p the magnitudes as probabilities; 0 where there is no spread. [..., 1, frames] */
export function standardMoment(S: Tensor, hz: Tensor, order: 3 | 4): Tensor {
  const total = totalOf(S);
  const middle = centroidOf(S, hz, total);
  return alongBins(S, (X, dim, turn) => {
    const deviation = turn(hz).sub(turn(middle));
    const variance = X.mul(deviation.square()).sum(dim, { keepdim: true }).div(turn(total));
    // A single line has the variance that rounding leaves.
    const least = turn(hz).square().amax(dim, { keepdim: true }).mul(LEAST_VARIANCE);
    const spreads = variance.gt(least);
    const scaled = deviation.div(where(spreads, variance, 1).sqrt());
    const powers = order === 3 ? scaled.square().mul(scaled) : scaled.square().square();
    return where(spreads, X.mul(powers).sum(dim, { keepdim: true }).div(turn(total)), 0);
  });
}

const LEAST_VARIANCE = 1e-12;

// The standardised moments of a spectrum: what skewness and kurtosis are.
import { normalize } from "../dsp/index.js";
import { where } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { centroidOf } from "./spectral-centroid.js";

/** Σ p[k] ((hz[k] - centroid) / spread)^order, p the magnitudes as probabilities; 0 where there is no spread. [..., 1, frames] */
export function standardMoment(S: Tensor, hz: Tensor, order: 3 | 4): Tensor {
  const shares = normalize(S, { norm: 1, dim: -2 });
  const deviation = hz.sub(centroidOf(S, hz));
  const variance = shares.mul(deviation.square()).sum(-2, { keepdim: true });
  // A single line has the variance that rounding leaves.
  const least = hz.square().amax(-2, { keepdim: true }).mul(LEAST_VARIANCE);
  const spreads = variance.gt(least);
  const scaled = deviation.div(where(spreads, variance, 1).sqrt());
  const powers = order === 3 ? scaled.square().mul(scaled) : scaled.square().square();
  return where(spreads, shares.mul(powers).sum(-2, { keepdim: true }), 0);
}

const LEAST_VARIANCE = 1e-12;

// One spectrum out of those of all segments.
import { ParameterError } from "../../../errors/index.js";
import { complex } from "../../../ops/index.js";
import { isComplex, normalizeDim, type Tensor } from "../../../tensor/index.js";

/** How segments become one spectrum: the median forgives bursts. */
export type SegmentAverage = "mean" | "median";

/** By how much the median of n spectra of noise exceeds their mean. @source Allen et al., Physical Review D 85, 2012, appendix B */
function medianBias(n: number): number {
  let bias = 1;
  for (let i = 2; i < n; i += 2) bias += 1 / (i + 1) - 1 / i;
  return bias;
}

/** [..., segments, bins] → the bins at dimension `dim` of the signal. */
export function averageSegments(op: string, products: Tensor, average: SegmentAverage, dim: number): Tensor {
  if (average !== "mean" && average !== "median")
    throw new ParameterError(`${op}: average="${String(average)}" must be "mean" or "median".`);
  const count = products.shape.at(-2)!;
  const median = (x: Tensor): Tensor => x.quantile(0.5, { dim: -2 }).div(medianBias(count));
  const one =
    average === "mean" || count === 1
      ? products.mean(-2)
      : isComplex(products.dtype)
        ? complex(median(products.real()), median(products.imag()))
        : median(products);
  return one.movedim(-1, normalizeDim(op, dim, one.ndim));
}

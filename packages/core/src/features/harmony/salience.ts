import { constant } from "../../dsp/constant.js";
import { ShapeError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkHarmonics, interpHarmonics, type InterpHarmonicsOptions } from "./interp-harmonics.js";

export interface SalienceOptions extends InterpHarmonicsOptions {
  /** Weight of each harmonic (default 1). */
  readonly weights?: ArrayLike<number>;
  /** Joins the harmonics along a dimension (default: the weighted mean). */
  readonly aggregate?: (S: Tensor, dim: number) => Tensor;
  /** Only at peaks of S (default true). */
  readonly filterPeaks?: boolean;
  /** What all that are no peaks hold (default NaN). */
  readonly fillValue?: number;
}

/**
 * Harmonic salience: how much of each frequency's overtones is there.
 *
 * @param S        magnitudes, [..., frequencies, frames]
 * @param options.freqs       frequencies of the bins, a list, or a tensor of the shape of S
 * @param options.harmonics   multiples, such as [1, 2, 3]
 * @param options.weights     of the harmonics (default 1 each)
 * @param options.aggregate   joins harmonics along a dimension (default: the weighted mean; others take no weights)
 * @param options.filterPeaks only at local maxima of S along the frequencies (default true)
 * @param options.fillValue   elsewhere (default NaN)
 * @param options.kind        as `interpHarmonics` (default "linear"); dim of the frequencies (default -2)
 * @returns shape of S, unit of S. Passes gradients on
 * @throws ParameterError  unknown kind; ShapeError: frequencies or weights that do not fit
 * @source librosa.salience
 * @example salience(S, { freqs: fftFrequencies({ nFft: 1024 }), harmonics: [1, 2], filterPeaks: false }).shape // [513, 4]
 */
export function salience(S: Tensor, options: SalienceOptions = {} as never): Tensor {
  const { harmonics, weights, aggregate, filterPeaks = true, fillValue = Number.NaN, ...rest } = options;
  const dim = checkHarmonics("salience", S, harmonics, options);
  const values = weights ? Float64Array.from(weights) : new Float64Array(harmonics.length).fill(1);
  if (values.length !== harmonics.length)
    throw new ShapeError(`salience: weights holds ${values.length} numbers, but harmonics ${harmonics.length}.`);
  const stacked = interpHarmonics(S, { ...rest, harmonics }); // [..., harmonics, frequencies, frames]
  const total = values.reduce((sum, w) => sum + w, 0);
  const column = stacked.shape.map((_, d) => (d === dim ? values.length : 1));
  const joined = aggregate
    ? aggregate(stacked, dim)
    : stacked.mul(constant(values.map((w) => w / total), column, S.dtype, S.device)).sum(dim); // prettier-ignore
  return filterPeaks ? where(strictPeaks(S.detach(), dim), joined, fillValue) : joined;
}

/** True where an element is larger than both neighbours; never at the ends. */
function strictPeaks(S: Tensor, dim: number): Tensor {
  const n = S.shape[dim];
  const [before, after] = [S.roll(1, dim), S.roll(-1, dim)];
  const inner = constant(Float64Array.from({ length: n }, (_, i) => Number(i > 0 && i < n - 1)), S.shape.map((_, d) => (d === dim ? n : 1)), S.dtype, S.device); // prettier-ignore
  return S.gt(before).logicalAnd(S.gt(after)).logicalAnd(inner.gt(0));
}

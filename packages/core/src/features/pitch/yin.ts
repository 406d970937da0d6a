import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { normalizedDifference, resolveLags, troughs, type DifferenceOptions } from "./difference-function.js";
import { vertexOffsets } from "./parabola.js";

export interface YinOptions extends DifferenceOptions {
  /** A trough of the difference function counts as the period where it is lower than this, > 0 (default 0.1). */
  readonly troughThreshold?: number;
}

/**
 * Fundamental frequency of each frame by YIN: the first deep trough of the normalised difference function.
 *
 * @param y        real, [..., samples]
 * @param options.fmin         Hz, > 0; a period must fit in a frame, two are better
 * @param options.fmax         Hz, fmin < fmax ≤ sampleRate / 2
 * @param options.sampleRate   Hz (default 22050)
 * @param options.frameLength  samples, integer ≥ 4 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default frameLength / 4)
 * @param options.troughThreshold  > 0 (default 0.1); where no trough is as deep, the deepest lag counts
 * @param options.center       centred frames (default true)
 * @param options.padMode      ends when centred (default "constant")
 * @returns [..., frames], Hz, about fmin…fmax. There is no voicing decision: silence gives the highest frequency, noise any.
 *          Gradients pass through the parabola that refines the period
 * @throws ParameterError  fmin, fmax or a length out of range
 * @source librosa.yin, 0.11; de Cheveigné and Kawahara 2002
 * @example yin(y, { fmin: 65, fmax: 2093, sampleRate: 22050 })
 */
export function yin(y: Tensor, options: YinOptions = {} as never): Tensor {
  const lags = resolveLags("yin", y, options);
  const { troughThreshold = 0.1 } = options;
  if (!(troughThreshold > 0))
    throw new ParameterError(`yin: troughThreshold=${troughThreshold} must be > 0. 0.1 is usual; Infinity takes any trough.`); // prettier-ignore
  const difference = normalizedDifference("yin", y, lags, options); // [..., frames, lags]
  const fixed = difference.detach();
  const deep = troughs(fixed).logicalAnd(fixed.lt(troughThreshold));
  const found = deep.any(-1, { keepdim: true });
  const first = deep.to("int32").argmax(-1, { keepdim: true });
  const lag = where(found, first, fixed.argmin(-1, { keepdim: true }));
  const offsets = vertexOffsets(difference, -1).gather(-1, lag);
  const period = offsets.add(lag.to(difference.dtype)).add(lags.minPeriod);
  return constant(Float64Array.of(lags.sampleRate), [1], y.dtype, y.device).div(period).squeeze(-1);
}

import { checkInteger, checkSignal } from "../dsp/checks.js";
import { centerPad, type FrameOptions } from "../dsp/frame.js";
import type { ZeroCrossingOptions } from "../dsp/index.js";
import { signChanges } from "../dsp/zero-crossings.js";
import type { Tensor } from "../tensor/index.js";

export interface ZeroCrossingRateOptions extends FrameOptions, ZeroCrossingOptions {
  /** Centre frame t on sample t · hopLength, the ends repeated (default true). */
  readonly center?: boolean;
}

/**
 * Fraction of adjacent sample pairs in each frame whose sign differs.
 *
 * @param y        real, [..., samples]
 * @param options.frameLength  samples, integer ≥ 2 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.center       (default true)
 * @param options.threshold    |y| up to this counts as zero, ≥ 0 (default 1e-10)
 * @param options.pad          the first sample of a frame counts as a crossing (default false)
 * @param options.zeroPos      zero counts as positive (default true)
 * @returns [..., 1, frames], unitless, 0…1, in the dtype of y; silence gives 0. No gradient
 * @throws ParameterError  frameLength or hopLength out of range, threshold negative
 * @source librosa.feature.zero_crossing_rate (its threshold and padding rules)
 * @example zeroCrossingRate(tone(440, { sampleRate: 22050, duration: 1 }))
 */
export function zeroCrossingRate(
  y: Tensor,
  { frameLength = 2048, hopLength = 512, center = true, pad = false, ...options }: ZeroCrossingRateOptions = {},
): Tensor {
  checkSignal("zeroCrossingRate", y);
  checkInteger("zeroCrossingRate", "frameLength", frameLength, 2);
  const padded = centerPad("zeroCrossingRate", y, { frameLength, hopLength, center, padMode: "edge" });
  // The pairs of a frame of n samples are n - 1 neighbours in the list of changes.
  const changes = signChanges("zeroCrossingRate", padded, options).to(y.dtype);
  const count = changes
    .unfold(-1, frameLength - 1, hopLength)
    .sum(-1)
    .unsqueeze(-2); // [..., 1, frames]
  return (pad ? count.add(1) : count).div(frameLength);
}

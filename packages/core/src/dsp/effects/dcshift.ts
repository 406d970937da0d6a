import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { checkRange } from "./check-range.js";

/**
 * The waveform with a constant added, limited to -1…1.
 *
 * @param waveform  real, [..., samples]
 * @param shift     what is added, -2…2
 * @param options.limiterGain  slope of peaks above the limit, much less than 1, as 0.05 (default: peaks are cut)
 * @returns shape of waveform, unit of waveform, -1…1
 * @throws ParameterError  shift out of range, or limiterGain not finite
 * @source torchaudio.functional.dcshift, which changes its argument where a limiter is given
 * @example dcshift(y, 0.1, { limiterGain: 0.05 })
 */
export function dcshift(
  waveform: Tensor,
  shift: number,
  { limiterGain }: { readonly limiterGain?: number | null } = {},
): Tensor {
  checkSignal("dcshift", waveform, "waveform");
  checkRange("dcshift", { shift }, -2, 2);
  const moved = waveform.add(shift).clamp({ min: -1, max: 1 });
  if (limiterGain === undefined || limiterGain === null || shift === 0) return moved;
  checkRange("dcshift", { limiterGain }, -Number.MAX_VALUE, Number.MAX_VALUE);
  const threshold = 1 - (Math.abs(shift) - limiterGain);
  const slope = limiterGain / (1 - threshold);
  if (shift > 0) {
    const peak = waveform.sub(threshold).mul(slope).add(threshold + shift).clamp({ max: threshold }); // prettier-ignore
    return where(waveform.gt(threshold), peak, moved);
  }
  const peak = waveform.add(threshold).mul(slope).add(shift - threshold).clamp({ min: -threshold }); // prettier-ignore
  return where(waveform.lt(-threshold), peak, moved);
}

import { ParameterError } from "../errors/index.js";
import { cat, irfft, rfft } from "../ops/index.js";
import { isDouble, type Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "./checks.js";

export interface GccPhatOptions {
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Largest delay looked for, seconds > 0 (default: as long as the longer signal). */
  readonly maxDelaySeconds?: number;
  /** Lags per sample, integer ≥ 1 (default 1). */
  readonly interpolation?: number;
}

/**
 * Delay between two signals by generalised cross-correlation with phase transform: every frequency counts alike, which gives a
 * sharp peak also in reverberation.
 *
 * @param a        real, [..., samples]
 * @param b        real, [..., samples], the reference; the leading dimensions broadcast
 * @param options.sampleRate       Hz (default 22050)
 * @param options.maxDelaySeconds  > 0 (default: the longer signal)
 * @param options.interpolation    lags per sample, integer ≥ 1 (default 1)
 * @returns { correlation: [..., lags], about -1…1, zero lag in the middle, lags 1 / interpolation samples apart; delay: [...], samples by
 *          which a comes after b; delaySeconds: [...] }. Silence gives a correlation of 0 and the largest negative delay. The gradient
 *          is that of the correlation; the delays have none
 * @throws ParameterError  an option out of range
 * @source Knapp & Carter, The generalized correlation method for estimation of time delay, IEEE Trans. ASSP 24 (1976)
 * @example gccPhat(tensor([0, 0, 1, 0]), tensor([1, 0, 0, 0])).delay.item() // 2
 */
export function gccPhat(
  a: Tensor,
  b: Tensor,
  { sampleRate = 22050, maxDelaySeconds, interpolation = 1 }: GccPhatOptions = {},
): { correlation: Tensor; delay: Tensor; delaySeconds: Tensor } {
  checkSignal("gccPhat", a, "a");
  checkSignal("gccPhat", b, "b");
  checkPositive("gccPhat", "sampleRate", sampleRate);
  checkInteger("gccPhat", "interpolation", interpolation, 1);
  if (maxDelaySeconds !== undefined && !(maxDelaySeconds > 0))
    throw new ParameterError(`gccPhat: maxDelaySeconds=${maxDelaySeconds} must be > 0 seconds.`);
  const [na, nb] = [a.shape.at(-1)!, b.shape.at(-1)!];
  const n = 2 ** Math.ceil(Math.log2(na + nb));
  const reach = Math.min(Math.max(na, nb), Math.floor((maxDelaySeconds ?? Infinity) * sampleRate), n / 2);
  const lags = Math.max(0, reach) * interpolation;
  const cross = rfft(a, { n }).mul(rfft(b, { n }).conj());
  const phases = cross.div(cross.abs().clamp({ min: isDouble(a.dtype) ? 2 ** -1000 : 2 ** -120 }));
  // More points with the same bins: the correlation between the samples.
  const circular = irfft(phases, { n: n * interpolation }).mul(interpolation);
  const correlation = cat([circular.narrow(-1, circular.shape.at(-1)! - lags, lags), circular.narrow(-1, 0, lags + 1)], -1); // prettier-ignore
  const delay = correlation.detach().argmax(-1).to(correlation.dtype).sub(lags).div(interpolation);
  return { correlation, delay, delaySeconds: delay.div(sampleRate) };
}

// Effects of single samples: gain, shift, contrast.
import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";

/**
 * The waveform louder or softer, not limited.
 *
 * @param waveform        real, [..., samples]
 * @param options.gainDb  dB (default 1)
 * @returns shape and unit of waveform
 * @throws ParameterError  gainDb not finite
 * @source torchaudio.functional.gain
 * @example gain(y, { gainDb: -6 })
 */
export function gain(waveform: Tensor, { gainDb = 1 }: { readonly gainDb?: number } = {}): Tensor {
  checkSignal("gain", waveform, "waveform");
  if (!Number.isFinite(gainDb)) throw new ParameterError(`gain: gainDb=${gainDb} must be a finite number of dB.`);
  return gainDb === 0 ? waveform : waveform.mul(10 ** (gainDb / 20));
}

/**
 * The waveform moved up or down, limited to -1…1; with a limiter only its peaks give way.
 *
 * @param waveform             real, [..., samples], full scale -1…1
 * @param shift                what is added, -2…2
 * @param options.limiterGain  slope of the limiter near full scale, usually below 0.1 (default: clip)
 * @returns shape of waveform, -1…1
 * @throws ParameterError  shift not finite
 * @source torchaudio.functional.dcshift (SoX dcshift)
 * @example dcshift(y, 0.1, { limiterGain: 0.05 })
 */
export function dcshift(
  waveform: Tensor,
  shift: number,
  { limiterGain }: { readonly limiterGain?: number } = {},
): Tensor {
  checkSignal("dcshift", waveform, "waveform");
  if (!Number.isFinite(shift)) throw new ParameterError(`dcshift: shift=${shift} must be finite. It is added.`);
  const clipped = waveform.add(shift).clamp({ min: -1, max: 1 });
  if (limiterGain === undefined || shift === 0) return clipped;
  const threshold = 1 - (Math.abs(shift) - limiterGain);
  // A shift downwards is the same upside down.
  const side = Math.sign(shift);
  const upright = side > 0 ? waveform : waveform.neg();
  const squeezed = upright
    .sub(threshold)
    .mul(limiterGain / (1 - threshold))
    .add(threshold + Math.abs(shift))
    .clamp({ max: threshold });
  return where(upright.gt(threshold), squeezed.mul(side), clipped);
}

/**
 * The waveform with more contrast, so that it sounds louder at the same peak level.
 *
 * @param waveform                   real, [..., samples], full scale -1…1
 * @param options.enhancementAmount  0…100 (default 75); 0 still bends the waveform
 * @returns shape of waveform, -1…1
 * @throws ParameterError  enhancementAmount out of range
 * @source torchaudio.functional.contrast (SoX contrast)
 * @example contrast(y, { enhancementAmount: 50 })
 */
export function contrast(
  waveform: Tensor,
  { enhancementAmount = 75 }: { readonly enhancementAmount?: number } = {},
): Tensor {
  checkSignal("contrast", waveform, "waveform");
  if (!(enhancementAmount >= 0 && enhancementAmount <= 100))
    throw new ParameterError(`contrast: enhancementAmount=${enhancementAmount} must lie in 0…100.`);
  const angle = waveform.mul(Math.PI / 2);
  return angle.add(angle.mul(4).sin().mul(enhancementAmount / 750)).sin(); // prettier-ignore
}

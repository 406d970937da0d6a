import { ParameterError } from "../../errors/index.js";
import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { lfilter } from "../filters/lfilter.js";

export interface OverdriveOptions {
  /** dB, 0…100 (default 20). */
  readonly gain?: number;
  /** Amount of even harmonics, 0…100 (default 20). */
  readonly colour?: number;
}

/**
 * The waveform distorted by a saturating amplifier, limited to -1…1.
 *
 * @param waveform        real, [..., samples], full scale -1…1
 * @param options.gain    dB, 0…100 (default 20)
 * @param options.colour  even harmonics, 0…100 (default 20)
 * @returns shape of waveform, -1…1
 * @throws ParameterError  gain or colour out of range
 * @source torchaudio.functional.overdrive (SoX overdrive)
 * @example overdrive(y, { gain: 30 })
 */
export function overdrive(waveform: Tensor, { gain = 20, colour = 20 }: OverdriveOptions = {}): Tensor {
  checkSignal("overdrive", waveform, "waveform");
  for (const [name, value] of Object.entries({ gain, colour }))
    if (!(value >= 0 && value <= 100)) throw new ParameterError(`overdrive: ${name}=${value} must lie in 0…100.`);
  const driven = waveform.mul(10 ** (gain / 20)).add(colour / 200);
  const bent = driven.sub(driven.pow(3).div(3));
  const saturated = where(driven.gt(1), 2 / 3, where(driven.lt(-1), -2 / 3, bent));
  // A filter takes off the constant that the colour has brought in.
  const centered = lfilter(saturated, [1, -0.995], [1, -1], { clamp: false });
  return waveform.mul(0.5).add(centered.mul(0.75)).clamp({ min: -1, max: 1 });
}

import { where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { lfilter } from "../filters/lfilter.js";
import { checkRange } from "./check-range.js";

export interface OverdriveOptions {
  /** dB before the distortion, 0…100 (default 20). */
  readonly gain?: number;
  /** Amount of even harmonics, 0…100 (default 20). */
  readonly colour?: number;
}

/**
 * The waveform mixed with a distorted copy (an overdriven amplifier), limited to -1…1.
 *
 * @param waveform  real, [..., samples]
 * @param options.gain    dB before the distortion, 0…100 (default 20)
 * @param options.colour  amount of even harmonics, 0…100 (default 20)
 * @returns shape of waveform, unit of waveform, -1…1; silence gives a decaying offset, from the colour
 * @throws ParameterError  gain or colour out of range
 * @source torchaudio.functional.overdrive, which does not check the ranges
 * @example overdrive(y, { gain: 15 })
 */
export function overdrive(waveform: Tensor, { gain = 20, colour = 20 }: OverdriveOptions = {}): Tensor {
  checkSignal("overdrive", waveform, "waveform");
  checkRange("overdrive", { gain, colour }, 0, 100);
  const driven = waveform.mul(10 ** (gain / 20)).add(colour / 200);
  // Cubed only inside -1…1: the branch that is not taken must not overflow either.
  const inside = driven.clamp({ min: -1, max: 1 });
  const soft = inside.sub(inside.square().mul(inside).div(3));
  const shaped = where(driven.lt(-1), driven.newZeros([]).sub(2 / 3), where(driven.gt(1), driven.newZeros([]).add(2 / 3), soft)); // prettier-ignore
  const withoutOffset = lfilter(shaped, [1, -0.995], [1, -1], { clamp: false });
  return waveform.mul(0.5).add(withoutOffset.mul(0.75)).clamp({ min: -1, max: 1 });
}

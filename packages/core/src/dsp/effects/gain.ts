import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { checkRange } from "./check-range.js";

/**
 * The waveform amplified by decibels.
 *
 * @param waveform  real, [..., samples]
 * @param options.gainDb  dB, negative to attenuate (default 1)
 * @returns shape of waveform, unit of waveform, not limited
 * @throws ParameterError  gainDb not finite
 * @source torchaudio.functional.gain
 * @example gain(y, { gainDb: -6 })
 */
export function gain(waveform: Tensor, { gainDb = 1 }: { readonly gainDb?: number } = {}): Tensor {
  checkSignal("gain", waveform, "waveform");
  checkRange("gain", { gainDb }, -Number.MAX_VALUE, Number.MAX_VALUE);
  return gainDb === 0 ? waveform : waveform.mul(10 ** (gainDb / 20));
}

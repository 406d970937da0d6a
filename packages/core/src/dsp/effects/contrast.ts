import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { checkRange } from "./check-range.js";

/**
 * The waveform made to sound louder by bending it through two sines, which acts like a compressor.
 *
 * @param waveform  real, [..., samples]
 * @param options.enhancementAmount  0…100; 0 enhances as well (default 75)
 * @returns shape of waveform, -1…1. Silence gives silence
 * @throws ParameterError  enhancementAmount out of range
 * @source torchaudio.functional.contrast
 * @example contrast(y, { enhancementAmount: 50 })
 */
export function contrast(
  waveform: Tensor,
  { enhancementAmount = 75 }: { readonly enhancementAmount?: number } = {},
): Tensor {
  checkSignal("contrast", waveform, "waveform");
  checkRange("contrast", { enhancementAmount }, 0, 100);
  const angle = waveform.mul(Math.PI / 2);
  return angle.add(angle.mul(4).sin().mul(enhancementAmount / 750)).sin(); // prettier-ignore
}

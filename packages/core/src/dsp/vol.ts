import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

export interface VolOptions {
  /** What the gain is: a factor on amplitudes, a factor on powers, or decibels (default "amplitude"). */
  readonly gainType?: "amplitude" | "power" | "db";
}

/**
 * The signal louder or softer, clipped to -1…1.
 *
 * @param waveform  real, [..., samples]
 * @param gain      a factor ≥ 0, or dB
 * @param options.gainType  "amplitude", "power" or "db" (default "amplitude")
 * @returns shape of the waveform, -1…1; no gradient flows where it clips
 * @throws ParameterError  a negative factor, a power factor of 0, unknown gainType
 * @source torchaudio.transforms.Vol
 * @example vol(y, -6, { gainType: "db" })
 */
export function vol(waveform: Tensor, gain: number, { gainType = "amplitude" }: VolOptions = {}): Tensor {
  checkSignal("vol", waveform, "waveform");
  if (gainType !== "amplitude" && gainType !== "power" && gainType !== "db")
    throw new ParameterError(`vol: gainType="${String(gainType)}" must be "amplitude", "power" or "db".`);
  if (!Number.isFinite(gain) || (gainType === "amplitude" && gain < 0) || (gainType === "power" && gain <= 0))
    throw new ParameterError(`vol: gain=${gain} must be a finite factor > 0. Use gainType: "db" for decibels.`);
  const factor = gainType === "db" ? 10 ** (gain / 20) : gainType === "power" ? Math.sqrt(gain) : gain;
  return waveform.mul(factor).clamp({ min: -1, max: 1 });
}

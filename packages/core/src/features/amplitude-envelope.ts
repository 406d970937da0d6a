import { centeredFrames, type FrameOptions } from "../dsp/frame.js";
import { checkSignal } from "../dsp/checks.js";
import type { SignalPadMode } from "../dsp/index.js";
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";

export interface AmplitudeEnvelopeOptions extends FrameOptions {
  /** "max": the largest sample; "absmax": the largest magnitude (default "max"). */
  readonly mode?: "max" | "absmax";
  /** Centre frame t on sample t · hopLength (default false: it begins there). */
  readonly center?: boolean;
  /** How the ends are padded when centred (default "constant"). */
  readonly padMode?: SignalPadMode;
}

/**
 * Amplitude envelope: the largest sample, or the largest magnitude, of each frame.
 *
 * @param y        real, [..., samples]
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.mode         "max" or "absmax" (default "max")
 * @param options.center       (default false)
 * @param options.padMode      ends when centred (default "constant")
 * @returns [..., frames], unit of y; samples after the last whole frame do not count. Silence gives 0
 * @throws ParameterError  frameLength longer than the signal, hopLength < 1, unknown mode
 * @source maximum over librosa.util.frame; no library ships it
 * @example amplitudeEnvelope(y, { frameLength: 1024, hopLength: 512, mode: "absmax" })
 */
export function amplitudeEnvelope(
  y: Tensor,
  {
    frameLength = 2048,
    hopLength = 512,
    mode = "max",
    center = false,
    padMode = "constant",
  }: AmplitudeEnvelopeOptions = {},
): Tensor {
  checkSignal("amplitudeEnvelope", y);
  if (mode !== "max" && mode !== "absmax")
    throw new ParameterError(`amplitudeEnvelope: mode="${String(mode)}" must be "max" or "absmax".`);
  const frames = centeredFrames("amplitudeEnvelope", y, { frameLength, hopLength, center, padMode });
  return (mode === "absmax" ? frames.abs() : frames).amax(-2);
}

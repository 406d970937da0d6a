import { checkInteger, checkSignal } from "../dsp/checks.js";
import { constant } from "../dsp/constant.js";
import { centerPad, type FrameOptions } from "../dsp/frame.js";
import type { SignalPadMode } from "../dsp/index.js";
import { ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { isSpectrogram, type SignalOrSpectrogram } from "./spectrogram.js";

export interface RmsOptions extends FrameOptions {
  /** Centre frame t on sample t · hopLength (default true). */
  readonly center?: boolean;
  /** How the ends are padded when centred (default "constant"). */
  readonly padMode?: SignalPadMode;
}

/**
 * Root mean square of each frame, from the samples or from a magnitude spectrogram.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes [..., frameLength / 2 + 1, frames]
 * @param options.frameLength  samples, integer ≥ 1 (default 2048)
 * @param options.hopLength    samples, integer ≥ 1 (default 512)
 * @param options.center       (default true)
 * @param options.padMode      ends when centred (default "constant")
 * @returns [..., 1, frames], unit of y, ≥ 0. The gradient is not defined where a frame is silent
 * @throws ParameterError  frame longer than the signal without centring; ShapeError: bins do not suit frameLength
 * @source librosa.feature.rms
 * @example rms(y, { frameLength: 2048, hopLength: 512 })
 */
export function rms(
  input: SignalOrSpectrogram,
  { frameLength = 2048, hopLength = 512, center = true, padMode = "constant" }: RmsOptions = {},
): Tensor {
  if (isSpectrogram(input)) return rmsOfSpectrogram(input.S, frameLength);
  checkSignal("rms", input);
  const padded = centerPad("rms", input, { frameLength, hopLength, center, padMode });
  // Squares once per sample, then framed: [..., frames, frameLength] → [..., 1, frames]
  return padded.square().unfold(-1, frameLength, hopLength).mean(-1).unsqueeze(-2).sqrt();
}

function rmsOfSpectrogram(S: Tensor, frameLength: number): Tensor {
  checkInteger("rms", "frameLength", frameLength, 1);
  const bins = Math.floor(frameLength / 2) + 1;
  if (S.ndim < 2 || S.shape.at(-2) !== bins)
    throw new ShapeError(
      `rms: S ${formatShape(S.shape)} must have ${bins} bins for frameLength=${frameLength}. Give the nFft of S as frameLength.`,
    );
  // Parseval: bins 0 and n/2 stand once in the full spectrum, all others twice.
  const weights = new Float64Array(bins).fill(2 / frameLength ** 2);
  weights[0] /= 2;
  if (frameLength % 2 === 0) weights[bins - 1] /= 2;
  const power = S.abs().square();
  return power
    .mul(constant(weights, [bins, 1], power.dtype, S.device))
    .sum(-2, { keepdim: true })
    .sqrt();
}

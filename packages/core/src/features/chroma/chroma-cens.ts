import { checkInteger } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { windowValues, type WindowSpec } from "../../dsp/get-window.js";
import { normalize } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { chromaOf, type ChromaCqtOptions, type SignalOrConstantQ } from "./chroma-cqt.js";

export interface ChromaCensOptions extends Omit<ChromaCqtOptions, "threshold"> {
  /** Frames of the smoothing window, integer ≥ 1; null: no smoothing (default 41). */
  readonly winLenSmooth?: number | null;
  /** (default "hann") */
  readonly smoothingWindow?: WindowSpec;
}

/** Shares of a frame above which a chroma bin gains another quarter. */
const STEPS = [0.4, 0.2, 0.1, 0.05];

/**
 * Chroma energy normalised statistics: chroma in five steps, smoothed over time, which no longer tell how loud or in which
 * timbre a passage is played.
 *
 * @param input    real, [..., samples]; or { C }, magnitudes ≥ 0 of a constant-Q transform, [..., bins, frames]
 * @param options.winLenSmooth     frames, integer ≥ 1, null: no smoothing (default 41)
 * @param options.smoothingWindow  (default "hann")
 * @param options.norm             exponent of each frame's norm, null: none (default 2)
 * @param options                  all others as `chromaCqt`, without threshold
 * @returns [..., nChroma, frames], unitless, 0…1 with the default norm; silence gives 0. Steps have no slope: gradients are 0
 * @throws ParameterError  binsPerOctave is no multiple of nChroma, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.feature.chroma_cens, 0.11; Müller & Ewert 2011
 * @example chromaCens(y, { nOctaves: 2, fmin: 220, binsPerOctave: 12, tuning: 0 }).shape // [12, 22]
 */
export function chromaCens(input: SignalOrConstantQ, options: ChromaCensOptions = {}): Tensor {
  const { norm = 2, winLenSmooth = 41, smoothingWindow = "hann", ...others } = options;
  if (winLenSmooth !== null) checkInteger("chromaCens", "winLenSmooth", winLenSmooth, 1);
  const chroma = normalize(chromaOf("chromaCens", input, { ...others, threshold: 0, norm: null }), {
    norm: 1,
    dim: -2,
  });
  const steps = STEPS.map((step) => chroma.gt(step).to(chroma.dtype)).reduce((a, b) => a.add(b)).mul(1 / STEPS.length); // prettier-ignore
  const smooth = winLenSmooth === null ? steps : smoothed(steps, winLenSmooth + 2, smoothingWindow);
  return norm === null ? smooth : normalize(smooth, { norm, dim: -2 });
}

/** Each row averaged over `n` frames around each frame, beyond the ends are zeros. */
function smoothed(rows: Tensor, n: number, window: WindowSpec): Tensor {
  const shape = windowValues(window, n, false);
  const sum = shape.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum) > 0))
    throw new ParameterError(`chromaCens: smoothingWindow adds up to ${sum} but must not vanish. Use "hann".`);
  // A convolution turns the window round; of an even number, the later of both middles is the centre.
  const taps = constant(shape.map((_, i) => shape[n - 1 - i] / sum), [n], rows.dtype, rows.device); // prettier-ignore
  const after = Math.floor(n / 2);
  return rows
    .pad([n - 1 - after, after])
    .unfold(-1, n, 1)
    .matmul(taps);
}

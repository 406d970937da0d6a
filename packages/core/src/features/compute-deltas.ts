import { checkInteger, checkSignal } from "../dsp/checks.js";
import { constant } from "../dsp/constant.js";
import { padSignal } from "../dsp/pad-signal.js";
import { ParameterError } from "../errors/index.js";
import { conv1d, type PadMode } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";

export interface ComputeDeltasOptions {
  /** Frames of the window, integer ≥ 3; an even number counts as one less (default 5). */
  readonly winLength?: number;
  /** What stands outside, in PyTorch's words (default "replicate"). */
  readonly mode?: PadMode;
}

const PADDING = { constant: "constant", reflect: "reflect", replicate: "edge", circular: "wrap" } as const;

/**
 * Delta coefficients as speech recognition takes them: Σ n · (c[t + n] - c[t - n]) / (2 Σ n²), n = 1…winLength / 2.
 *
 * @param specgram  real, [..., frames]
 * @param options.winLength  frames, integer ≥ 3 (default 5)
 * @param options.mode       ends: "replicate", "constant", "reflect" or "circular" (default "replicate")
 * @returns shape of specgram, its unit per frame
 * @throws ParameterError  winLength below 3, mode not known
 * @source torchaudio.functional.compute_deltas; mirrors and periods may be shorter than the window
 * @example computeDeltas(mfcc(y), { winLength: 9 })
 */
export function computeDeltas(
  specgram: Tensor,
  { winLength = 5, mode = "replicate" }: ComputeDeltasOptions = {},
): Tensor {
  checkSignal("computeDeltas", specgram, "specgram");
  checkInteger("computeDeltas", "winLength", winLength, 3);
  if (!Object.hasOwn(PADDING, mode))
    throw new ParameterError(
      `computeDeltas: mode="${String(mode)}" must be one of ${Object.keys(PADDING).join(", ")}.`,
    );
  if (specgram.numel === 0) return specgram.clone();
  const n = Math.floor((winLength - 1) / 2);
  const norm = (n * (n + 1) * (2 * n + 1)) / 3;
  const slope = Float64Array.from({ length: 2 * n + 1 }, (_, i) => (i - n) / norm);
  const rows = specgram.reshape([-1, 1, specgram.shape.at(-1)!]);
  const padded = padSignal("computeDeltas", rows, { before: n, after: n, mode: PADDING[mode] });
  const kernel = constant(slope, [1, 1, slope.length], specgram.dtype, specgram.device);
  return conv1d(padded, kernel).reshape(specgram.shape);
}

import { checkInteger } from "../dsp/checks.js";
import { constant } from "../dsp/constant.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { dctValues, type DctType } from "./dct.js";
import { logMelspectrogram, type MelspectrogramOptions } from "./melspectrogram.js";
import { checkSpectrogram, isSpectrogram, type SignalOrSpectrogram } from "./spectrogram.js";

export interface MfccOptions extends Omit<MelspectrogramOptions, "norm"> {
  /** Coefficients, integer ≥ 1 (default 20). */
  readonly nMfcc?: number;
  /** Type of the cosine transform (default 2). */
  readonly dctType?: DctType;
  /** Orthonormal or plain cosine transform (default "ortho"). */
  readonly norm?: "ortho" | null;
  /** Sinusoidal liftering, ≥ 0; 0: none (default 0). */
  readonly lifter?: number;
}

/**
 * Mel-frequency cepstral coefficients: the cosine transform of the mel spectrogram in decibels.
 *
 * @param input    real, [..., samples]; or { S }, a mel spectrogram in dB, [..., bands, frames]
 * @param options.nMfcc    coefficients, 1…nMels (default 20)
 * @param options.dctType  1, 2 or 3 (default 2)
 * @param options.norm     "ortho" or null (default "ortho")
 * @param options.lifter   weights coefficient k by 1 + lifter / 2 · sin(π (k + 1) / lifter), ≥ 0 (default 0: none)
 * @param options          the rest as `melspectrogram`, whose bank is always normalised as "slaney"
 * @returns [..., nMfcc, frames], dB
 * @throws ParameterError  nMfcc out of range, lifter negative
 * @source librosa.feature.mfcc
 * @example mfcc(y, { sampleRate: 22050, nMfcc: 13 })
 */
export function mfcc(
  input: SignalOrSpectrogram,
  { nMfcc = 20, dctType = 2, norm = "ortho", lifter = 0, ...options }: MfccOptions = {},
): Tensor {
  checkInteger("mfcc", "nMfcc", nMfcc, 1);
  if (!(lifter >= 0)) throw new ParameterError(`mfcc: lifter=${lifter} must be ≥ 0. 0 means none.`);
  const S = isSpectrogram(input) ? input.S : logMelspectrogram(input, options);
  checkSpectrogram("mfcc", S);
  const bands = S.shape.at(-2)!;
  if (nMfcc > bands)
    throw new ShapeError(
      `mfcc: nMfcc=${nMfcc} must be at most the number of bands of S ${formatShape(S.shape)}. Raise nMels.`,
    );
  const rows = dctValues("mfcc", bands, nMfcc, { type: dctType, norm });
  if (lifter > 0)
    rows.forEach(
      (v, i) => (rows[i] = v * (1 + (lifter / 2) * Math.sin((Math.PI * (Math.floor(i / bands) + 1)) / lifter))),
    );
  const transform = constant(rows, [nMfcc, bands], S.dtype, S.device);
  return S.transpose(-1, -2).matmul(transform.t()).transpose(-1, -2);
}

import type { Tensor } from "../tensor/index.js";
import { cepstralTransform, checkCepstral, type CepstralOptions } from "./cepstral/cepstral-transform.js";
import { logMelspectrogram, type MelspectrogramOptions } from "./melspectrogram.js";
import { isSpectrogram, type SignalOrSpectrogram } from "./spectrogram.js";

export interface MfccOptions extends Omit<MelspectrogramOptions, "norm">, CepstralOptions {
  /** Coefficients, integer ≥ 1 (default 20). */
  readonly nMfcc?: number;
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
  const wanted = { name: "nMfcc", count: nMfcc };
  checkCepstral("mfcc", wanted, { lifter });
  const S = isSpectrogram(input) ? input.S : logMelspectrogram(input, options);
  return cepstralTransform("mfcc", S, wanted, { dctType, norm, lifter });
}

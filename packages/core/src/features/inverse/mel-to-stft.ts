import { checkInteger, checkPositive } from "../../dsp/checks.js";
import type { MelBankOptions } from "../../dsp/index.js";
import type { Tensor } from "../../tensor/index.js";
import { melBank } from "../mel-bank.js";
import { checkSpectrogram } from "../spectrogram.js";
import { nnls } from "./nnls.js";

export interface MelToStftOptions extends Omit<MelBankOptions, "nMels"> {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Points of the transform, integer ≥ 1 (default 2048). */
  readonly nFft?: number;
  /** Exponent that the magnitudes were taken to, > 0 (default 2). */
  readonly power?: number;
}

/**
 * Magnitudes of a short-time transform whose mel spectrogram is as close as can be to the one given.
 *
 * @param M  a mel spectrogram ≥ 0, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        points of the transform (default 2048)
 * @param options.power       exponent of the magnitudes in M, > 0 (default 2)
 * @param options             fmin, fmax, htk, norm of the `mel` bank behind M
 * @returns [..., floor(nFft / 2) + 1, frames], magnitudes ≥ 0; silence gives 0. No gradient
 * @throws ParameterError  a number out of range; ShapeError: M complex or without bands and frames
 * @source librosa.feature.inverse.mel_to_stft; see `nnls` for where the two may differ
 * @example (await melToStft(melspectrogram(y, { nFft: 512, nMels: 40 }), { nFft: 512 })).shape // [257, 22]
 */
export async function melToStft(
  M: Tensor,
  { sampleRate = 22050, nFft = 2048, power = 2, ...bank }: MelToStftOptions = {},
): Promise<Tensor> {
  checkSpectrogram("melToStft", M);
  checkPositive("melToStft", "sampleRate", sampleRate);
  checkInteger("melToStft", "nFft", nFft, 1);
  checkPositive("melToStft", "power", power);
  const { weights } = melBank("melToStft", { sampleRate, nFft, nMels: M.shape.at(-2)!, ...bank }, M);
  const X = await nnls(weights, M);
  return power === 2 ? X.sqrt() : X.pow(1 / power);
}

import type { Tensor } from "../../tensor/index.js";
import { melToAudio, type MelToAudioOptions } from "./mel-to-audio.js";
import { mfccToMel, type MfccToMelOptions } from "./mfcc-to-mel.js";

/** Those of both steps; norm is that of the cosine transform, the mel bank's is "slaney", as `mfcc` has it. */
export interface MfccToAudioOptions extends MfccToMelOptions, Omit<MelToAudioOptions, "norm"> {}

/**
 * A signal whose cepstral coefficients are close to those given.
 *
 * @param mfcc  real, [..., coefficients, frames]
 * @param options.nMels  bands in between (default 128); dctType, norm, ref, lifter as `mfccToMel`
 * @param options        the rest as `melToAudio`
 * @returns real, [..., samples], unit of the signal behind mfcc. No gradient to mfcc
 * @throws ParameterError  a number out of range; ShapeError: mfcc without coefficients and frames
 * @source librosa.feature.inverse.mfcc_to_audio
 * @example await mfccToAudio(mfcc(y), { nMels: 32, nFft: 512, nIter: 2 })
 */
export async function mfccToAudio(
  mfcc: Tensor,
  { nMels = 128, dctType = 2, norm = "ortho", ref = 1, lifter = 0, ...audio }: MfccToAudioOptions = {},
): Promise<Tensor> {
  return melToAudio(mfccToMel(mfcc, { nMels, dctType, norm, ref, lifter }), audio);
}

import { griffinlim, type GriffinlimOptions } from "../../dsp/index.js";
import type { Tensor } from "../../tensor/index.js";
import { melToStft, type MelToStftOptions } from "./mel-to-stft.js";

export interface MelToAudioOptions extends MelToStftOptions, GriffinlimOptions {}

/**
 * A signal whose mel spectrogram is close to the one given: magnitudes by `melToStft`, phases by `griffinlim`.
 *
 * @param M  a mel spectrogram ≥ 0, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        points (default 2048); hopLength (default nFft / 4), winLength, window, center, padMode as `stft`
 * @param options.power       exponent of the magnitudes in M (default 2); fmin, fmax, htk, norm as `mel`
 * @param options.nIter       rounds of griffinlim (default 32); momentum, init, generator, length as there
 * @returns real, [..., samples], unit of the signal behind M; silence gives 0. No gradient to M
 * @throws ParameterError  a number out of range; ShapeError: M complex or without bands and frames
 * @source librosa.feature.inverse.mel_to_audio
 * @example await melToAudio(melspectrogram(y, { nFft: 512, hopLength: 128, nMels: 40 }), { nFft: 512, nIter: 2 })
 */
export async function melToAudio(M: Tensor, options: MelToAudioOptions = {}): Promise<Tensor> {
  const { sampleRate, power, fmin, fmax, htk, norm, nFft = 2048, ...phases } = options;
  const bank = Object.entries({ sampleRate, power, fmin, fmax, htk, norm }).filter(([, value]) => value !== undefined);
  const S = await melToStft(M, { ...(Object.fromEntries(bank) as MelToStftOptions), nFft });
  return griffinlim(S, { ...phases, nFft });
}

import { checkInteger } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { chromaValues, type ChromaBankOptions } from "../../dsp/constant-q/chroma-bank.js";
import { normalize } from "../../dsp/index.js";
import type { Tensor } from "../../tensor/index.js";
import { tuningSync } from "../pitch/tuning.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";

export interface ChromaStftOptions extends SpectralOptions, ChromaBankOptions {
  /** Exponent of the norm of each frame; null: none (default Infinity: the largest is 1). */
  readonly norm?: number | null;
}

/**
 * Chroma: the power of each frame gathered into pitch classes.
 *
 * @param input    real, [..., samples]; or { S }, power ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.norm        exponent of each frame's norm, null: none (default Infinity)
 * @param options.tuning      deviation from A440 in chroma bins (default: estimated, on the CPU)
 * @param options.nChroma     chroma bins (default 12); ctroct, octwidth, baseC as `chroma`
 * @returns [..., nChroma, frames], unitless, 0…1 with the default norm; silence gives 0
 * @throws ParameterError  a number out of range
 * @throws BackendError    no tuning given on a device that cannot be read at once
 * @source librosa.feature.chroma_stft
 * @example chromaStft(y, { sampleRate: 22050, tuning: 0 }).shape // [12, 22]
 */
export function chromaStft(input: SignalOrSpectrogram, options: ChromaStftOptions = {}): Tensor {
  const { sampleRate = 22050, norm = Infinity, tuning, nChroma = 12, ctroct, octwidth, baseC, ...transform } = options;
  checkInteger("chromaStft", "nChroma", nChroma, 1);
  const { S, nFft } = magnitudes("chromaStft", input, transform, 2);
  const bank = Object.fromEntries(Object.entries({ ctroct, octwidth, baseC }).filter(([, v]) => v !== undefined));
  const deviation = tuning ?? tuningSync("chromaStft", { S: S.detach() }, { sampleRate, nFft, binsPerOctave: nChroma });
  const values = chromaValues("chromaStft", sampleRate, nFft, { ...bank, nChroma, tuning: deviation });
  const weights = constant(values, [nChroma, S.shape.at(-2)!], S.dtype, S.device);
  const raw = S.transpose(-1, -2).matmul(weights.t()).transpose(-1, -2); // [..., nChroma, frames]
  return norm === null ? raw : normalize(raw, { norm, dim: -2 });
}

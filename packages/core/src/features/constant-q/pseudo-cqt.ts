import { constant } from "../../dsp/constant.js";
import { basisMagnitudes, spectralBasis } from "../../dsp/constant-q/spectral-basis.js";
import { checkInteger } from "../../dsp/checks.js";
import { melFrames } from "../../dsp/short-time.js";
import { framesOf } from "../../dsp/stft.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { bandsOf } from "../mel-bank.js";
import type { CqtOptions } from "./cqt.js";
import { tunedFmin } from "./tuned-fmin.js";
import { binsOf, filterOptions, type ForwardOptions } from "./vqt-plan.js";

/**
 * Pseudo constant-Q transform: the magnitudes of one short-time Fourier transform gathered by the magnitudes of the filters, with
 * neither phases nor octaves. Fast, and coarse in time at low frequencies.
 *
 * @param y        real, [..., samples]
 * @param options  as `cqt`, without resType
 * @returns real, [..., nBins, frames], unit of y; frames = 1 + floor(samples / hopLength). Silence gives 0
 * @throws ParameterError  a bin above sampleRate / 2, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.pseudo_cqt, 0.11
 * @example pseudoCqt(y, { nBins: 36, fmin: 220 }).shape // [36, 22]
 */
export function pseudoCqt(y: Tensor, options: Omit<CqtOptions, "resType"> = {}): Tensor {
  return pseudoResponse("pseudoCqt", y, options, tunedFmin("pseudoCqt", y, options));
}

/** @param fmin Hz of the first bin, tuned */
export function pseudoResponse(op: string, y: Tensor, options: ForwardOptions, fmin: number): Tensor {
  const { sampleRate = 22050, hopLength = 512, padMode = "constant", scale = true, nBins = 84, binsPerOctave = 12 } = options; // prettier-ignore
  checkInteger(op, "hopLength", hopLength, 1);
  const { freqs, alpha } = binsOf(op, { nBins, binsPerOctave }, fmin);
  if (freqs[nBins - 1] > sampleRate / 2)
    throw new ParameterError(
      `${op}: nBins=${nBins} puts the last bin at ${freqs[nBins - 1].toFixed(1)} Hz, above sampleRate / 2 = ${sampleRate / 2} Hz. Use fewer bins or a lower fmin.`,
    );
  const least = 2 ** (1 + Math.ceil(Math.log2(hopLength)));
  const basis = spectralBasis(op, { freqs, alpha, sampleRate, least, ...filterOptions(options).filters });
  const { bins, nFft, lengths } = basis;
  const weights = basisMagnitudes(basis).map(
    (weight, i) => weight * Math.sqrt((scale ? 1 : lengths[Math.floor(i / bins)]) / nFft),
  );
  const frames = framesOf(op, y, { nFft, hopLength, window: "hann", padMode });
  const bank = { weights: constant(weights, [nBins, bins], y.dtype, y.device), bands: bandsOf(weights, nBins) };
  return melFrames(frames, 1, bank).transpose(-1, -2);
}

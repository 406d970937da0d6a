import { constant } from "../../dsp/constant.js";
import { normalize } from "../../dsp/index.js";
import { Tensor } from "../../tensor/index.js";
import { checkSpectrogram } from "../spectrogram.js";
import { chromaOf, type ChromaCqtOptions } from "./chroma-cqt.js";

/** Turns per octave of the fifth, the minor and the major third, in pairs of sine and cosine, and their radii. */
const TURNS = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3];
const RADII = [1, 1, 1, 1, 0.5, 0.5];

/**
 * Tonal centroids: where each frame's chroma lies on the circles of fifths, minor thirds and major thirds.
 *
 * @param input    { chroma }, ≥ 0, [..., nChroma, frames]; or a real signal, [..., samples], whose `chromaCqt` is taken
 * @param options  as `chromaCqt`, for a signal
 * @returns [..., 6, frames], unitless, -1…1: two coordinates per circle; silence gives 0
 * @throws ShapeError  chroma not real and [..., nChroma, frames]
 * @source librosa.feature.tonnetz; Harte, Sandler & Gasser 2006
 * @example tonnetz({ chroma: chromaStft(y, { tuning: 0 }) }).shape // [6, 22]
 */
export function tonnetz(input: Tensor | { readonly chroma: Tensor }, options: ChromaCqtOptions = {}): Tensor {
  const chroma = input instanceof Tensor ? chromaOf("tonnetz", input, options) : input?.chroma;
  checkSpectrogram("tonnetz", chroma);
  const nChroma = chroma.shape.at(-2)!;
  const map = Float64Array.from({ length: 6 * nChroma }, (_, i) => {
    const [row, bin] = [Math.floor(i / nChroma), i % nChroma];
    const turn = (TURNS[row] * 12 * bin) / nChroma - (row % 2 === 0 ? 0.5 : 0);
    return RADII[row] * Math.cos(Math.PI * turn);
  });
  const weights = constant(map, [6, nChroma], chroma.dtype, chroma.device);
  return normalize(chroma, { norm: 1, dim: -2 }).transpose(-1, -2).matmul(weights.t()).transpose(-1, -2);
}

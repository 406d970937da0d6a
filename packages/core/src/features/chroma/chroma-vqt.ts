import { checkInteger } from "../../dsp/checks.js";
import { cqToChromaValues } from "../../dsp/constant-q/cq-to-chroma.js";
import type { Intervals } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import { Tensor } from "../../tensor/index.js";
import { vqt } from "../constant-q/index.js";
import { checkSpectrogram } from "../spectrogram.js";
import { gather, type ChromaCqtOptions } from "./chroma-cqt.js";

/** A signal [..., samples], or the magnitudes of its variable-Q transform [..., bins, frames], computed before. */
export type SignalOrVariableQ = Tensor | { readonly V: Tensor };

export interface ChromaVqtOptions extends Pick<
  ChromaCqtOptions,
  "sampleRate" | "hopLength" | "fmin" | "norm" | "threshold" | "nOctaves"
> {
  /** "equal", "pythagorean", "ji3", "ji5", "ji7", or the ratios of one octave, which set binsPerOctave. */
  readonly intervals: Intervals;
  /** Bins per octave, and chroma bins, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** Hz, ≥ 0, that widen every filter; null: critical bands (default 0). */
  readonly gamma?: number | null;
}

/**
 * Chroma of any tuning: the magnitudes of a variable-Q transform added up over octaves.
 *
 * @param input    real, [..., samples]; or { V }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.intervals   "equal", "pythagorean", "ji3", "ji5", "ji7", or the ratios of one octave
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.fmin        Hz of the first bin (default C1); nOctaves (default 7), binsPerOctave (default 12)
 * @param options.norm        exponent of each frame's norm, null: none (default Infinity)
 * @param options.threshold   lower chroma become 0, null: none (default 0)
 * @param options.gamma       Hz that widen every filter, null: critical bands (default 0)
 * @returns [..., binsPerOctave, frames], unitless, 0…1 with the default norm; silence gives 0
 * @throws ParameterError  no intervals, or a number out of range
 * @source librosa.feature.chroma_vqt, 0.11
 * @example chromaVqt(y, { intervals: "ji5", nOctaves: 2, fmin: 220 }).shape // [12, 22]
 */
export function chromaVqt(input: SignalOrVariableQ, options: ChromaVqtOptions = {} as never): Tensor {
  const op = "chromaVqt";
  const { intervals, norm = Infinity, threshold = 0, nOctaves = 7, fmin, gamma = 0, ...transform } = options;
  if (intervals === undefined || intervals === null)
    throw new ParameterError(`${op}: intervals is missing. Give "equal", "ji5" or a list of ratios.`);
  const binsPerOctave = typeof intervals === "string" ? (options.binsPerOctave ?? 12) : intervals.length;
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  checkInteger(op, "nOctaves", nOctaves, 1);
  const first = fmin !== undefined && { fmin };
  const V = input instanceof Tensor
    ? vqt(input, { ...transform, ...first, intervals, gamma, binsPerOctave, nBins: nOctaves * binsPerOctave }).abs()
    : input?.V; // prettier-ignore
  checkSpectrogram(op, V);
  const weights = cqToChromaValues(op, V.shape.at(-2)!, { binsPerOctave, nChroma: binsPerOctave, ...first });
  return gather(V, weights, threshold, norm);
}

import { constant } from "../../dsp/constant.js";
import { checkInteger } from "../../dsp/checks.js";
import { cqToChromaValues } from "../../dsp/constant-q/cq-to-chroma.js";
import { normalize } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import { Tensor } from "../../tensor/index.js";
import { cqt, hybridCqt } from "../constant-q/index.js";
import { checkSpectrogram } from "../spectrogram.js";

/** A signal [..., samples], or the magnitudes of its constant-Q transform [..., bins, frames], computed before. */
export type SignalOrConstantQ = Tensor | { readonly C: Tensor };

export interface ChromaCqtOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples, integer ≥ 1 (default 512). */
  readonly hopLength?: number;
  /** Hz of the first bin, > 0 (default C1, 32.7 Hz). */
  readonly fmin?: number;
  /** Exponent of the norm of each frame; null: none (default Infinity: the largest is 1). */
  readonly norm?: number | null;
  /** Chroma below this become 0, before the norm; null: none (default 0). */
  readonly threshold?: number | null;
  /** Deviation from A440 in bins; null: estimated, on the CPU (default null). */
  readonly tuning?: number | null;
  /** Chroma bins, integer ≥ 1 (default 12). */
  readonly nChroma?: number;
  /** Octaves above fmin, integer ≥ 1 (default 7). */
  readonly nOctaves?: number;
  /** Values that weigh the neighbouring bins, as `cqToChroma` (default: none). */
  readonly window?: ArrayLike<number> | null;
  /** Bins per octave, a multiple of nChroma; null: nChroma (default 36). */
  readonly binsPerOctave?: number | null;
  /** "full" is `cqt`, "hybrid" is `hybridCqt` (default "full"). */
  readonly cqtMode?: "full" | "hybrid";
}

/**
 * Chroma: the magnitudes of a constant-Q transform added up over octaves.
 *
 * @param input    real, [..., samples]; or { C }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050); hopLength samples (default 512)
 * @param options.fmin        Hz of the first bin (default C1); nOctaves (default 7), binsPerOctave (default 36; null: nChroma)
 * @param options.nChroma     chroma bins (default 12); window as `cqToChroma`
 * @param options.norm        exponent of each frame's norm, null: none (default Infinity)
 * @param options.threshold   lower chroma become 0, null: none (default 0)
 * @param options.tuning      deviation in bins, null: estimated, on the CPU (default null)
 * @param options.cqtMode     "full" (default) or "hybrid"
 * @returns [..., nChroma, frames], unitless, 0…1 with the default norm; silence gives 0
 * @throws ParameterError  binsPerOctave is no multiple of nChroma, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.feature.chroma_cqt, 0.11
 * @example chromaCqt(y, { nOctaves: 2, fmin: 220, binsPerOctave: 12, tuning: 0 }).shape // [12, 22]
 */
export function chromaCqt(input: SignalOrConstantQ, options: ChromaCqtOptions = {}): Tensor {
  return chromaOf("chromaCqt", input, options);
}

/** The same under the name of the caller. */
export function chromaOf(op: string, input: SignalOrConstantQ, options: ChromaCqtOptions): Tensor {
  const { norm = Infinity, threshold = 0, nChroma = 12, fmin, window } = options;
  checkInteger(op, "nChroma", nChroma, 1);
  const binsPerOctave = options.binsPerOctave === null ? nChroma : (options.binsPerOctave ?? 36);
  if (!Number.isInteger(binsPerOctave / nChroma))
    throw new ParameterError(
      `${op}: binsPerOctave=${binsPerOctave} must be a multiple of nChroma=${nChroma}. Whole bins are added up.`,
    );
  const C = input instanceof Tensor ? transform(op, input, { ...options, binsPerOctave }) : input?.C;
  checkSpectrogram(op, C);
  const bank = { nChroma, binsPerOctave, ...(fmin !== undefined && { fmin }), ...(window && { window }) };
  return gather(C, cqToChromaValues(op, C.shape.at(-2)!, bank), threshold, norm);
}

/** Chroma of magnitudes [..., bins, frames] by weights [nChroma, bins], thinned and normalised. */
export function gather(C: Tensor, weights: Float64Array, threshold: number | null, norm: number | null): Tensor {
  const bins = C.shape.at(-2)!;
  const table = constant(weights, [weights.length / bins, bins], C.dtype, C.device);
  const sums = C.transpose(-1, -2).matmul(table.t()).transpose(-1, -2); // [..., nChroma, frames]
  const kept = threshold === null ? sums : sums.where(sums.lt(threshold).logicalNot(), 0);
  return norm === null ? kept : normalize(kept, { norm, dim: -2 });
}

function transform(op: string, y: Tensor, options: ChromaCqtOptions & { readonly binsPerOctave: number }): Tensor {
  const { sampleRate = 22050, hopLength = 512, fmin, tuning = null, nOctaves = 7, binsPerOctave, cqtMode = "full" } = options; // prettier-ignore
  checkInteger(op, "nOctaves", nOctaves, 1);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  const shared = { sampleRate, hopLength, nBins: nOctaves * binsPerOctave, binsPerOctave, tuning, ...(fmin !== undefined && { fmin }) }; // prettier-ignore
  if (cqtMode === "full") return cqt(y, shared).abs();
  if (cqtMode === "hybrid") return hybridCqt(y, shared);
  throw new ParameterError(`${op}: cqtMode="${String(cqtMode)}" must be "full" or "hybrid".`);
}

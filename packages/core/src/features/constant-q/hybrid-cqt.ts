import { checkInteger } from "../../dsp/checks.js";
import { waveletLengths } from "../../dsp/constant-q/index.js";
import { cat } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { constantQ, type CqtOptions } from "./cqt.js";
import { pseudoResponse } from "./pseudo-cqt.js";
import { runVqt } from "./run-vqt.js";
import { tunedFmin } from "./tuned-fmin.js";
import { binsOf, filterOptions, planVqt } from "./vqt-plan.js";

/**
 * Hybrid constant-Q transform: `pseudoCqt` where filters are shorter than two hops, the magnitudes of `cqt` below.
 *
 * @param y        real, [..., samples]
 * @param options  as `cqt`
 * @returns real, [..., nBins, frames], unit of y. Silence gives 0
 * @throws ParameterError  a filter reaches beyond sampleRate / 2, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.hybrid_cqt, 0.11
 * @example hybridCqt(y, { nBins: 36, fmin: 220 }).shape // [36, 22]
 */
export function hybridCqt(y: Tensor, options: CqtOptions = {}): Tensor {
  const op = "hybridCqt";
  const { sampleRate = 22050, hopLength = 512, nBins = 84, binsPerOctave = 12 } = options;
  const fmin = tunedFmin(op, y, options);
  checkInteger(op, "hopLength", hopLength, 1);
  const { freqs, alpha } = binsOf(op, { nBins, binsPerOctave }, fmin);
  const { shape } = filterOptions(options);
  const { lengths } = waveletLengths({ freqs, alpha, sampleRate, ...shape });
  // Lengths fall, so the short filters are the last ones.
  const short = lengths.filter((length) => 2 ** Math.ceil(Math.log2(length)) < 2 * hopLength).length;
  const full = nBins - short;
  const parts: Tensor[] = [];
  if (full > 0) parts.push(runVqt(op, y, planVqt(op, constantQ({ ...options, nBins: full }), fmin)).abs());
  if (short > 0) parts.push(pseudoResponse(op, y, { ...options, nBins: short }, freqs[full]));
  const frames = Math.min(...parts.map((part) => part.shape.at(-1)!));
  return cat(parts.map((part) => part.narrow(-1, 0, frames)), -2); // prettier-ignore
}

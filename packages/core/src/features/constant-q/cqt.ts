import type { Tensor } from "../../tensor/index.js";
import { runVqt } from "./run-vqt.js";
import { tunedFmin, type TuningOption } from "./tuned-fmin.js";
import { planVqt, type ForwardOptions } from "./vqt-plan.js";

export interface CqtOptions extends ForwardOptions, TuningOption {}

/**
 * Constant-Q transform: a spectrum whose bins stand at equal musical intervals, each filter as many periods long as the others.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate     Hz (default 22050)
 * @param options.hopLength      samples, integer ≥ 1 (default 512): the rate is halved for each octave as long as it is even
 * @param options.fmin           Hz of the first bin (default C1, 32.7 Hz); nBins (default 84), binsPerOctave (default 12)
 * @param options.tuning         deviation from A440 in bins, null: estimated, on the CPU (default 0)
 * @param options.filterScale    factor on the filters' lengths, > 0 (default 1)
 * @param options.norm           of each filter, null: none (default 1); sparsity 0…1 (default 0.01), window (default "hann")
 * @param options.scale          divide by √ of each filter's length (default true)
 * @param options.padMode        ends (default "constant"); resType as `resample` (default "soxr_hq")
 * @returns complex64 (complex128 for float64), [..., nBins, frames], unit of y; frames = 1 + floor(samples / hopLength), or fewer
 *          where halving leaves a frame out. Silence gives 0
 * @throws ParameterError  a filter reaches beyond sampleRate / 2, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.cqt, 0.11; Schörkhuber & Klapuri 2010. `dtype` follows y
 * @example cqt(y, { nBins: 36, fmin: 220 }).shape // [36, 22]
 */
export function cqt(y: Tensor, options: CqtOptions = {}): Tensor {
  return runVqt("cqt", y, planVqt("cqt", constantQ(options), tunedFmin("cqt", y, options)));
}

/** Without what belongs to `vqt` alone, should it come from a caller without types. */
export const constantQ = (options: ForwardOptions): ForwardOptions & { readonly gamma: 0; readonly intervals: "equal" } => ({ ...options, gamma: 0, intervals: "equal" }); // prettier-ignore

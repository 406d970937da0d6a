import type { Intervals } from "../../dsp/index.js";
import type { Tensor } from "../../tensor/index.js";
import { runVqt } from "./run-vqt.js";
import { tunedFmin, type TuningOption } from "./tuned-fmin.js";
import { planVqt, type ForwardOptions } from "./vqt-plan.js";

export interface VqtOptions extends ForwardOptions, TuningOption {
  /** "equal", "pythagorean", "ji3", "ji5", "ji7", or the ratios of one octave, which set binsPerOctave (default "equal"). */
  readonly intervals?: Intervals;
  /** Hz, ≥ 0, that widen every filter: 0 is a constant-Q transform; null: as wide as the ear's critical bands (default null). */
  readonly gamma?: number | null;
}

/**
 * Variable-Q transform: bins as a scale divides the octave, with filters that are shorter at low frequencies than those of the
 * constant-Q transform, so that notes stay sharp in time.
 *
 * @param y        real, [..., samples]
 * @param options.sampleRate     Hz (default 22050)
 * @param options.hopLength      samples, integer ≥ 1 (default 512): the rate is halved for each octave as long as it is even
 * @param options.fmin           Hz of the first bin (default C1, 32.7 Hz); nBins (default 84), binsPerOctave (default 12)
 * @param options.intervals      "equal" (default), "pythagorean", "ji3", "ji5", "ji7", or the ratios of one octave
 * @param options.gamma          Hz that widen every filter, null: critical bands (default null)
 * @param options.tuning         deviation from A440 in bins, null: estimated, on the CPU (default 0)
 * @param options.filterScale    factor on the filters' lengths, > 0 (default 1)
 * @param options.norm           of each filter, null: none (default 1); sparsity 0…1 (default 0.01), window (default "hann")
 * @param options.scale          divide by √ of each filter's length (default true)
 * @param options.padMode        ends (default "constant"); resType as `resample` (default "soxr_hq")
 * @returns complex64 (complex128 for float64), [..., nBins, frames], unit of y; frames = 1 + floor(samples / hopLength), or fewer
 *          where halving leaves a frame out. Silence gives 0
 * @throws ParameterError  a filter reaches beyond sampleRate / 2, an interval stands twice, or a number out of range
 * @throws BackendError    tuning null on a device that cannot be read at once
 * @source librosa.vqt, 0.11; Schörkhuber & Klapuri 2010. `dtype` follows y
 * @example vqt(y, { nBins: 24, fmin: 220, intervals: "ji5" }).shape // [24, 22]
 */
export function vqt(y: Tensor, { gamma = null, ...options }: VqtOptions = {}): Tensor {
  const { intervals = "equal", binsPerOctave = 12 } = options;
  const perOctave = typeof intervals === "object" && intervals !== null ? intervals.length : binsPerOctave;
  const fmin = tunedFmin("vqt", y, { ...options, binsPerOctave: perOctave });
  return runVqt("vqt", y, planVqt("vqt", { ...options, gamma }, fmin));
}

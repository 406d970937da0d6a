// What the inverse constant-Q transform has to do for given options, octave by octave, worked out on the host.
import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { waveletLengths } from "../../dsp/constant-q/index.js";
import { spectralBasis, type SpectralBasis } from "../../dsp/constant-q/spectral-basis.js";
import type { ResampleType } from "../../dsp/resample/index.js";
import { binsOf, filterOptions, type ConstantQTransformOptions } from "./vqt-plan.js";

/** One octave, from the lowest to the highest. */
export interface InverseOctave {
  /** The conjugate filters with all factors of the inverse. */
  readonly basis: SpectralBasis;
  readonly hopLength: number;
  /** Times that its rate is raised to the full rate. */
  readonly up: number;
}

export interface IcqtPlan {
  readonly octaves: readonly InverseOctave[];
  readonly hopLength: number;
  /** Samples of the longest filter at the full rate. */
  readonly longest: number;
  readonly resType: ResampleType;
}

/** @param fmin Hz of the first bin, tuned */
export function planIcqt(op: string, nBins: number, options: ConstantQTransformOptions, fmin: number): IcqtPlan {
  const { sampleRate = 22050, hopLength = 512, binsPerOctave = 12, scale = true, resType = "soxr_hq" } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "hopLength", hopLength, 1);
  const { freqs, alpha } = binsOf(op, { nBins, binsPerOctave }, fmin);
  const { shape, filters } = filterOptions(options);
  const { lengths } = waveletLengths({ freqs, alpha, sampleRate, ...shape });
  const rates = [{ up: 1, hop: hopLength }];
  for (let i = 1; i < Math.ceil(nBins / binsPerOctave); i++) {
    const { up, hop } = rates[0];
    rates.unshift(hop % 2 === 0 ? { up: 2 * up, hop: hop / 2 } : { up, hop });
  }
  const octaves = rates.map(({ up, hop }, i): InverseOctave => {
    const own = [i * binsPerOctave, Math.min(nBins, (i + 1) * binsPerOctave)] as const;
    const basis = spectralBasis(op, { freqs: freqs.subarray(...own), alpha: alpha.subarray(...own), sampleRate: sampleRate / up, ...filters }); // prettier-ignore
    invert(basis, lengths.subarray(...own), scale);
    return { basis, hopLength: hop, up };
  });
  return { octaves, hopLength, longest: lengths[0], resType };
}

/** Conjugates each filter and divides it by its power, so that it gives back what it took. */
function invert({ pairs, bins, nFft }: SpectralBasis, lengths: Float64Array, scale: boolean): void {
  lengths.forEach((length, row) => {
    const filter = pairs.subarray(2 * row * bins, 2 * (row + 1) * bins);
    const power = filter.reduce((sum, value) => sum + value * value, 0);
    const by = ((scale ? Math.sqrt(length) : 1) * nFft) / length / power;
    filter.forEach((value, i) => (filter[i] = i % 2 === 0 ? value * by : -value * by));
  });
}

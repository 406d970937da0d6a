// What a constant-Q transform has to do for given options, octave by octave, worked out on the host.
import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { intervalFrequencies, relativeBandwidth, waveletLengths } from "../../dsp/constant-q/index.js";
import type { Intervals, SignalPadMode, WindowSpec } from "../../dsp/index.js";
import { spectralBasis, type SpectralBasis } from "../../dsp/constant-q/spectral-basis.js";
import { relativeBandwidthOf } from "../../dsp/constant-q/wavelet-lengths.js";
import type { ResampleType } from "../../dsp/resample/index.js";
import { ParameterError } from "../../errors/index.js";

/** What all constant-Q transforms and their inverse have in common. */
export interface ConstantQTransformOptions {
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Samples between frames, integer ≥ 1; octaves are halved in rate as often as it can be halved (default 512). */
  readonly hopLength?: number;
  /** Hz of the first bin, > 0 (default C1, 32.7 Hz). */
  readonly fmin?: number;
  /** Integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** Factor on the filters' lengths, > 0: small for time, large for frequency resolution (default 1). */
  readonly filterScale?: number;
  /** Exponent of the norm that every filter has; null: none (default 1). */
  readonly norm?: number | null;
  /** Share of each filter's magnitudes over the bins of its DFT that may be left out, 0 ≤ sparsity < 1 (default 0.01). */
  readonly sparsity?: number;
  /** Taper of each filter (default "hann"). */
  readonly window?: WindowSpec;
  /** Divide by √ of each filter's length (default true). */
  readonly scale?: boolean;
  /** How `resample` halves the rate (default "soxr_hq"). */
  readonly resType?: ResampleType;
}

/** Options of the transforms of a signal. */
export interface ForwardOptions extends ConstantQTransformOptions {
  /** Integer ≥ 1 (default 84). */
  readonly nBins?: number;
  /** How the ends are padded (default "constant": zeros). */
  readonly padMode?: SignalPadMode;
}

/** Frequencies of all bins, the bandwidth over frequency of each, and their octaves. */
export interface Bins {
  readonly freqs: Float64Array;
  readonly alpha: Float64Array;
  readonly perOctave: number;
}

/** @param fmin Hz of the first bin, tuned */
export function binsOf(
  op: string,
  { nBins = 84, intervals = "equal", binsPerOctave = 12 }: { nBins?: number; intervals?: Intervals | undefined; binsPerOctave?: number }, // prettier-ignore
  fmin: number,
): Bins {
  checkInteger(op, "nBins", nBins, 1);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  const freqs = intervalFrequencies(nBins, { fmin, intervals, binsPerOctave });
  const perOctave = typeof intervals === "string" ? binsPerOctave : intervals.length;
  const alpha = nBins === 1 ? Float64Array.of(relativeBandwidthOf(perOctave)) : relativeBandwidth(freqs);
  const twin = alpha.findIndex((a) => !(a > 0 && a < Infinity));
  if (twin >= 0)
    throw new ParameterError(
      `${op}: bin ${twin} at ${freqs[twin]} Hz has no bandwidth. Its neighbours must be different finite frequencies: check intervals, nBins and fmin.`,
    );
  return { freqs, alpha, perOctave };
}

/** Halvings of the rate that all octaves have in common, without losing a filter or the whole hops. */
function earlyHalvings(nyquist: number, cutoff: number, hopLength: number, octaves: number): number {
  const byBand = Math.ceil(Math.log2(nyquist / cutoff)) - 2;
  let twos = 0;
  for (let hop = hopLength; hop % 2 === 0; hop /= 2) twos++;
  return Math.max(0, Math.min(byBand, twos - octaves + 1));
}

/** One octave, from the highest to the lowest. */
export interface OctavePlan {
  /** With all factors of the transform. */
  readonly basis: SpectralBasis;
  readonly hopLength: number;
  /** The signal has half its rate from here on. */
  readonly halve: boolean;
}

export interface VqtPlan {
  /** Times that the rate is halved before the first octave. */
  readonly early: number;
  readonly octaves: readonly OctavePlan[];
  readonly resType: ResampleType;
  readonly padMode: SignalPadMode;
}

export type PlanOptions = ForwardOptions & { readonly gamma?: number | null; readonly intervals?: Intervals };

type Filters = Pick<ConstantQTransformOptions, "window" | "filterScale" | "norm" | "sparsity">;

/** The options of filters that are given, and those of them that decide their lengths. */
export function filterOptions({ window, filterScale, norm, sparsity }: Filters): { shape: Filters; filters: Filters } {
  const shape = { ...(window !== undefined && { window }), ...(filterScale !== undefined && { filterScale }) };
  return {
    shape,
    filters: { ...shape, ...(norm !== undefined && { norm }), ...(sparsity !== undefined && { sparsity }) },
  };
}

/** @param fmin Hz of the first bin, tuned */
export function planVqt(op: string, options: PlanOptions, fmin: number): VqtPlan {
  const { sampleRate = 22050, hopLength = 512, gamma = 0, scale = true } = options;
  const { resType = "soxr_hq", padMode = "constant" } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "hopLength", hopLength, 1);
  const { freqs, alpha, perOctave } = binsOf(op, options, fmin);
  const { shape, filters } = filterOptions(options);
  const { fCutoff } = waveletLengths({ freqs, sampleRate, gamma, alpha, ...shape });
  if (fCutoff > sampleRate / 2)
    throw new ParameterError(
      `${op}: nBins=${freqs.length} lets the highest filter reach ${fCutoff.toFixed(1)} Hz, above sampleRate / 2 = ${sampleRate / 2} Hz. Use fewer bins or a lower fmin.`,
    );
  const count = Math.ceil(freqs.length / perOctave);
  const early = earlyHalvings(sampleRate / 2, fCutoff, hopLength, count);
  const first = sampleRate / 2 ** early;
  const octaves: OctavePlan[] = [];
  for (let i = 0, rate = first, hop = hopLength / 2 ** early; i < count; i++) {
    const end = freqs.length - i * perOctave;
    const own = [Math.max(0, end - perOctave), end] as const;
    const basis = spectralBasis(op, { freqs: freqs.subarray(...own), alpha: alpha.subarray(...own), sampleRate: rate, gamma, ...filters }); // prettier-ignore
    // The rate halves with the energy kept, and a filter is as long as at the first rate.
    scaleRows(basis, (length) => Math.sqrt(first / rate) * (scale ? 1 / Math.sqrt((length * first) / rate) : 2 ** (early / 2))); // prettier-ignore
    const halve = hop % 2 === 0 && i + 1 < count;
    octaves.push({ basis, hopLength: hop, halve });
    if (halve) [rate, hop] = [rate / 2, hop / 2];
  }
  return { early, octaves, resType, padMode };
}

/** Multiplies each filter by a factor of its length. */
function scaleRows({ pairs, bins, lengths }: SpectralBasis, factor: (length: number) => number): void {
  lengths.forEach((length, row) => {
    const by = factor(length);
    for (let i = 2 * row * bins; i < 2 * (row + 1) * bins; i++) pairs[i] *= by;
  });
}

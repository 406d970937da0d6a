// How long the filters of constant-Q transforms are, and how far up they reach.
import { ParameterError } from "../../errors/index.js";
import { checkInteger, checkList, checkPositive } from "../checks.js";
import { cqtFrequencies } from "../frequency-units.js";
import type { WindowSpec } from "../get-window.js";
import { windowBandwidth } from "./window-bandwidth.js";

/** Bandwidth over frequency of filters that stand `binsPerOctave` to the octave. */
export function relativeBandwidthOf(binsPerOctave: number): number {
  const squared = 2 ** (2 / binsPerOctave);
  return (squared - 1) / (squared + 1);
}

/**
 * Bandwidth over frequency of filters that divide the octave as these frequencies do: each from its neighbours.
 *
 * @param freqs    Hz, > 0, ascending, at least two
 * @returns unitless, one value per frequency, (r² - 1) / (r² + 1) where r is the ratio of neighbours
 * @throws ParameterError  fewer than two frequencies, or not ascending
 * @source librosa.filters._relative_bandwidth
 * @example relativeBandwidth([100, 200]) // [0.6, 0.6]
 */
export function relativeBandwidth(freqs: ArrayLike<number>): Float64Array {
  checkFrequencies("relativeBandwidth", freqs);
  const n = freqs.length;
  if (n < 2)
    throw new ParameterError(
      `relativeBandwidth: freqs has ${n} value(s) but must have at least 2. Bandwidths come from neighbours: pass alpha for one filter.`,
    );
  const octaves = Float64Array.from(freqs, Math.log2);
  return Float64Array.from({ length: n }, (_, i) => {
    const [below, above] = [Math.max(i - 1, 0), Math.min(i + 1, n - 1)];
    return relativeBandwidthOf((above - below) / (octaves[above] - octaves[below]));
  });
}

/** Refuses frequencies that are not positive and ascending. */
export function checkFrequencies(op: string, freqs: ArrayLike<number>): void {
  checkList(op, "freqs", freqs);
  for (let i = 0; i < freqs.length; i++) {
    if (!(freqs[i] > 0) || !Number.isFinite(freqs[i]))
      throw new ParameterError(`${op}: freqs[${i}]=${freqs[i]} Hz must be a finite number > 0.`);
    if (i > 0 && freqs[i] < freqs[i - 1])
      throw new ParameterError(
        `${op}: freqs[${i}]=${freqs[i]} Hz must not be below freqs[${i - 1}]=${freqs[i - 1]} Hz. Sort them in ascending order.`,
      );
  }
}

export interface WaveletLengthOptions {
  /** Hz, > 0, ascending. */
  readonly freqs: ArrayLike<number>;
  /** Hz, > 0 (default 22050). */
  readonly sampleRate?: number;
  /** Taper of each filter (default "hann"). */
  readonly window?: WindowSpec;
  /** Factor on the filters' lengths, > 0: small for time, large for frequency resolution (default 1). */
  readonly filterScale?: number;
  /** Hz, ≥ 0, that widen every filter; null: as wide as the ear's critical bands (default 0: constant Q). */
  readonly gamma?: number | null;
  /** Bandwidth over frequency, one number or one per filter (default `relativeBandwidth(freqs)`). */
  readonly alpha?: number | ArrayLike<number>;
}

/** 24.7 Hz and 0.108 are the constant and the slope of the equivalent rectangular bandwidth. */
const ERB_OFFSET = 24.7 / 0.108;

/**
 * The lengths of wavelet filters, Q · sampleRate / (f + gamma / alpha), and the highest frequency that they pass.
 *
 * @param options.freqs        Hz, > 0, ascending
 * @param options.sampleRate   Hz (default 22050)
 * @param options.window       (default "hann")
 * @param options.filterScale  factor on the lengths, > 0 (default 1)
 * @param options.gamma        Hz, ≥ 0; null: 24.7 / 0.108 · alpha (default 0)
 * @param options.alpha        bandwidth over frequency (default `relativeBandwidth(freqs)`)
 * @returns `lengths` in samples, not rounded, one per frequency; `fCutoff` in Hz, where the highest filter ends
 * @throws ParameterError  a number out of range, frequencies not ascending
 * @source librosa.filters.wavelet_lengths
 * @example waveletLengths({ freqs: [110, 220, 440], sampleRate: 22050 }).lengths.length // 3
 */
export function waveletLengths(
  { freqs, sampleRate = 22050, window = "hann", filterScale = 1, gamma = 0, alpha }: WaveletLengthOptions = {} as never,
): { readonly lengths: Float64Array; readonly fCutoff: number } {
  checkFrequencies("waveletLengths", freqs);
  if (freqs.length === 0) throw new ParameterError("waveletLengths: freqs has 0 values but must have at least 1.");
  checkPositive("waveletLengths", "sampleRate", sampleRate);
  checkPositive("waveletLengths", "filterScale", filterScale);
  if (gamma !== null && !(gamma >= 0 && Number.isFinite(gamma)))
    throw new ParameterError(`waveletLengths: gamma=${gamma} Hz must be a finite number ≥ 0, or null.`);
  const ratios =
    alpha === undefined
      ? relativeBandwidth(freqs)
      : typeof alpha === "number"
        ? new Float64Array(freqs.length).fill(alpha)
        : alpha;
  if (ratios.length !== freqs.length)
    throw new ParameterError(
      `waveletLengths: alpha has ${ratios.length} values but freqs has ${freqs.length}. Give one per frequency, or a number.`,
    );
  const bandwidth = windowBandwidth(window);
  const lengths = new Float64Array(freqs.length);
  let fCutoff = 0;
  for (let i = 0; i < freqs.length; i++) {
    const widening = gamma ?? ratios[i] * ERB_OFFSET;
    const Q = filterScale / ratios[i];
    lengths[i] = (Q * sampleRate) / (freqs[i] + widening / ratios[i]);
    fCutoff = Math.max(fCutoff, freqs[i] * (1 + (0.5 * bandwidth) / Q) + 0.5 * widening);
  }
  return { lengths, fCutoff };
}

export interface ConstantQOptions {
  /** Hz, > 0. */
  readonly sampleRate: number;
  /** Frequency of the lowest filter in Hz, > 0 (default C1, 32.7 Hz). */
  readonly fmin?: number;
  /** Filters, integer ≥ 1 (default 84). */
  readonly nBins?: number;
  /** Filters per octave, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** Taper of each filter (default "hann"). */
  readonly window?: WindowSpec;
  /** Factor on the filters' lengths, > 0 (default 1). */
  readonly filterScale?: number;
  /** Hz, ≥ 0, that widen every filter (default 0). */
  readonly gamma?: number;
}

/** The frequency of the note C1, where constant-Q transforms begin unless told otherwise. */
export const C1_HZ = 440 * 2 ** (-45 / 12);

/**
 * The lengths of constant-Q filters at equal temperament.
 *
 * @param options.sampleRate   Hz
 * @param options.fmin         Hz (default C1, 32.7 Hz)
 * @param options.nBins        filters (default 84); binsPerOctave (default 12)
 * @param options.window       (default "hann")
 * @param options.filterScale  factor on the lengths, > 0 (default 1)
 * @param options.gamma        Hz, ≥ 0 (default 0)
 * @returns samples, not rounded, nBins values, falling
 * @throws ParameterError  a filter reaches beyond sampleRate / 2, or a number out of range
 * @source librosa.filters.constant_q_lengths, which librosa deprecates in favour of wavelet_lengths
 * @example constantQLengths({ sampleRate: 22050, nBins: 24 }).length // 24
 */
export function constantQLengths(options: ConstantQOptions = {} as never): Float64Array {
  return constantQShape("constantQLengths", options).lengths;
}

/** Frequencies, bandwidths and lengths of constant-Q filters, checked under the name of the caller. */
export function constantQShape(op: string, options: ConstantQOptions) {
  const { sampleRate, fmin = C1_HZ, nBins = 84, binsPerOctave = 12, window, filterScale, gamma } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkPositive(op, "fmin", fmin);
  checkInteger(op, "nBins", nBins, 1);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  const freqs = cqtFrequencies(nBins, { fmin, binsPerOctave });
  const alpha = relativeBandwidthOf(binsPerOctave);
  const { lengths } = waveletLengths({
    freqs,
    sampleRate,
    ...(window !== undefined && { window }),
    ...(filterScale !== undefined && { filterScale }),
    ...(gamma !== undefined && { gamma }),
    alpha,
  });
  const reach = freqs[nBins - 1] * (1 + (0.5 * windowBandwidth(window ?? "hann") * alpha) / (filterScale ?? 1));
  if (reach > sampleRate / 2)
    throw new ParameterError(
      `${op}: nBins=${nBins} lets the highest filter reach ${reach.toFixed(1)} Hz, above sampleRate / 2 = ${sampleRate / 2} Hz. Use fewer bins or a lower fmin.`,
    );
  return { freqs, alpha, lengths };
}

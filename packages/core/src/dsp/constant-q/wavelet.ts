// Complex exponentials under a window: the filters that constant-Q transforms are made of.
import { getDefaultDevice } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";
import { windowValues, type WindowSpec } from "../get-window.js";
import { complexTable, isNorm, normalizePairs } from "./complex-table.js";
import { constantQShape, waveletLengths, type ConstantQOptions, type WaveletLengthOptions } from "./wavelet-lengths.js";

interface FilterOptions {
  /** Exponent of the norm that every filter has: null leaves them as they are (default 1). */
  readonly norm?: number | null;
  /** Pad the filters to a power of two rather than to the longest (default true). */
  readonly padFft?: boolean;
  /** "complex64" (default) or "complex128". */
  readonly dtype?: Extract<DType, "complex64" | "complex128">;
  readonly device?: Device;
}

export interface WaveletOptions extends WaveletLengthOptions, FilterOptions {}

/** Filters in the time domain: rows of (re, im) pairs, each centred. */
export interface WaveletValues {
  readonly pairs: Float64Array;
  readonly width: number;
  readonly lengths: Float64Array;
}

/** The filters in double precision, checked under the name of the caller. */
export function waveletValues(op: string, { norm = 1, padFft = true, ...options }: WaveletOptions): WaveletValues {
  if (!isNorm(norm))
    throw new ParameterError(`${op}: norm=${String(norm)} must be a number ≥ 0, Infinity, -Infinity or null.`);
  const { freqs, sampleRate = 22050, window = "hann" } = options;
  const { lengths } = waveletLengths(options);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 1);
  const width = padFft ? 2 ** Math.ceil(Math.log2(longest)) : Math.ceil(longest);
  const pairs = new Float64Array(2 * width * freqs.length);
  lengths.forEach((length, row) => {
    const filter = waveletOf((2 * Math.PI * freqs[row]) / sampleRate, length, window);
    normalizePairs(filter, norm);
    const start = Math.floor((width - filter.length / 2) / 2);
    pairs.set(filter, 2 * (row * width + start));
  });
  return { pairs, width, lengths };
}

/** exp(iωn) from -length / 2 to length / 2 under the window. */
function waveletOf(omega: number, length: number, window: WindowSpec): Float64Array {
  const first = Math.floor(-length / 2);
  const n = Math.floor(length / 2) - first;
  const taper = windowValues(window, n);
  const filter = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    filter[2 * i] = taper[i] * Math.cos(omega * (first + i));
    filter[2 * i + 1] = taper[i] * Math.sin(omega * (first + i));
  }
  return filter;
}

/** Filters, and how long each is. */
export interface WaveletFilters {
  /** complex, [filters, samples] */
  readonly filters: Tensor;
  /** Samples of each filter, not rounded. */
  readonly lengths: Float64Array;
}

function asTensor(
  { pairs, width, lengths }: WaveletValues,
  { dtype = "complex64", device = getDefaultDevice() }: FilterOptions,
): WaveletFilters {
  return { filters: complexTable(pairs, [lengths.length, width], dtype, device), lengths };
}

/**
 * Wavelet filters in the time domain: a complex tone at each frequency under a window as long as the tone needs.
 *
 * @param options.freqs        Hz, > 0, ascending
 * @param options.sampleRate   Hz (default 22050)
 * @param options.window       (default "hann")
 * @param options.filterScale  factor on the lengths, > 0 (default 1)
 * @param options.padFft       filters padded to a power of two (default true) or to the longest
 * @param options.norm         exponent of the norm that becomes 1, null: none (default 1)
 * @param options.gamma        Hz, ≥ 0, or null (default 0); alpha as `waveletLengths`
 * @param options.dtype        "complex64" (default) or "complex128"
 * @returns `filters` [freqs, samples], unitless, each centred; `lengths` in samples
 * @throws ParameterError  a number out of range, frequencies not ascending
 * @source librosa.filters.wavelet
 * @example wavelet({ freqs: [110, 220, 440], sampleRate: 22050 }).filters.shape[0] // 3
 */
export function wavelet(options: WaveletOptions = {} as never): WaveletFilters {
  return asTensor(waveletValues("wavelet", options), options);
}

/**
 * Constant-Q filters at equal temperament in the time domain.
 *
 * @param options.sampleRate   Hz
 * @param options.fmin         Hz (default C1, 32.7 Hz)
 * @param options.nBins        filters (default 84); binsPerOctave (default 12)
 * @param options.window       (default "hann"); filterScale, padFft, norm, gamma, dtype as `wavelet`
 * @returns `filters` complex [nBins, samples], unitless, each centred; `lengths` in samples
 * @throws ParameterError  a filter reaches beyond sampleRate / 2, or a number out of range
 * @source librosa.filters.constant_q, which librosa deprecates in favour of wavelet
 * @example constantQ({ sampleRate: 22050, nBins: 24 }).filters.shape[0] // 24
 */
export function constantQ(options: ConstantQOptions & FilterOptions = {} as never): WaveletFilters {
  const { freqs, alpha } = constantQShape("constantQ", options);
  const { sampleRate, window, filterScale, gamma, norm, padFft } = options;
  const given = { sampleRate, window, filterScale, gamma, norm, padFft };
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return asTensor(waveletValues("constantQ", { freqs, alpha, ...defined }), options);
}

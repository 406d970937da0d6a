// Scales and frequencies of the wavelets in spectral-wavelet.ts, and what the ends of the signal spoil.
import { ParameterError } from "../../errors/index.js";
import { checkInteger, checkList, checkPositive } from "../checks.js";
import { spectrumOf, type SpectralWavelet, type WaveletNorm } from "./spectral-wavelet.js";

export interface WaveletUnits {
  /** Name, or name with parameters (default "morse"). */
  readonly wavelet?: SpectralWavelet;
  /** The norm whose largest response counts as the frequency (default "L2"). */
  readonly norm?: WaveletNorm;
  /** Hz (default 22050). */
  readonly sampleRate?: number;
}

export interface WaveletScaleOptions extends WaveletUnits {
  /** Scales per octave, integer ≥ 1 (default 10). */
  readonly voices?: number;
  /** Lowest frequency, Hz (default: the cone of influence just leaves the middle of the signal). */
  readonly fmin?: number;
  /** Highest frequency, Hz (default sampleRate / 2). */
  readonly fmax?: number;
}

/** @throws ParameterError */
export function checkNorm(op: string, norm: WaveletNorm): void {
  if (norm !== "L1" && norm !== "L2") throw new ParameterError(`${op}: norm="${String(norm)}" must be "L1" or "L2".`);
}

function convert(op: string, name: string, values: ArrayLike<number>, product: number): Float64Array {
  checkList(op, name, values);
  return Float64Array.from(values, (v) => {
    if (!(v > 0) || !Number.isFinite(v))
      throw new ParameterError(`${op}: ${name} holds ${v}, which must be finite and > 0.`);
    return product / v;
  });
}

/** scale · Hz of a wavelet. */
function product(op: string, { wavelet = "morse", norm = "L2", sampleRate = 22050 }: WaveletUnits): number {
  checkNorm(op, norm);
  checkPositive(op, "sampleRate", sampleRate);
  return (spectrumOf(op, wavelet).factor[norm] * sampleRate) / (2 * Math.PI);
}

/**
 * Frequency of the sinusoid that a scale of `cwtFourier` answers most.
 *
 * @param scales  in samples, > 0
 * @param options.wavelet     (default "morse")
 * @param options.norm        (default "L2")
 * @param options.sampleRate  Hz (default 22050)
 * @returns Hz
 * @throws ParameterError  scales not > 0
 * @source Torrence & Compo 1998, table 1 ("L2"); for "L1" the peak of the spectrum
 * @example scaleToHz([1], { wavelet: "morlet", sampleRate: 1 }) // [0.968]
 */
export const scaleToHz = (scales: ArrayLike<number>, options: WaveletUnits = {}): Float64Array =>
  convert("scaleToHz", "scales", scales, product("scaleToHz", options));

/**
 * Scale of `cwtFourier` that answers a frequency most.
 *
 * @param frequencies  Hz, > 0
 * @param options.wavelet     (default "morse")
 * @param options.norm        (default "L2")
 * @param options.sampleRate  Hz (default 22050)
 * @returns scales in samples
 * @throws ParameterError  frequencies not > 0
 * @source the inverse of scaleToHz
 * @example hzToScale(scaleToHz([3])) // [3]
 */
export const hzToScale = (frequencies: ArrayLike<number>, options: WaveletUnits = {}): Float64Array =>
  convert("hzToScale", "frequencies", frequencies, product("hzToScale", options));

/**
 * Scales in equal steps of the octave, from that of fmax up to that of fmin.
 *
 * @param samples  of the signal, integer ≥ 1
 * @param options.wavelet     (default "morse")
 * @param options.voices      scales per octave, integer ≥ 1 (default 10)
 * @param options.fmin        Hz (default: the cone of influence just leaves the middle of the signal)
 * @param options.fmax        Hz (default sampleRate / 2)
 * @param options.norm        (default "L2")
 * @param options.sampleRate  Hz (default 22050)
 * @returns ascending, in samples; at least one
 * @throws ParameterError  fmin above fmax
 * @source Torrence & Compo 1998, equations 9 and 10
 * @example waveletScales(1024, { voices: 1, fmin: 2000, fmax: 8000 }).length // 3
 */
export function waveletScales(samples: number, options: WaveletScaleOptions = {}): Float64Array {
  const { wavelet = "morse", voices = 10, sampleRate = 22050, fmax = sampleRate / 2 } = options;
  checkInteger("waveletScales", "samples", samples, 1);
  checkInteger("waveletScales", "voices", voices, 1);
  checkPositive("waveletScales", "fmax", fmax);
  if (options.fmin !== undefined) checkPositive("waveletScales", "fmin", options.fmin);
  const [least] = hzToScale([fmax], options);
  const { efold } = spectrumOf("waveletScales", wavelet);
  const most =
    options.fmin === undefined ? Math.max(samples / (2 * efold), least) : hzToScale([options.fmin], options)[0];
  if (most < least)
    throw new ParameterError(`waveletScales: fmin=${options.fmin} must be at most fmax=${fmax}. Swap them?`);
  // A hair more than a whole number of steps is one.
  const count = Math.floor(Math.log2(most / least) * voices + 1e-9) + 1;
  return Float64Array.from({ length: count }, (_, j) => least * 2 ** (j / voices));
}

/**
 * Cone of influence: for each sample the lowest frequency whose wavelet is not disturbed by the nearer end of the signal.
 *
 * @param samples  integer ≥ 1
 * @param options.wavelet     (default "morse")
 * @param options.norm        (default "L2")
 * @param options.sampleRate  Hz (default 22050)
 * @returns Hz, one per sample; below, the power of a step at the end has dropped by less than e⁻²
 * @throws ParameterError  samples no integer ≥ 1
 * @source Torrence & Compo 1998, section 3g and table 1; for "morse" and "bump" the same rule on their computed envelope
 * @example coneOfInfluence(100, { wavelet: "morlet" }).length // 100
 */
export function coneOfInfluence(samples: number, options: WaveletUnits = {}): Float64Array {
  checkInteger("coneOfInfluence", "samples", samples, 1);
  const { efold } = spectrumOf("coneOfInfluence", options.wavelet ?? "morse");
  const hzAtOne = product("coneOfInfluence", options);
  // The first sample that is not there lies one beyond the end.
  return Float64Array.from({ length: samples }, (_, t) => (hzAtOne * efold) / Math.min(t + 1, samples - t));
}

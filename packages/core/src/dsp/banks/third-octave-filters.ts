import { getDefaultDevice } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import type { TransformOptions } from "./scale-bank.js";
import { bankTensor } from "./triangles.js";

export interface OctaveBandOptions {
  /** A frequency of the lowest band, Hz, > 0 (default 25). */
  readonly fmin?: number;
  /** A frequency of the highest band, Hz (default 20000, or what lies below half the sample rate). */
  readonly fmax?: number;
  /** Bands of an octave, integer ≥ 1 (default 3). */
  readonly bandsPerOctave?: number;
}

/** An "octave" of IEC 61260: ten of its thirds are exactly a decade. */
const OCTAVE = 10 ** 0.3;
const REFERENCE_HZ = 1000;

/**
 * Exact mid-band frequencies of third-octave or other fractional-octave bands.
 *
 * @param options.fmin            a frequency of the lowest band, Hz, > 0 (default 25)
 * @param options.fmax            a frequency of the highest band, Hz (default 20000)
 * @param options.bandsPerOctave  integer ≥ 1 (default 3)
 * @returns Hz: the bands nearest to fmin and fmax and those between; 25.12 is the band named 25 Hz
 * @throws ParameterError  fmin not > 0 or above fmax, bandsPerOctave < 1
 * @source IEC 61260-1:2014, 5.3 and 5.4
 * @example thirdOctaveFrequencies({ fmin: 800, fmax: 1250 }) // [794.33, 1000, 1258.93]
 */
export function thirdOctaveFrequencies({
  fmin = 25,
  fmax = 20000,
  bandsPerOctave = 3,
}: OctaveBandOptions = {}): Float64Array {
  const op = "thirdOctaveFrequencies";
  checkPositive(op, "fmin", fmin);
  checkPositive(op, "fmax", fmax);
  checkInteger(op, "bandsPerOctave", bandsPerOctave, 1);
  if (fmin > fmax) throw new ParameterError(`${op}: fmin=${fmin} Hz must not be above fmax=${fmax} Hz.`);
  // With an even number of bands the reference lies on an edge.
  const shift = bandsPerOctave % 2 === 0 ? 0.5 : 0;
  const numberOf = (hz: number): number =>
    Math.round((bandsPerOctave * Math.log(hz / REFERENCE_HZ)) / Math.log(OCTAVE) - shift);
  const first = numberOf(fmin);
  return Float64Array.from(
    { length: numberOf(fmax) - first + 1 },
    (_, i) => REFERENCE_HZ * OCTAVE ** ((first + i + shift) / bandsPerOctave),
  );
}

/**
 * A bank of third-octave bands with sharp edges, for power spectra: each bin counts by the share of it that lies in a band.
 *
 * @param options.sampleRate      Hz, > 0
 * @param options.nFft            points of the DFT, integer ≥ 1
 * @param options.fmin            a frequency of the lowest band, Hz, > 0 (default 25)
 * @param options.fmax            a frequency of the highest band, Hz (default 20000); bands that reach above half the sample
 *                                rate are left out
 * @param options.bandsPerOctave  integer ≥ 1 (default 3)
 * @param options.dtype           "float32" (default) or "float64"; options.device
 * @returns [bands, floor(nFft / 2) + 1], unitless, 0…1; the bands of a bin within the range add up to 1. Their middles are
 *          `thirdOctaveFrequencies`
 * @throws ParameterError  a number out of range, or no band below half the sample rate
 * @source IEC 61260-1:2014, mid-band and edge frequencies
 * @example thirdOctaveFilters({ sampleRate: 22050, nFft: 2048 }).shape // [26, 1025]
 */
export function thirdOctaveFilters(
  { sampleRate, nFft, dtype = "float32", device = getDefaultDevice(), ...bands }: OctaveBandOptions & TransformOptions = {} as never, // prettier-ignore
): Tensor {
  checkPositive("thirdOctaveFilters", "sampleRate", sampleRate);
  checkInteger("thirdOctaveFilters", "nFft", nFft, 1);
  const { bandsPerOctave = 3 } = bands;
  const half = OCTAVE ** (1 / (2 * bandsPerOctave));
  const middles = thirdOctaveFrequencies(bands).filter((hz) => hz * half <= sampleRate / 2);
  if (middles.length === 0)
    throw new ParameterError(`thirdOctaveFilters: sampleRate=${sampleRate} Hz leaves no band below half of it. Lower fmin.`); // prettier-ignore
  const [bins, width] = [Math.floor(nFft / 2) + 1, sampleRate / nFft];
  const weights = Float64Array.from({ length: middles.length * bins }, (_, i) => {
    const [middle, k] = [middles[Math.floor(i / bins)], i % bins];
    return Math.max(0, Math.min(middle * half, (k + 0.5) * width) - Math.max(middle / half, (k - 0.5) * width)) / width;
  });
  return bankTensor(weights, [middles.length, bins], { dtype, device });
}

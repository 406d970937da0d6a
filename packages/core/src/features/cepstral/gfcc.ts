import { erbValues } from "../../dsp/banks/erb-filters.js";
import type { Tensor } from "../../tensor/index.js";
import type { SignalOrSpectrogram } from "../spectrogram.js";
import { bandCepstra, type BandCepstraOptions } from "./band-cepstra.js";

export interface GfccOptions extends BandCepstraOptions {
  /** Coefficients, integer from 1 to nBands (default 20). */
  readonly nGfcc?: number;
}

/**
 * Gammatone-frequency cepstral coefficients: as `mfcc`, of the bands of the inner ear.
 *
 * @param input    real, [..., samples]; or { S }, the bands in dB, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.nGfcc       coefficients, 1…nBands (default 20)
 * @param options.nBands      bands of `erbFilters` (default 64); fmin (default 50), fmax in Hz
 * @param options.dctType     1, 2 or 3 (default 2); norm "ortho" or null (default "ortho"); lifter ≥ 0 (default 0: none) as `mfcc`
 * @returns [..., nGfcc, frames], dB; the bands' range is 80 dB below the loudest
 * @throws ParameterError  a number out of range; ShapeError: more coefficients than bands
 * @source Shao & Wang, ICASSP 2008, with decibels for the cube root
 * @example gfcc(y, { sampleRate: 22050, nGfcc: 13 }).shape // [13, 22]
 */
export function gfcc(input: SignalOrSpectrogram, { nGfcc = 20, ...options }: GfccOptions = {}): Tensor {
  const kind = { values: erbValues, nBands: 64, fmin: 50 };
  return bandCepstra("gfcc", input, { name: "nGfcc", count: nGfcc }, kind, options);
}

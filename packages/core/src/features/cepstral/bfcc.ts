import { barkValues } from "../../dsp/banks/bark-filters.js";
import type { Tensor } from "../../tensor/index.js";
import type { SignalOrSpectrogram } from "../spectrogram.js";
import { bandCepstra, type BandCepstraOptions } from "./band-cepstra.js";

export interface BfccOptions extends BandCepstraOptions {
  /** Coefficients, integer from 1 to nBands (default 20). */
  readonly nBfcc?: number;
}

/**
 * Bark-frequency cepstral coefficients: as `mfcc`, of critical bands.
 *
 * @param input    real, [..., samples]; or { S }, the bands in dB, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.nBfcc       coefficients, 1…nBands (default 20)
 * @param options.nBands      bands of `barkFilters` (default 24); fmin (default 0), fmax in Hz
 * @param options.dctType     1, 2 or 3 (default 2); norm "ortho" or null (default "ortho"); lifter ≥ 0 (default 0: none) as `mfcc`
 * @returns [..., nBfcc, frames], dB; the bands' range is 80 dB below the loudest
 * @throws ParameterError  a number out of range; ShapeError: more coefficients than bands
 * @source Traunmüller 1990 for the bands; otherwise as librosa.feature.mfcc
 * @example bfcc(y, { sampleRate: 22050, nBfcc: 13 }).shape // [13, 22]
 */
export function bfcc(input: SignalOrSpectrogram, { nBfcc = 20, ...options }: BfccOptions = {}): Tensor {
  const kind = { values: barkValues, nBands: 24, fmin: 0 };
  return bandCepstra("bfcc", input, { name: "nBfcc", count: nBfcc }, kind, options);
}

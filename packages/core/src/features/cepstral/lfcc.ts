import { linearValues } from "../../dsp/banks/linear-filters.js";
import type { Tensor } from "../../tensor/index.js";
import type { SignalOrSpectrogram } from "../spectrogram.js";
import { bandCepstra, type BandCepstraOptions } from "./band-cepstra.js";

export interface LfccOptions extends BandCepstraOptions {
  /** Coefficients, integer from 1 to nBands (default 20). */
  readonly nLfcc?: number;
}

/**
 * Linear-frequency cepstral coefficients: as `mfcc`, of bands that are all equally wide, so that high frequencies count as much as low ones.
 *
 * @param input    real, [..., samples]; or { S }, the bands in dB, [..., bands, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.nLfcc       coefficients, 1…nBands (default 20)
 * @param options.nBands      bands of `linearFilters` (default 128); fmin (default 0), fmax in Hz
 * @param options.dctType     1, 2 or 3 (default 2); norm "ortho" or null (default "ortho"); lifter ≥ 0 (default 0: none) as `mfcc`
 * @returns [..., nLfcc, frames], dB; the bands' range is 80 dB below the loudest
 * @throws ParameterError  a number out of range; ShapeError: more coefficients than bands
 * @source torchaudio.transforms.LFCC, whose frames and counts have other defaults
 * @example lfcc(y, { sampleRate: 22050, nLfcc: 13 }).shape // [13, 22]
 */
export function lfcc(input: SignalOrSpectrogram, { nLfcc = 20, ...options }: LfccOptions = {}): Tensor {
  const kind = { values: linearValues, nBands: 128, fmin: 0 };
  return bandCepstra("lfcc", input, { name: "nLfcc", count: nLfcc }, kind, options);
}

// Cepstral coefficients of the bands of any bank.
import type { BankValues } from "../../dsp/banks/scale-bank.js";
import { checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { powerToDb } from "../../dsp/index.js";
import type { Tensor } from "../../tensor/index.js";
import { isSpectrogram, magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "../spectrogram.js";
import { cepstralTransform, checkCepstral, type CepstralOptions, type NamedCount } from "./cepstral-transform.js";

export interface BandCepstraOptions extends SpectralOptions, CepstralOptions {
  /** Bands of the bank, integer ≥ 1. */
  readonly nBands?: number;
  /** Lowest frequency of the bank, Hz. */
  readonly fmin?: number;
  /** Highest frequency of the bank, Hz (default sampleRate / 2). */
  readonly fmax?: number;
}

/** The bank of a kind of coefficients, and what it has where nothing is said. */
interface BankKind {
  readonly values: BankValues;
  readonly nBands: number;
  readonly fmin: number;
}

/** The power spectrogram in the bands of a bank, in decibels, cosine-transformed. */
export function bandCepstra(
  op: string,
  input: SignalOrSpectrogram,
  wanted: NamedCount,
  kind: BankKind,
  { sampleRate = 22050, nBands = kind.nBands, fmin = kind.fmin, fmax = sampleRate / 2, dctType, norm, lifter, ...options }: BandCepstraOptions, // prettier-ignore
): Tensor {
  const cepstral = { ...(dctType && { dctType }), ...(norm !== undefined && { norm }), ...(lifter !== undefined && { lifter }) }; // prettier-ignore
  checkCepstral(op, wanted, cepstral);
  checkPositive(op, "sampleRate", sampleRate);
  if (isSpectrogram(input)) return cepstralTransform(op, input.S, wanted, cepstral);
  const { S, nFft } = magnitudes(op, input, options, 2);
  const weights = kind.values(op, { sampleRate, nFft, nBands, fmin, fmax, norm: null });
  const bank = constant(weights, [nBands, S.shape.at(-2)!], S.dtype, S.device);
  const bands = S.transpose(-1, -2).matmul(bank.t()).transpose(-1, -2);
  return cepstralTransform(op, powerToDb(bands), wanted, cepstral);
}

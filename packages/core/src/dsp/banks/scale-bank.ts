// What banks of bands that are evenly spaced on some scale have in common.
import { getDefaultDevice } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { fftFrequencies } from "../frequency-units.js";
import { bankTensor, evenly, triangles, type BankOptions } from "./triangles.js";

/** Which bands a bank has. */
export interface FilterBankBands {
  /** Bands, integer ≥ 1. */
  readonly nBands?: number;
  /** Lowest frequency, Hz, ≥ 0. */
  readonly fmin?: number;
  /** Highest frequency, Hz (default sampleRate / 2). */
  readonly fmax?: number;
  /** "slaney": bands of equal area; null: peaks of 1 (default null). */
  readonly norm?: "slaney" | null;
}

/** The transform that a bank is for, and where the bank is put. */
export interface TransformOptions extends BankOptions {
  /** Hz, > 0. */
  readonly sampleRate: number;
  /** Points of the DFT, integer ≥ 1. */
  readonly nFft: number;
}

export type FilterBankOptions = FilterBankBands & TransformOptions;

/** Bands with nothing left out. */
export interface Bands {
  readonly sampleRate: number;
  readonly nFft: number;
  readonly nBands: number;
  readonly fmin: number;
  readonly fmax: number;
  readonly norm: "slaney" | null;
}

/** The weights of a bank in double precision, [nBands, bins], from checked options. */
export type BankValues = (op: string, bands: Bands) => Float64Array;

export function checkBands(op: string, { sampleRate, nFft, nBands, fmin, fmax, norm }: Bands): void {
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "nFft", nFft, 1);
  checkInteger(op, "nBands", nBands, 1);
  if (!(fmin >= 0 && fmin < fmax && fmax < Infinity))
    throw new ParameterError(`${op}: fmin=${fmin} Hz must be ≥ 0 and below fmax=${fmax} Hz.`);
  if (norm !== null && norm !== "slaney")
    throw new ParameterError(`${op}: norm="${String(norm)}" must be "slaney" or null.`);
}

/** A scale of frequencies and the way back. */
export interface Scale {
  readonly from: (hz: number) => number;
  readonly to: (value: number) => number;
}

/** Triangles whose peaks are evenly spaced on the scale; each one's feet are the peaks of its neighbours. */
export const trianglesOn =
  ({ from, to }: Scale): BankValues =>
  (op, bands) => {
    checkBands(op, bands);
    const { sampleRate, nFft, nBands, fmin, fmax, norm } = bands;
    const points = evenly(from(fmin), from(fmax), nBands + 2).map(to);
    const hz = fftFrequencies({ sampleRate, nFft });
    const byBin = triangles(hz, points); // [bins, nBands]
    const gain = (m: number): number => (norm === null ? 1 : 2 / (points[m + 2] - points[m]));
    return Float64Array.from(byBin, (_, i) => {
      const [m, k] = [Math.floor(i / hz.length), i % hz.length];
      return byBin[k * nBands + m] * gain(m);
    });
  };

/** The bank as a tensor, with the defaults of its kind. */
export function filterBank(
  op: string,
  values: BankValues,
  { sampleRate, nFft, dtype = "float32", device = getDefaultDevice(), ...given }: FilterBankOptions,
  defaults: { readonly nBands: number; readonly fmin: number },
): Tensor {
  const bands = { fmax: sampleRate / 2, norm: null, ...defaults, ...given, sampleRate, nFft };
  return bankTensor(values(op, bands), [bands.nBands, Math.floor(nFft / 2) + 1], { dtype, device });
}

import { getDefaultDevice } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { constant } from "../constant.js";
import { hzToOcts } from "../frequency-units.js";
import { isNorm, vectorNorm } from "./complex-table.js";
import { roundHalfEven } from "../round-half-even.js";

export interface ChromaBankOptions {
  /** Chroma bins, integer ≥ 1 (default 12). */
  readonly nChroma?: number;
  /** Deviation from A440 in chroma bins (default 0). */
  readonly tuning?: number;
  /** Octaves above A0 on which the weights are centred (default 5). */
  readonly ctroct?: number;
  /** Octaves, > 0: half-width of that weighting; null: all octaves count alike (default 2). */
  readonly octwidth?: number | null;
  /** The first chroma bin is C rather than A (default true). */
  readonly baseC?: boolean;
}

/** The weights in double precision, row by row, checked under the name of the caller. */
export function chromaValues(
  op: string,
  sampleRate: number,
  nFft: number,
  { norm = 2, ...options }: ChromaBankOptions & { readonly norm?: number | null },
): Float64Array {
  const { nChroma = 12, tuning = 0, ctroct = 5, octwidth = 2, baseC = true } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "nFft", nFft, 2);
  checkInteger(op, "nChroma", nChroma, 1);
  for (const [name, value] of Object.entries({ tuning, ctroct }))
    if (!Number.isFinite(value)) throw new ParameterError(`${op}: ${name}=${value} must be a finite number.`);
  if (octwidth !== null) checkPositive(op, "octwidth", octwidth);
  if (!isNorm(norm))
    throw new ParameterError(`${op}: norm=${String(norm)} must be a number ≥ 0, Infinity, -Infinity or null.`);

  const bins = Math.floor(nFft / 2) + 1;
  const position = chromaPositions(sampleRate, nFft, nChroma, tuning);
  const half = roundHalfEven(nChroma / 2);
  const weights = new Float64Array(nChroma * bins);
  const column = new Float64Array(nChroma);
  for (let k = 0; k < bins; k++) {
    const width = k + 1 < nFft ? Math.max(position[k + 1] - position[k], 1) : 1;
    for (let c = 0; c < nChroma; c++) {
      const shifted = position[k] - c + half;
      const distance = shifted - nChroma * Math.floor(shifted / nChroma) - half;
      column[c] = Math.exp(-0.5 * ((2 * distance) / width) ** 2);
    }
    const length = norm === null ? 1 : vectorNorm(column, norm);
    const octaves = octwidth === null ? 0 : (position[k] / nChroma - ctroct) / octwidth;
    const factor = Math.exp(-0.5 * octaves ** 2) / (length >= 2 ** -1022 ? length : 1);
    const roll = baseC ? 3 * Math.floor(nChroma / 12) : 0;
    for (let c = 0; c < nChroma; c++) {
      const row = (((c - roll) % nChroma) + nChroma) % nChroma;
      weights[row * bins + k] = column[c] * factor;
    }
  }
  return weights;
}

/** Where the bins of the DFT lie in chroma bins above A0. Bin 0, which has no pitch, is put 1.5 octaves below bin 1. */
function chromaPositions(sampleRate: number, nFft: number, nChroma: number, tuning: number): Float64Array {
  const position = Float64Array.from({ length: nFft }, (_, k) =>
    k === 0 ? 0 : nChroma * hzToOcts((k * sampleRate) / nFft, { tuning, binsPerOctave: nChroma }),
  );
  position[0] = position[1] - 1.5 * nChroma;
  return position;
}

/**
 * A bank of filters that turns the bins of a DFT into chroma: a bump around every octave of a pitch class.
 *
 * @param options.sampleRate  Hz, > 0
 * @param options.nFft        points of the DFT, integer ≥ 2
 * @param options.nChroma     chroma bins, integer ≥ 1 (default 12)
 * @param options.tuning      deviation from A440 in chroma bins (default 0)
 * @param options.ctroct      centre of the weighting in octaves above A0 (default 5)
 * @param options.octwidth    half-width of the weighting in octaves, null: none (default 2)
 * @param options.norm        exponent of the norm that each column has before that weighting, null: none (default 2)
 * @param options.baseC       the first chroma bin is C (default true) or A
 * @param options.dtype       "float32" (default) or "float64"
 * @returns [nChroma, floor(nFft / 2) + 1], unitless, 0…1
 * @throws ParameterError  a number out of range
 * @source librosa.filters.chroma
 * @example chroma({ sampleRate: 22050, nFft: 1024 }).shape // [12, 513]
 */
export function chroma(
  {
    sampleRate,
    nFft,
    dtype = "float32",
    device = getDefaultDevice(),
    ...options
  }: ChromaBankOptions & {
    readonly sampleRate: number;
    readonly nFft: number;
    readonly norm?: number | null;
    readonly dtype?: Extract<DType, "float32" | "float64">;
    readonly device?: Device;
  } = {} as never,
): Tensor {
  const weights = chromaValues("chroma", sampleRate, nFft, options);
  const bins = Math.floor(nFft / 2) + 1;
  return constant(weights, [weights.length / bins, bins], dtype, device);
}

import { getDefaultDevice } from "../../backend/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { constant } from "../constant.js";
import { hzToMidi } from "../frequency-units.js";
import { roundHalfEven } from "../round-half-even.js";
import { C1_HZ } from "./wavelet-lengths.js";

export interface CqToChromaOptions {
  /** Bins per octave of the transform, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
  /** Chroma bins, of which binsPerOctave is a multiple (default 12). */
  readonly nChroma?: number;
  /** Hz of the first bin, > 0 (default C1, 32.7 Hz). */
  readonly fmin?: number;
  /** Values that the rows are convolved with along the bins (default: none). */
  readonly window?: ArrayLike<number>;
  /** The first chroma bin is C rather than A (default true). */
  readonly baseC?: boolean;
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/** The matrix in double precision, row by row, checked under the name of the caller. */
export function cqToChromaValues(op: string, nInput: number, options: CqToChromaOptions): Float64Array {
  const { binsPerOctave = 12, nChroma = 12, fmin = C1_HZ, window, baseC = true } = options;
  checkInteger(op, "nInput", nInput, 1);
  checkInteger(op, "nChroma", nChroma, 1);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  checkPositive(op, "fmin", fmin);
  const merged = binsPerOctave / nChroma;
  if (!Number.isInteger(merged))
    throw new ParameterError(
      `${op}: binsPerOctave=${binsPerOctave} must be a multiple of nChroma=${nChroma}. Whole bins are added up.`,
    );
  // Semitones of the first bin above C, or above A.
  const semitones = modulo(hzToMidi(fmin), 12) - (baseC ? 0 : 9);
  const roll = roundHalfEven((semitones * nChroma) / 12);
  const weights = new Float64Array(nChroma * nInput);
  // A chroma bin stands in the middle of the bins that it collects.
  for (let bin = 0; bin < nInput; bin++) {
    const within = modulo(bin + Math.floor(merged / 2), binsPerOctave);
    weights[modulo(Math.floor(within / merged) + roll, nChroma) * nInput + bin] = 1;
  }
  return window === undefined ? weights : smoothed(weights, nInput, window);
}

/** Each row convolved with the window, of which the middle falls on the bin. */
function smoothed(weights: Float64Array, nInput: number, window: ArrayLike<number>): Float64Array {
  const result = new Float64Array(weights.length);
  const middle = Math.floor((window.length - 1) / 2);
  for (let start = 0; start < weights.length; start += nInput)
    for (let i = 0; i < nInput; i++)
      for (let k = 0; k < window.length; k++) {
        const from = i + middle - k;
        if (from >= 0 && from < nInput) result[start + i] += window[k] * weights[start + from];
      }
  return result;
}

/**
 * The matrix that adds the bins of a constant-Q transform up to chroma.
 *
 * @param nInput   bins of the transform, integer ≥ 1
 * @param options.binsPerOctave  bins per octave of the transform (default 12)
 * @param options.nChroma        chroma bins, of which binsPerOctave is a multiple (default 12)
 * @param options.fmin           Hz of the first bin (default C1, 32.7 Hz)
 * @param options.window         values that the rows are convolved with along the bins (default: none)
 * @param options.baseC          the first chroma bin is C (default true) or A
 * @param options.dtype          "float32" (default) or "float64"
 * @returns [nChroma, nInput], unitless; without a window one 1 in each column
 * @throws ParameterError  binsPerOctave is no multiple of nChroma, or a number out of range
 * @source librosa.filters.cq_to_chroma
 * @example cqToChroma(4, { binsPerOctave: 2, nChroma: 2 }).arraySync() // [[1, 0, 1, 0], [0, 1, 0, 1]]
 */
export function cqToChroma(
  nInput: number,
  {
    dtype = "float32",
    device = getDefaultDevice(),
    ...options
  }: CqToChromaOptions & {
    readonly dtype?: Extract<DType, "float32" | "float64">;
    readonly device?: Device;
  } = {},
): Tensor {
  const weights = cqToChromaValues("cqToChroma", nInput, options);
  return constant(weights, [weights.length / nInput, nInput], dtype, device);
}

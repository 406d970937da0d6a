import { getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import type { Device, DType, Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive } from "./checks.js";
import { constant } from "./constant.js";
import { fftFrequencies, melFrequencies } from "./frequency-units.js";

export interface MelBankOptions {
  /** Bands, integer ≥ 1 (default 128). */
  readonly nMels?: number;
  /** Lowest frequency in Hz, ≥ 0 (default 0). */
  readonly fmin?: number;
  /** Highest frequency in Hz (default sampleRate / 2). */
  readonly fmax?: number;
  /** HTK's mel scale rather than Slaney's (default false). */
  readonly htk?: boolean;
  /** "slaney": bands of equal area; a number or Infinity: that norm per band becomes 1; null: peaks of 1 (default "slaney"). */
  readonly norm?: "slaney" | number | null;
}

/** Factor on a band by the p-norm of its weights; a band without bins stays empty. */
function normFactor(row: Float64Array, norm: number): number {
  const length =
    norm === Infinity ? Math.max(...row)
    : norm === -Infinity ? Math.min(...row)
    : norm === 0 ? row.filter((w) => w > 0).length
    : row.reduce((sum, w) => sum + w ** norm, 0) ** (1 / norm); // prettier-ignore
  return length > 0 ? 1 / length : 1;
}

/** The weights in double precision, row by row. */
export function melValues(op: string, sampleRate: number, nFft: number, options: MelBankOptions): Float64Array {
  const { nMels = 128, fmin = 0, fmax = sampleRate / 2, htk = false, norm = "slaney" } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "nFft", nFft, 1);
  checkInteger(op, "nMels", nMels, 1);
  if (!(fmin >= 0 && fmin < fmax))
    throw new ParameterError(`${op}: fmin=${fmin} Hz must be ≥ 0 and below fmax=${fmax} Hz.`);
  if (norm !== null && norm !== "slaney" && !(typeof norm === "number" && (norm >= 0 || norm === -Infinity)))
    throw new ParameterError(
      `${op}: norm=${String(norm)} must be "slaney", a number ≥ 0, Infinity, -Infinity or null.`,
    );
  const bins = fftFrequencies({ sampleRate, nFft });
  const edges = melFrequencies({ nMels: nMels + 2, fmin, fmax, htk });
  const weights = new Float64Array(nMels * bins.length);
  for (let m = 0; m < nMels; m++) {
    const [low, peak, high] = edges.subarray(m, m + 3);
    const row = weights.subarray(m * bins.length, (m + 1) * bins.length);
    bins.forEach((hz, k) => (row[k] = Math.max(0, Math.min((hz - low) / (peak - low), (high - hz) / (high - peak)))));
    const factor = norm === null ? 1 : norm === "slaney" ? 2 / (high - low) : normFactor(row, norm);
    row.forEach((w, k) => (row[k] = w * factor));
  }
  return weights;
}

/**
 * A bank of triangular filters, evenly spaced on the mel scale, that turns the bins of a DFT into mel bands.
 *
 * @param options.sampleRate  Hz, > 0
 * @param options.nFft        points of the DFT, integer ≥ 1
 * @param options.nMels       bands, integer ≥ 1 (default 128)
 * @param options.fmin        lowest frequency, Hz (default 0)
 * @param options.fmax        highest frequency, Hz (default sampleRate / 2)
 * @param options.htk         HTK's mel scale (default false: Slaney's)
 * @param options.norm        per band (default "slaney": equal area)
 * @param options.dtype       "float32" (default) or "float64"
 * @returns [nMels, floor(nFft / 2) + 1], 1/Hz with "slaney", else unitless, ≥ 0. Narrow bands between two bins are zero
 * @throws ParameterError  fmin ≥ fmax or a number out of range
 * @source librosa.filters.mel
 * @example mel({ sampleRate: 22050, nFft: 2048 }).shape // [128, 1025]
 */
export function mel(
  {
    sampleRate,
    nFft,
    dtype = "float32",
    device = getDefaultDevice(),
    ...options
  }: MelBankOptions & {
    readonly sampleRate: number;
    readonly nFft: number;
    readonly dtype?: Extract<DType, "float32" | "float64">;
    readonly device?: Device;
  } = {} as never,
): Tensor {
  const weights = melValues("mel", sampleRate, nFft, options);
  const bins = Math.floor(nFft / 2) + 1;
  return constant(weights, [weights.length / bins, bins], dtype, device);
}

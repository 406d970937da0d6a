// Loudness weightings of IEC 61672 and its predecessors: the gain in dB that stands for the ear at a frequency.
import { fromTypedArray } from "../ops/index.js";
import { isDouble, type Tensor } from "../tensor/index.js";
import { conversion } from "./conversion.js";
import { powerToDb, type DecibelOptions } from "./decibel.js";

export interface WeightingOptions {
  /** Least gain in dB; null: no limit (default -80). */
  readonly minDb?: number | null;
}

const { log10 } = Math;

/** A conversion from Hz to dB by a formula in the square of the frequency. */
const weighting = (formula: (squared: number) => number) =>
  conversion<WeightingOptions>((hz, { minDb = -80 }) => Math.max(formula(hz ** 2), minDb ?? -Infinity));

const LOW = 20.598997 ** 2;
const HIGH = 12194.217 ** 2;

/** A-weighting at a frequency in Hz, in dB. @source librosa.A_weighting @example AWeighting(1000) // 0 */
export const AWeighting = weighting(
  (f) =>
    2 +
    20 *
      (log10(HIGH) +
        2 * log10(f) -
        log10(f + HIGH) -
        log10(f + LOW) -
        0.5 * log10(f + 107.65265 ** 2) -
        0.5 * log10(f + 737.86223 ** 2)),
);

/** B-weighting at a frequency in Hz, in dB. @source librosa.B_weighting @example BWeighting(1000) // 0 */
export const BWeighting = weighting(
  (f) =>
    0.17 + 20 * (log10(HIGH) + 1.5 * log10(f) - log10(f + HIGH) - log10(f + LOW) - 0.5 * log10(f + 158.48932 ** 2)),
);

/** C-weighting at a frequency in Hz, in dB. @source librosa.C_weighting @example CWeighting(1000) // 0 */
export const CWeighting = weighting((f) => 0.062 + 20 * (log10(HIGH) + log10(f) - log10(f + HIGH) - log10(f + LOW)));

/** D-weighting at a frequency in Hz, in dB. @source librosa.D_weighting @example DWeighting(1000) // 0 */
export const DWeighting = weighting(
  (f) =>
    20 *
    (0.5 * log10(f) -
      log10(8.3046305e-3 ** 2) +
      0.5 *
        (log10((1018.7 ** 2 - f) ** 2 + 1039.6 ** 2 * f) -
          log10((3136.5 ** 2 - f) ** 2 + 3424 ** 2 * f) -
          log10(282.7 ** 2 + f) -
          log10(1160 ** 2 + f))),
);

const KINDS = { A: AWeighting, B: BWeighting, C: CWeighting, D: DWeighting } as const;

/**
 * A power spectrogram in decibels, weighted by how the ear hears each frequency.
 *
 * @param S            power, [..., bins, frames]
 * @param frequencies  Hz, one per bin
 * @param options.kind  "A", "B", "C" or "D" (default "A"); the rest as `powerToDb`
 * @returns dB, shape of S
 * @source librosa.perceptual_weighting
 * @example perceptualWeighting(S, fftFrequencies({ nFft: 1024 }))
 */
export function perceptualWeighting(
  S: Tensor,
  frequencies: ArrayLike<number>,
  { kind = "A", ...options }: DecibelOptions & { readonly kind?: keyof typeof KINDS } = {},
): Tensor {
  const gains = KINDS[kind](frequencies);
  const column = isDouble(S.dtype) ? gains : Float32Array.from(gains);
  return powerToDb(S, options).add(fromTypedArray(column, [gains.length, 1], { device: S.device }));
}

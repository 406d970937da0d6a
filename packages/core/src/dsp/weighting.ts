// Loudness weightings of IEC 61672 and its predecessors: the gain in dB that stands for the ear at a frequency.
import { ParameterError } from "../errors/index.js";
import { fromTypedArray } from "../ops/index.js";
import { isDouble, type Tensor } from "../tensor/index.js";
import { conversion, type Conversion } from "./conversion.js";
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

/** Z-weighting in dB: none, 0 at every frequency. @param options.minDb  least gain, null: no limit (default null)
 * @source librosa.Z_weighting @example ZWeighting([20, 1000]) // [0, 0] */
export const ZWeighting = conversion<WeightingOptions>((_, { minDb = null }) => Math.max(0, minDb ?? -Infinity));

const KINDS = { A: AWeighting, B: BWeighting, C: CWeighting, D: DWeighting, Z: ZWeighting } as const;

/** The name of a weighting, small or capital; null is Z. */
export type WeightingKind = keyof typeof KINDS | "a" | "b" | "c" | "d" | "z" | null;

function weightingOf(op: string, kind: WeightingKind): Conversion<WeightingOptions> {
  const name = kind === null ? "Z" : String(kind).toUpperCase();
  if (!Object.hasOwn(KINDS, name)) throw new ParameterError(`${op}: kind="${String(kind)}" must be A, B, C, D or Z.`);
  return KINDS[name as keyof typeof KINDS];
}

/**
 * A weighting by name, at frequencies.
 *
 * @param frequencies  Hz, or a list
 * @param options.kind   "A", "B", "C", "D", "Z", or null for Z (default "A")
 * @param options.minDb  least gain in dB, null: no limit (default -80, for Z null)
 * @returns dB
 * @throws ParameterError  no such weighting
 * @source librosa.frequency_weighting
 * @example frequencyWeighting(1000, { kind: "C" }) // 0
 */
export const frequencyWeighting = conversion<WeightingOptions & { readonly kind?: WeightingKind }>(
  (hz, { kind = "A", ...options }) => weightingOf("frequencyWeighting", kind)(hz, options),
);

/**
 * Several weightings at the same frequencies.
 *
 * @param frequencies  Hz, a list
 * @param options.kinds  names of weightings: a text of letters, or a list (default "ZAC")
 * @param options.minDb  least gain in dB, null: no limit (default -80, for Z null)
 * @returns dB, one list for each weighting
 * @throws ParameterError  no such weighting
 * @source librosa.multi_frequency_weighting
 * @example multiFrequencyWeighting([1000], { kinds: "ZC" }) // [[0], [0]]
 */
export function multiFrequencyWeighting(
  frequencies: ArrayLike<number>,
  { kinds = "ZAC", ...options }: WeightingOptions & { readonly kinds?: string | readonly WeightingKind[] } = {},
): Float64Array[] {
  return Array.from(kinds, (kind) =>
    weightingOf("multiFrequencyWeighting", kind as WeightingKind)(frequencies, options),
  );
}

/**
 * A power spectrogram in decibels, weighted by how the ear hears each frequency.
 *
 * @param S            power, [..., bins, frames]
 * @param frequencies  Hz, one per bin
 * @param options.kind  "A", "B", "C", "D" or "Z" (default "A"); the rest as `powerToDb`
 * @returns dB, shape of S
 * @source librosa.perceptual_weighting
 * @example perceptualWeighting(S, fftFrequencies({ nFft: 1024 }))
 */
export function perceptualWeighting(
  S: Tensor,
  frequencies: ArrayLike<number>,
  { kind = "A", ...options }: DecibelOptions & { readonly kind?: WeightingKind } = {},
): Tensor {
  const gains = weightingOf("perceptualWeighting", kind)(frequencies);
  const column = isDouble(S.dtype) ? gains : Float32Array.from(gains);
  return powerToDb(S, options).add(fromTypedArray(column, [gains.length, 1], { device: S.device }));
}

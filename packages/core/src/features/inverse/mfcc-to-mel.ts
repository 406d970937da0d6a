import { checkInteger, checkPositive } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { dbToPower } from "../../dsp/index.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { dctValues, type DctType } from "../dct.js";
import { checkSpectrogram } from "../spectrogram.js";

export interface MfccToMelOptions {
  /** Bands of the mel spectrogram, integer ≥ 1 (default 128). */
  readonly nMels?: number;
  /** Type of the cosine transform behind the coefficients (default 2). */
  readonly dctType?: DctType;
  /** Orthonormal or plain cosine transform (default "ortho"). */
  readonly norm?: "ortho" | null;
  /** Power at 0 dB, > 0 (default 1). */
  readonly ref?: number;
  /** Liftering to be undone, ≥ 0; 0: none (default 0). */
  readonly lifter?: number;
}

/** Which transform undoes which. */
const INVERSE: Readonly<Record<DctType, DctType>> = { 1: 1, 2: 3, 3: 2 };
/** Keeps away the division by a weight that is 0. */
const TINY = 2 ** -126;

/** [bands, coefficients]: the inverse transform of coefficients behind which zeros are thought, liftering undone. */
function inverseValues(
  bands: number,
  count: number,
  { type, norm, lifter }: { type: DctType; norm: "ortho" | null; lifter: number },
): Float64Array {
  if (!(type in INVERSE)) throw new ParameterError(`mfccToMel: dctType=${String(type)} must be 1, 2 or 3.`);
  const rows = dctValues("mfccToMel", bands, bands, { type: INVERSE[type], norm });
  const scale = norm === "ortho" ? 1 : 1 / (2 * (type === 1 ? bands - 1 : bands));
  return Float64Array.from({ length: bands * count }, (_, i) => {
    const [band, k] = [Math.floor(i / count), i % count];
    const weight = lifter > 0 ? 1 + (lifter / 2) * Math.sin((Math.PI * (k + 1)) / lifter) + TINY : 1;
    return (rows[band * bands + k] * scale) / weight;
  });
}

/**
 * The mel spectrogram that is behind cepstral coefficients, as smooth as they leave it.
 *
 * @param mfcc  real, [..., coefficients, frames]
 * @param options.nMels    bands, integer ≥ 1 (default 128)
 * @param options.dctType  1, 2 or 3 (default 2)
 * @param options.norm     "ortho" or null (default "ortho")
 * @param options.ref      power at 0 dB, > 0 (default 1)
 * @param options.lifter   liftering to be undone, ≥ 0 (default 0: none)
 * @returns [..., nMels, frames], power, > 0. Coefficients beyond nMels are left out. Gradients flow
 * @throws ParameterError  nMels, ref or lifter out of range; ShapeError: mfcc without coefficients and frames
 * @source librosa.feature.inverse.mfcc_to_mel
 * @example mfccToMel(mfcc(y), { nMels: 64 }).shape // [64, 22]
 */
export function mfccToMel(
  mfcc: Tensor,
  { nMels = 128, dctType = 2, norm = "ortho", ref = 1, lifter = 0 }: MfccToMelOptions = {},
): Tensor {
  checkSpectrogram("mfccToMel", mfcc);
  checkInteger("mfccToMel", "nMels", nMels, 1);
  checkPositive("mfccToMel", "ref", ref);
  if (!(lifter >= 0)) throw new ParameterError(`mfccToMel: lifter=${lifter} must be ≥ 0. 0 means none.`);
  const count = Math.min(nMels, mfcc.shape.at(-2)!);
  const values = inverseValues(nMels, count, { type: dctType, norm, lifter });
  const transform = constant(values, [nMels, count], mfcc.dtype, mfcc.device);
  const frames = mfcc.narrow(-2, 0, count).transpose(-1, -2);
  return dbToPower(frames.matmul(transform.t()).transpose(-1, -2), { ref });
}

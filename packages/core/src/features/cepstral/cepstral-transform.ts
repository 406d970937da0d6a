// The cosine transform over bands that all cepstral coefficients end with.
import { checkInteger } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { dctValues, type DctType } from "../dct.js";
import { checkSpectrogram } from "../spectrogram.js";

export interface CepstralOptions {
  /** Type of the cosine transform (default 2). */
  readonly dctType?: DctType;
  /** Orthonormal or plain cosine transform (default "ortho"). */
  readonly norm?: "ortho" | null;
  /** Sinusoidal liftering, ≥ 0; 0: none (default 0). */
  readonly lifter?: number;
}

/** A count of coefficients under the name that the function has for it. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** What can be told before anything is computed. */
export function checkCepstral(op: string, { name, count }: NamedCount, { lifter = 0 }: CepstralOptions): void {
  checkInteger(op, name, count, 1);
  if (!(lifter >= 0)) throw new ParameterError(`${op}: lifter=${lifter} must be ≥ 0. 0 means none.`);
}

/** Bands in decibels [..., bands, frames] → [..., count, frames]. */
export function cepstralTransform(
  op: string,
  S: Tensor,
  { name, count }: NamedCount,
  { dctType = 2, norm = "ortho", lifter = 0 }: CepstralOptions,
): Tensor {
  checkSpectrogram(op, S);
  const bands = S.shape.at(-2)!;
  if (count > bands)
    throw new ShapeError(
      `${op}: ${name}=${count} must be at most the number of bands of S ${formatShape(S.shape)}. Raise ${op === "mfcc" ? "nMels" : "nBands"}.`,
    );
  const rows = dctValues(op, bands, count, { type: dctType, norm });
  if (lifter > 0)
    rows.forEach(
      (v, i) => (rows[i] = v * (1 + (lifter / 2) * Math.sin((Math.PI * (Math.floor(i / bands) + 1)) / lifter))),
    );
  const transform = constant(rows, [count, bands], S.dtype, S.device);
  return S.transpose(-1, -2).matmul(transform.t()).transpose(-1, -2);
}

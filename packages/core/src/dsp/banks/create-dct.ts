import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { bankTensor, type BankOptions } from "./triangles.js";

/**
 * The cosine transform of type 2 as a matrix: `melSpectrogram.matmul(createDct(…))` gives cepstral coefficients.
 *
 * @param nMfcc  coefficients, integer ≥ 1
 * @param nMels  bands, integer ≥ 1
 * @param norm   "ortho" (default), or null for twice the plain cosines
 * @returns [nMels, nMfcc], unitless
 * @throws ParameterError  counts out of range, unknown norm
 * @source torchaudio.functional.create_dct
 * @example createDct(13, 40).shape // [40, 13]
 */
export function createDct(
  nMfcc: number,
  nMels: number,
  norm: "ortho" | null = "ortho",
  where: BankOptions = {},
): Tensor {
  checkInteger("createDct", "nMfcc", nMfcc, 1);
  checkInteger("createDct", "nMels", nMels, 1);
  if (norm !== null && norm !== "ortho")
    throw new ParameterError(`createDct: norm="${String(norm)}" must be "ortho" or null.`);
  const matrix = Float64Array.from({ length: nMels * nMfcc }, (_, i) => {
    const [n, k] = [Math.floor(i / nMfcc), i % nMfcc];
    const factor = norm === null ? 2 : Math.sqrt((k === 0 ? 1 : 2) / nMels);
    return factor * Math.cos((Math.PI / nMels) * (n + 0.5) * k);
  });
  return bankTensor(matrix, [nMels, nMfcc], where);
}

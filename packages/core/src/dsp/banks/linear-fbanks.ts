import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { bankTensor, evenly, triangles, type BankOptions } from "./triangles.js";

/**
 * A bank of triangular filters, all equally wide.
 *
 * @param nFreqs      bins, integer ≥ 1
 * @param fMin        Hz, the foot of the first filter
 * @param fMax        Hz, the foot of the last one
 * @param nFilter     filters, integer ≥ 1
 * @param sampleRate  Hz, > 0
 * @returns [nFreqs, nFilter], 0…1
 * @throws ParameterError  counts or rates out of range, fMin not below fMax
 * @source torchaudio.functional.linear_fbanks
 * @example linearFbanks(101, 0, 4000, 20, 8000).shape // [101, 20]
 */
export function linearFbanks(
  nFreqs: number,
  fMin: number,
  fMax: number,
  nFilter: number,
  sampleRate: number,
  where: BankOptions = {},
): Tensor {
  checkInteger("linearFbanks", "nFreqs", nFreqs, 1);
  checkInteger("linearFbanks", "nFilter", nFilter, 1);
  checkPositive("linearFbanks", "sampleRate", sampleRate);
  if (!(fMin >= 0 && fMin < fMax))
    throw new ParameterError(`linearFbanks: fMin=${fMin} must be ≥ 0 and below fMax=${fMax} Hz.`);
  const frequencies = evenly(0, Math.floor(sampleRate / 2), nFreqs);
  return bankTensor(triangles(frequencies, evenly(fMin, fMax, nFilter + 2)), [nFreqs, nFilter], where);
}

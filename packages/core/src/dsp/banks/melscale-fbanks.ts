import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive } from "../checks.js";
import { hzToMel, melToHz } from "../frequency-units.js";
import { bankTensor, evenly, triangles, type BankOptions } from "./triangles.js";

export interface MelscaleFbanksOptions extends BankOptions {
  /** Divide each filter by half its width in Hz, as Slaney (default null: peaks of 1). */
  readonly norm?: "slaney" | null;
  /** Formula of the mel scale (default "htk"). */
  readonly melScale?: "htk" | "slaney";
}

/**
 * A mel filter bank as torchaudio has it: frequencies first, HTK's scale and no norm unless asked for.
 *
 * @param nFreqs      bins, integer ≥ 1
 * @param fMin        Hz, the foot of the first filter
 * @param fMax        Hz, the foot of the last one
 * @param nMels       filters, integer ≥ 1
 * @param sampleRate  Hz, > 0
 * @param options.norm      "slaney" or null (default null)
 * @param options.melScale  "htk" or "slaney" (default "htk")
 * @returns [nFreqs, nMels], 0…1 without norm
 * @throws ParameterError  counts or rates out of range, fMin not below fMax, unknown norm or scale
 * @source torchaudio.functional.melscale_fbanks; `mel` is librosa's
 * @example melscaleFbanks(201, 0, 8000, 40, 16000).shape // [201, 40]
 */
export function melscaleFbanks(
  nFreqs: number,
  fMin: number,
  fMax: number,
  nMels: number,
  sampleRate: number,
  { norm = null, melScale = "htk", ...where }: MelscaleFbanksOptions = {},
): Tensor {
  checkInteger("melscaleFbanks", "nFreqs", nFreqs, 1);
  checkInteger("melscaleFbanks", "nMels", nMels, 1);
  checkPositive("melscaleFbanks", "sampleRate", sampleRate);
  if (!(fMin >= 0 && fMin < fMax))
    throw new ParameterError(`melscaleFbanks: fMin=${fMin} must be ≥ 0 and below fMax=${fMax} Hz.`);
  if (norm !== null && norm !== "slaney")
    throw new ParameterError(`melscaleFbanks: norm="${String(norm)}" must be "slaney" or null.`);
  if (melScale !== "htk" && melScale !== "slaney")
    throw new ParameterError(`melscaleFbanks: melScale="${String(melScale)}" must be "htk" or "slaney".`);
  const htk = melScale === "htk";
  const points = melToHz(evenly(hzToMel(fMin, { htk }), hzToMel(fMax, { htk }), nMels + 2), { htk });
  const bank = triangles(evenly(0, Math.floor(sampleRate / 2), nFreqs), points);
  if (norm === "slaney")
    bank.forEach((weight, i) => (bank[i] = (2 * weight) / (points[(i % nMels) + 2] - points[i % nMels])));
  return bankTensor(bank, [nFreqs, nMels], where);
}

import type { Tensor } from "../../tensor/index.js";
import { filterBank, trianglesOn, type FilterBankOptions } from "./scale-bank.js";

export const linearValues = trianglesOn({ from: (hz) => hz, to: (hz) => hz });

/**
 * A bank of triangular filters, all equally wide. `linearFbanks` is the same the other way round, as torchaudio has it.
 *
 * @param options.sampleRate  Hz, > 0
 * @param options.nFft        points of the DFT, integer ≥ 1
 * @param options.nBands      bands, integer ≥ 1 (default 128)
 * @param options.fmin        foot of the first band, Hz (default 0); fmax that of the last (default sampleRate / 2)
 * @param options.norm        "slaney" for equal areas, or null for peaks of 1 (default null)
 * @param options.dtype       "float32" (default) or "float64"; options.device
 * @returns [nBands, floor(nFft / 2) + 1], unitless, 1/Hz with "slaney", ≥ 0. Bands between two bins are zero
 * @throws ParameterError  fmin ≥ fmax or a number out of range
 * @source torchaudio.functional.linear_fbanks, with filters as rows
 * @example linearFilters({ sampleRate: 8000, nFft: 256, nBands: 20 }).shape // [20, 129]
 */
export const linearFilters = (options: FilterBankOptions = {} as never): Tensor =>
  filterBank("linearFilters", linearValues, options, { nBands: 128, fmin: 0 });

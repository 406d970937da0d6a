import type { Tensor } from "../../tensor/index.js";
import { barkToHz, hzToBark } from "./auditory-units.js";
import { filterBank, trianglesOn, type FilterBankOptions } from "./scale-bank.js";

export const barkValues = trianglesOn({ from: hzToBark, to: barkToHz });

/**
 * A bank of triangular filters, evenly spaced on the Bark scale of critical bands: each is about a critical band wide.
 *
 * @param options.sampleRate  Hz, > 0
 * @param options.nFft        points of the DFT, integer ≥ 1
 * @param options.nBands      bands, integer ≥ 1 (default 24)
 * @param options.fmin        foot of the first band, Hz (default 0); fmax that of the last (default sampleRate / 2)
 * @param options.norm        "slaney" for equal areas, or null for peaks of 1 (default null)
 * @param options.dtype       "float32" (default) or "float64"; options.device
 * @returns [nBands, floor(nFft / 2) + 1], unitless, 1/Hz with "slaney", ≥ 0. Bands between two bins are zero
 * @throws ParameterError  fmin ≥ fmax or a number out of range
 * @source MATLAB Audio Toolbox, designAuditoryFilterBank with "bark"; Traunmüller 1990
 * @example barkFilters({ sampleRate: 22050, nFft: 512 }).shape // [24, 257]
 */
export const barkFilters = (options: FilterBankOptions = {} as never): Tensor =>
  filterBank("barkFilters", barkValues, options, { nBands: 24, fmin: 0 });

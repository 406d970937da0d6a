import type { Tensor } from "../../tensor/index.js";
import { fftFrequencies } from "../frequency-units.js";
import { erbToHz, erbWidth, hzToErb } from "./auditory-units.js";
import { checkBands, filterBank, type Bands, type FilterBankOptions } from "./scale-bank.js";
import { evenly } from "./triangles.js";

/** Order of the gammatone filter, and its bandwidth by that of the ear. @source Patterson et al. 1987 */
const ORDER = 4;
const WIDENING = 1.019;

/** |1 + i·x|^-2n: the power that a gammatone filter lets through x of its bandwidths beside its middle. */
const gammatonePower = (x: number): number => (1 + x * x) ** -ORDER;
/** Its integral over all x. */
const GAMMATONE_AREA = (5 * Math.PI) / 16;

export function erbValues(op: string, bands: Bands): Float64Array {
  checkBands(op, bands);
  const { sampleRate, nFft, nBands, fmin, fmax, norm } = bands;
  const middles = evenly(hzToErb(fmin), hzToErb(fmax), nBands).map((erb) => erbToHz(erb));
  const hz = fftFrequencies({ sampleRate, nFft });
  return Float64Array.from({ length: nBands * hz.length }, (_, i) => {
    const middle = middles[Math.floor(i / hz.length)];
    const width = WIDENING * erbWidth(middle);
    return gammatonePower((hz[i % hz.length] - middle) / width) / (norm === null ? 1 : width * GAMMATONE_AREA);
  });
}

/**
 * A bank of gammatone-weighted filters, evenly spaced on the ERB scale: the power that the filters of the inner ear let
 * through, for power spectra.
 *
 * @param options.sampleRate  Hz, > 0
 * @param options.nFft        points of the DFT, integer ≥ 1
 * @param options.nBands      bands, integer ≥ 1 (default 32)
 * @param options.fmin        middle of the first band, Hz (default 50); fmax that of the last (default sampleRate / 2)
 * @param options.norm        "slaney" for equal areas, or null for peaks of 1 (default null)
 * @param options.dtype       "float32" (default) or "float64"; options.device
 * @returns [nBands, floor(nFft / 2) + 1], unitless, 1/Hz with "slaney", > 0
 * @throws ParameterError  fmin ≥ fmax or a number out of range
 * @source Patterson et al. 1987; Glasberg & Moore 1990; as MATLAB Audio Toolbox, designAuditoryFilterBank with "erb"
 * @example erbFilters({ sampleRate: 22050, nFft: 512 }).shape // [32, 257]
 */
export const erbFilters = (options: FilterBankOptions = {} as never): Tensor =>
  filterBank("erbFilters", erbValues, options, { nBands: 32, fmin: 50 });

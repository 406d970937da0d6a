// The filters of constant-Q transforms as they meet the spectra of frames: over the bins of a DFT, in double precision.
import { ParameterError } from "../../errors/index.js";
import { powerOfTwoDft } from "./power-of-two-dft.js";
import { waveletLengths } from "./wavelet-lengths.js";
import { waveletValues, type WaveletOptions } from "./wavelet.js";

/** Filters over the non-negative frequencies of a DFT. */
export interface SpectralBasis {
  /** (re, im) pairs, filter by filter, `bins` each. */
  readonly pairs: Float64Array;
  readonly bins: number;
  readonly nFft: number;
  /** Samples of each filter, not rounded. */
  readonly lengths: Float64Array;
}

export interface SpectralBasisOptions extends Omit<WaveletOptions, "dtype" | "device" | "padFft"> {
  /** Share of each filter's magnitudes that may be set to zero, 0 ≤ sparsity < 1 (default 0.01). */
  readonly sparsity?: number;
  /** The DFT has at least this many points (default 1). */
  readonly least?: number;
}

/** Longer filters are taken for a mistake: 16 million samples are six minutes at 44.1 kHz. */
const LONGEST = 2 ** 24;

export function spectralBasis(op: string, options: SpectralBasisOptions): SpectralBasis {
  const { sparsity = 0.01, least = 1, ...filters } = options;
  checkSparsity(op, sparsity);
  const longest = Math.max(
    waveletLengths(filters).lengths.reduce((a, b) => Math.max(a, b), 1),
    least,
  );
  if (!(longest <= LONGEST))
    throw new ParameterError(
      `${op}: ${longest.toExponential(2)} samples are too long for a filter or its frame, at most ${LONGEST} fit. ` +
        `Raise fmin, or lower binsPerOctave, filterScale, sampleRate or hopLength.`,
    );
  const { pairs: waves, width, lengths } = waveletValues(op, filters);
  const nFft = Math.max(width, least);
  const bins = Math.floor(nFft / 2) + 1;
  const pairs = new Float64Array(2 * bins * lengths.length);
  const work = new Float64Array(2 * nFft);
  const dft = powerOfTwoDft(nFft);
  lengths.forEach((length, row) => {
    work.fill(0);
    work.set(waves.subarray(2 * row * width, 2 * (row + 1) * width));
    dft(work);
    const filter = pairs.subarray(2 * row * bins, 2 * (row + 1) * bins);
    for (let i = 0; i < filter.length; i++) filter[i] = (work[i] * length) / nFft;
    sparsify(filter, sparsity);
  });
  return { pairs, bins, nFft, lengths };
}

/** Refuses what is no share below 1. */
export function checkSparsity(op: string, sparsity: number): void {
  if (!(sparsity >= 0 && sparsity < 1))
    throw new ParameterError(`${op}: sparsity=${sparsity} must be at least 0 and below 1. It is a share; 0 keeps all.`);
}

/** Sets the smallest magnitudes to zero that together make up less than `share` of all. */
function sparsify(filter: Float64Array, share: number): void {
  const magnitudes = Float64Array.from({ length: filter.length / 2 }, (_, k) =>
    Math.hypot(filter[2 * k], filter[2 * k + 1]),
  );
  const total = magnitudes.reduce((a, b) => a + b, 0);
  const sorted = magnitudes.slice().sort();
  let [i, sum] = [0, sorted[0] / total];
  while (sum < share && i + 1 < sorted.length) sum += sorted[++i] / total;
  magnitudes.forEach((magnitude, k) => {
    if (magnitude < sorted[i]) filter.fill(0, 2 * k, 2 * k + 2);
  });
}

/** Magnitudes instead of pairs, filter by filter. */
export const basisMagnitudes = ({ pairs }: SpectralBasis): Float64Array =>
  Float64Array.from({ length: pairs.length / 2 }, (_, i) => Math.hypot(pairs[2 * i], pairs[2 * i + 1]));

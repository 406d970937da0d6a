import { checkInteger, checkPositive } from "../dsp/checks.js";
import { fftFrequencies, powerToDb } from "../dsp/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { cat, fromTypedArray } from "../ops/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { magnitudes, type SignalOrSpectrogram, type SpectralOptions } from "./spectrogram.js";

export interface SpectralContrastOptions extends SpectralOptions {
  /** Hz per bin (default: the bins of the DFT). */
  readonly freq?: ArrayLike<number>;
  /** Upper edge of the lowest band in Hz, > 0; each further band is an octave (default 200). */
  readonly fmin?: number;
  /** Octaves above the lowest band, integer ≥ 1 (default 6). */
  readonly nBands?: number;
  /** Share of a band's bins that makes its peak and its valley, 0 < quantile < 1 (default 0.02). */
  readonly quantile?: number;
  /** Difference of magnitudes rather than of decibels (default false). */
  readonly linear?: boolean;
}

/** What one band takes: its bins, and how many of them make a peak. */
interface Band {
  readonly bins: readonly number[];
  readonly count: number;
}

/** NumPy's rounding: halves go to the even number. */
const roundEven = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

function bandsOf(hz: ArrayLike<number>, fmin: number, nBands: number, quantile: number): Band[] {
  const all = Array.from(hz, (_, i) => i);
  return Array.from({ length: nBands + 1 }, (_, k) => {
    const [low, high] = [k === 0 ? 0 : fmin * 2 ** (k - 1), fmin * 2 ** k];
    let bins = all.filter((i) => hz[i] >= low && hz[i] <= high);
    // Neighbouring bands share the bin below their edge; the last one goes on to the top.
    if (k > 0 && bins.length > 0 && bins[0] > 0) bins = [bins[0] - 1, ...bins];
    if (k === nBands && bins.length > 0) bins = [...bins, ...all.slice(bins.at(-1)! + 1)];
    const count = Math.max(1, roundEven(quantile * bins.length));
    if (k < nBands) bins = bins.slice(0, -1);
    if (bins.length === 0)
      throw new ParameterError(
        `spectralContrast: fmin=${fmin} leaves no bin between ${low} and ${high} Hz. Raise fmin or nFft.`,
      );
    return { bins, count: Math.min(count, bins.length) };
  });
}

/**
 * Spectral contrast: in each octave band, the strongest bins of a frame over its weakest.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes ≥ 0, [..., bins, frames]
 * @param options.sampleRate  Hz (default 22050)
 * @param options.nFft        samples (default 2048); hopLength (default 512), winLength, window, center, padMode as `stft`
 * @param options.freq        Hz per bin
 * @param options.fmin        upper edge of the lowest band, Hz, > 0 (default 200)
 * @param options.nBands      octaves above it, integer ≥ 1 (default 6)
 * @param options.quantile    share of a band that counts as peak and as valley, 0…1 exclusive (default 0.02)
 * @param options.linear      difference of magnitudes, not of decibels (default false)
 * @returns [..., nBands + 1, frames], dB (10 · log10 of magnitudes, as librosa has it) or unit of S with linear, ≥ 0;
 *          silence gives 0
 * @throws ParameterError  a number out of range, a band above sampleRate / 2 or without bins
 * @source librosa.feature.spectral_contrast; Jiang et al., ICME 2002
 * @example spectralContrast(y, { sampleRate: 22050 })
 */
export const spectralContrast = (input: SignalOrSpectrogram, options: SpectralContrastOptions = {}): Tensor =>
  contrastOf(input, options, 80);

/** The contrast with the decibels of peaks and of valleys limited to `topDb` below the largest; null: not limited. */
export function contrastOf(
  input: SignalOrSpectrogram,
  { sampleRate = 22050, freq, fmin = 200, nBands = 6, quantile = 0.02, linear = false, ...options }: SpectralContrastOptions, // prettier-ignore
  topDb: number | null,
): Tensor {
  checkPositive("spectralContrast", "sampleRate", sampleRate);
  checkPositive("spectralContrast", "fmin", fmin);
  checkInteger("spectralContrast", "nBands", nBands, 1);
  if (!(quantile > 0 && quantile < 1))
    throw new ParameterError(`spectralContrast: quantile=${quantile} must lie between 0 and 1. 0.02 means 2 %.`);
  if (fmin * 2 ** (nBands - 1) >= sampleRate / 2)
    throw new ParameterError(
      `spectralContrast: nBands=${nBands} octaves from fmin=${fmin} Hz begin above half of sampleRate=${sampleRate}. Lower one of them.`,
    );
  const { S, nFft } = magnitudes("spectralContrast", input, options);
  const hz = freq ?? fftFrequencies({ sampleRate, nFft });
  if (hz.length !== S.shape.at(-2))
    throw new ShapeError(
      `spectralContrast: freq has ${hz.length} values but S ${formatShape(S.shape)} has ${S.shape.at(-2)} bins. Give one frequency per bin.`,
    );
  const frames = S.transpose(-1, -2); // bins last, as they lie in memory
  const parts = bandsOf(hz, fmin, nBands, quantile).map((band) => extremesOf(frames, band));
  const valley = cat(parts.map((p) => p.valley), -1).transpose(-1, -2); // prettier-ignore
  const peak = cat(parts.map((p) => p.peak), -1).transpose(-1, -2); // prettier-ignore
  return linear ? peak.sub(valley) : powerToDb(peak, { topDb }).sub(powerToDb(valley, { topDb }));
}

/** Mean of the smallest and of the largest values of a band: [..., frames, bins] → [..., frames, 1] */
function extremesOf(frames: Tensor, { bins, count }: Band): { valley: Tensor; peak: Tensor } {
  const n = bins.length;
  const isRun = bins.at(-1)! - bins[0] === n - 1;
  const index = (): Tensor => fromTypedArray(Int32Array.from(bins), [n], { device: frames.device });
  const band = isRun ? frames.narrow(-1, bins[0], n) : frames.indexSelect(-1, index());
  if (count === 1) return { valley: band.amin(-1, { keepdim: true }), peak: band.amax(-1, { keepdim: true }) };
  const { values } = band.sort();
  const mean = (from: number): Tensor => values.narrow(-1, from, count).mean(-1, { keepdim: true });
  return { valley: mean(0), peak: mean(n - count) };
}

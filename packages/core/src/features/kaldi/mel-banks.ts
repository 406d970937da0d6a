// Kaldi's mel filters: triangles on the mel scale itself, with the warp of vocal tract length normalisation.
import { ParameterError } from "../../errors/index.js";

export interface KaldiMelOptions {
  /** Bands, integer > 3 (default 23). */
  readonly numMelBins?: number;
  /** Hz, foot of the first filter (default 20). */
  readonly lowFreq?: number;
  /** Hz, foot of the last filter; ≤ 0 counts from half the sampling rate (default 0). */
  readonly highFreq?: number;
  /** Hz, where the warp begins to bend (default 100). */
  readonly vtlnLow?: number;
  /** Hz, where it bends back; < 0 counts from half the sampling rate (default −500). */
  readonly vtlnHigh?: number;
  /** Factor of the warp, 1: none (default 1). */
  readonly vtlnWarp?: number;
}

const melOf = (hz: number): number => 1127 * Math.log(1 + hz / 700);
const hzOf = (mel: number): number => 700 * (Math.exp(mel / 1127) - 1);

/** Piecewise linear: hz / warp in the middle, bent at both ends so that low and high stay. */
function warped(hz: number, low: number, high: number, { from, to, warp }: { from: number; to: number; warp: number }): number {
  if (hz < low || hz > high) return hz;
  const l = from * Math.max(1, warp);
  const h = to * Math.min(1, warp);
  if (hz < l) return low + ((l / warp - low) / (l - low)) * (hz - low);
  if (hz < h) return hz / warp;
  return high + ((high - h / warp) / (high - h)) * (hz - high);
} // prettier-ignore

/** The bank [bands, size / 2 + 1], row by row; the last bin has no weight. */
export function kaldiMelBank(op: string, size: number, sampleFrequency: number, options: KaldiMelOptions): Float64Array {
  const { numMelBins = 23, lowFreq = 20, highFreq = 0, vtlnLow = 100, vtlnHigh = -500, vtlnWarp = 1 } = options;
  const nyquist = sampleFrequency / 2;
  const high = highFreq <= 0 ? highFreq + nyquist : highFreq;
  if (!Number.isInteger(numMelBins) || numMelBins <= 3)
    throw new ParameterError(`${op}: numMelBins=${numMelBins} must be an integer above 3.`);
  if (!(lowFreq >= 0 && lowFreq < high && high <= nyquist))
    throw new ParameterError(
      `${op}: lowFreq=${lowFreq} and highFreq=${highFreq} (${high} Hz) must satisfy 0 ≤ low < high ≤ ${nyquist} Hz, half the sampling rate.`,
    );
  const bend = { from: vtlnLow, to: vtlnHigh < 0 ? vtlnHigh + nyquist : vtlnHigh, warp: vtlnWarp };
  if (vtlnWarp !== 1 && !(lowFreq < bend.from && bend.from < bend.to && bend.to < high))
    throw new ParameterError(
      `${op}: vtlnLow=${vtlnLow} and vtlnHigh=${vtlnHigh} (${bend.to} Hz) must lie in order between ${lowFreq} and ${high} Hz.`,
    );
  const step = (melOf(high) - melOf(lowFreq)) / (numMelBins + 1);
  const points = Float64Array.from({ length: numMelBins + 2 }, (_, i) => {
    const mel = melOf(lowFreq) + i * step;
    return vtlnWarp === 1 ? mel : melOf(warped(hzOf(mel), lowFreq, high, bend));
  });
  const bins = size / 2 + 1;
  const bank = new Float64Array(numMelBins * bins);
  for (let m = 0; m < numMelBins; m++)
    for (let k = 0; k < bins - 1; k++) {
      const mel = melOf((k * sampleFrequency) / size);
      const rising = (mel - points[m]) / (points[m + 1] - points[m]);
      const falling = (points[m + 2] - mel) / (points[m + 2] - points[m + 1]);
      bank[m * bins + k] = Math.max(0, Math.min(rising, falling));
    }
  return bank;
} // prettier-ignore

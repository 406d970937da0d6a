// The numbers a text alternative needs.
import { fftFrequencies } from "@sonograd/core";
import { SILENCE_DB, type SpectrogramLevels } from "./spectrogram-levels.js";

/** Facts of a recording, or of a stretch of one. */
export interface SignalFacts {
  /** Largest magnitude; 0 for silence. */
  readonly peak: number;
  /** Root of the mean square. */
  readonly rms: number;
  /** Where the mean spectrum is highest, without 0 Hz; undefined for silence. */
  readonly loudestHz: number | undefined;
}

/** One row of the data table. */
export interface Stretch extends SignalFacts {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Peak and RMS of samples[from, to); NaN and infinities are left out. */
function amplitudes(samples: Float32Array, from: number, to: number): { peak: number; rms: number } {
  let peak = 0;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = samples[i];
    if (!Number.isFinite(value)) continue;
    peak = Math.max(peak, Math.abs(value));
    sum += value * value;
  }
  return { peak, rms: Math.sqrt(sum / Math.max(1, to - from)) };
}

/** Frequency of the loudest bin of the mean power of columns [from, to), refined by a parabola through its neighbours. */
export function loudestHz(
  levels: SpectrogramLevels,
  sampleRate: number,
  from = 0,
  to = levels.columns,
): number | undefined {
  const { bins, columns, values } = levels;
  const mean = new Float64Array(bins);
  for (let k = 1; k < bins; k++) {
    for (let c = from; c < to; c++) {
      const db = values[k * columns + c];
      if (db > SILENCE_DB) mean[k] += 10 ** (db / 10);
    }
  }
  let best = 0;
  for (let k = 1; k < bins; k++) if (mean[k] > mean[best]) best = k;
  if (best === 0) return undefined;
  const [low, top, high] = [mean[best - 1], mean[best], mean[best + 1] ?? 0].map((p) => Math.log(p));
  const curve = low - 2 * top + high;
  const shift = Number.isFinite(curve) && curve < 0 ? (0.5 * (low - high)) / curve : 0;
  const [, binHz] = fftFrequencies({ sampleRate, nFft: 2 * (bins - 1) });
  return (best + Math.max(-0.5, Math.min(0.5, shift))) * binHz;
}

/** Facts of a whole recording. */
export function signalFacts(samples: Float32Array, levels: SpectrogramLevels, sampleRate: number): SignalFacts {
  return { ...amplitudes(samples, 0, samples.length), loudestHz: loudestHz(levels, sampleRate) };
}

/** The recording in up to `count` stretches of equal length. */
export function stretches(
  samples: Float32Array,
  levels: SpectrogramLevels,
  sampleRate: number,
  count = 12,
): readonly Stretch[] {
  const rows = Math.min(count, samples.length);
  return Array.from({ length: rows }, (_, i) => {
    const from = Math.round((i * samples.length) / rows);
    const to = Math.round(((i + 1) * samples.length) / rows);
    const column = (sample: number): number =>
      Math.max(0, Math.min(levels.columns - 1, Math.round((sample - levels.firstSample) / levels.columnSamples)));
    return {
      startSeconds: from / sampleRate,
      endSeconds: to / sampleRate,
      ...amplitudes(samples, from, to),
      loudestHz: loudestHz(levels, sampleRate, column(from), Math.max(column(from) + 1, column(to))),
    };
  });
}

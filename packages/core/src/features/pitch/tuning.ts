// How far the pitches of a signal lie from A440 and its equal temperament.
import { BackendError, ParameterError } from "../../errors/index.js";
import { checkInteger, checkList } from "../../dsp/checks.js";
import { data, dataSync } from "../../ops/index.js";
import { isDouble, Tensor } from "../../tensor/index.js";
import type { SignalOrSpectrogram } from "../spectrogram.js";
import { piptrack, type PiptrackOptions, type Pitches } from "./piptrack.js";

export interface PitchTuningOptions {
  /** Width of a histogram bin as a share of a pitch bin, 0…1: 0.01 is a cent (default 0.01). */
  readonly resolution?: number;
  /** Pitch bins per octave, integer ≥ 1 (default 12). */
  readonly binsPerOctave?: number;
}
export interface EstimateTuningOptions extends PiptrackOptions, PitchTuningOptions {}

function checkOptions(op: string, { resolution = 0.01, binsPerOctave = 12 }: PitchTuningOptions): void {
  if (!(resolution > 0 && resolution < 1))
    throw new ParameterError(`${op}: resolution=${resolution} must lie between 0 and 1. 0.01 is a cent.`);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
}

const exactly = (x: number): number => x;

/**
 * The left edge of the fullest bin in the histogram of deviations.
 *
 * @param round  rounds to the precision of the frequencies: on the edge between two bins, rounding decides
 */
function tuningOf(
  frequencies: Iterable<number>,
  { resolution = 0.01, binsPerOctave = 12 }: PitchTuningOptions,
  round: (x: number) => number,
): number {
  const bins = Math.ceil(1 / resolution);
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? 0.5 : i * (1 / bins) - 0.5));
  const counts = new Int32Array(bins);
  for (const hz of frequencies) {
    if (!(hz > 0) || hz === Infinity) continue;
    const position = round(binsPerOctave * round(Math.log2(round(hz / (440 / 16)))));
    const residual = round(position - Math.floor(position));
    const deviation = residual >= 0.5 ? residual - 1 : residual;
    let bin = Math.min(Math.max(Math.floor((deviation + 0.5) * bins), 0), bins - 1);
    // The quotient may round across an edge; the edges themselves decide.
    while (bin > 0 && deviation < edges[bin]) bin--;
    while (bin < bins - 1 && deviation >= edges[bin + 1]) bin++;
    counts[bin]++;
  }
  let best = 0;
  for (let i = 1; i < bins; i++) if (counts[i] > counts[best]) best = i;
  return counts[best] === 0 ? 0 : edges[best];
}

const roundingOf = (x: Tensor): ((x: number) => number) => (isDouble(x.dtype) ? exactly : Math.fround);

/** Frequencies of the peaks that are at least as loud as the median peak. */
function* loudPeaks(pitches: ArrayLike<number>, magnitudes: ArrayLike<number>, round: (x: number) => number) {
  const peaks = Float64Array.from(Array.from(magnitudes).filter((_, i) => pitches[i] > 0)).sort();
  const n = peaks.length;
  if (n === 0) return;
  const median = round((peaks[Math.floor((n - 1) / 2)] + peaks[Math.floor(n / 2)]) / 2);
  for (let i = 0; i < pitches.length; i++) if (pitches[i] > 0 && magnitudes[i] >= median) yield pitches[i];
}

function peaksOf(
  op: string,
  input: SignalOrSpectrogram,
  { resolution, binsPerOctave, ...options }: EstimateTuningOptions,
): Pitches {
  checkOptions(op, { ...(resolution !== undefined && { resolution }), ...(binsPerOctave !== undefined && { binsPerOctave }) }); // prettier-ignore
  const { pitches, magnitudes } = piptrack(input, options);
  return { pitches: pitches.detach(), magnitudes: magnitudes.detach() };
}

/**
 * Tuning of a collection of pitches: the most frequent deviation from the nearest bin of the equal temperament on A440.
 *
 * @param frequencies  Hz: a list, or a tensor of any shape; what is not > 0 is left out
 * @param options.resolution     share of a bin, 0…1 (default 0.01)
 * @param options.binsPerOctave  integer ≥ 1 (default 12)
 * @returns share of a bin, -0.5 ≤ tuning < 0.5; 0 without pitches. No gradient
 * @throws ParameterError  resolution or binsPerOctave out of range
 * @source librosa.pitch_tuning
 * @example await pitchTuning(cqtFrequencies(24, { fmin: 55, tuning: 0.25 })) // 0.25
 */
export async function pitchTuning(
  frequencies: ArrayLike<number> | Tensor,
  options: PitchTuningOptions = {},
): Promise<number> {
  checkOptions("pitchTuning", options);
  if (!(frequencies instanceof Tensor)) checkList("pitchTuning", "frequencies", frequencies);
  if (!(frequencies instanceof Tensor)) return tuningOf(Array.from(frequencies), options, exactly);
  return tuningOf((await data(frequencies.detach())) as Float64Array, options, roundingOf(frequencies));
}

/**
 * Tuning of a signal: how far its loud spectral peaks lie from the equal temperament on A440.
 *
 * @param input    real, [..., samples]; or { S }, magnitudes or power, [..., bins, frames]. One estimate for all channels
 * @param options.resolution     share of a bin, 0…1 (default 0.01)
 * @param options.binsPerOctave  integer ≥ 1 (default 12)
 * @param options.sampleRate     Hz (default 22050); nFft (default 2048) and all others as `piptrack`
 * @returns share of a bin, -0.5 ≤ tuning < 0.5; 0 for silence. No gradient
 * @throws ParameterError  resolution or an option of `piptrack` out of range
 * @source librosa.estimate_tuning
 * @example await estimateTuning(y, { sampleRate: 22050 })
 */
export async function estimateTuning(input: SignalOrSpectrogram, options: EstimateTuningOptions = {}): Promise<number> {
  const { pitches, magnitudes } = peaksOf("estimateTuning", input, options);
  const [hz, loudness] = await Promise.all([data(pitches), data(magnitudes)]);
  const round = roundingOf(pitches);
  return tuningOf(loudPeaks(hz as Float64Array, loudness as Float64Array, round), options, round);
}

/** As `estimateTuning`, at once, for functions that need it only by default. @throws BackendError where values have to be waited for */
export function tuningSync(op: string, input: SignalOrSpectrogram, options: EstimateTuningOptions = {}): number {
  const { pitches, magnitudes } = peaksOf(op, input, options);
  if (pitches.device !== "cpu")
    throw new BackendError(
      `${op}: tuning is estimated on the host, and device="${pitches.device}" cannot be read at once. Pass tuning: await estimateTuning(...), or 0.`,
    );
  const round = roundingOf(pitches);
  return tuningOf(loudPeaks(dataSync(pitches) as Float64Array, dataSync(magnitudes) as Float64Array, round), options, round); // prettier-ignore
}

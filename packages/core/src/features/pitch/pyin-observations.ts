// Pitch candidates of one frame with their probabilities: every trough counts for the thresholds that it lies below.
import { roundHalfEven } from "../../dsp/round-half-even.js";
import type { Lags } from "./difference-function.js";

export interface CandidateModel {
  readonly lags: Lags;
  readonly fmin: number;
  /** Number of pitch bins, and how many of them make an octave. */
  readonly pitchBins: number;
  readonly binsPerOctave: number;
  /** Thresholds > 0 in rising order, and the prior probability of each. */
  readonly thresholds: Float64Array;
  readonly thresholdProbs: Float64Array;
  readonly boltzmannParameter: number;
  readonly noTroughProb: number;
}

function troughsOf(frame: Float64Array): number[] {
  const last = frame.length - 1;
  const found: number[] = frame[0] < frame[1] ? [0] : [];
  for (let i = 1; i < last; i++) if (frame[i] < frame[i - 1] && frame[i] <= frame[i + 1]) found.push(i);
  if (frame[last] < frame[last - 1]) found.push(last);
  return found;
}

/** For each trough the probability that it is the period. */
function troughProbabilities(heights: readonly number[], model: CandidateModel): Float64Array {
  const { thresholds, thresholdProbs, boltzmannParameter: lambda, noTroughProb } = model;
  const probs = new Float64Array(heights.length);
  let lowest = 0;
  for (let i = 1; i < heights.length; i++) if (heights[i] < heights[lowest]) lowest = i;
  let missed = 0;
  thresholds.forEach((threshold, k) => {
    const below: number[] = [];
    for (let i = 0; i < heights.length; i++) if (heights[i] < threshold) below.push(i);
    if (!(heights[lowest] < threshold)) missed += thresholdProbs[k];
    // Boltzmann's distribution over the troughs in order: short periods are likelier.
    const norm = -Math.expm1(-lambda) / -Math.expm1(-lambda * below.length);
    below.forEach((i, rank) => (probs[i] += norm * Math.exp(-lambda * rank) * thresholdProbs[k]));
  });
  probs[lowest] += noTroughProb * missed;
  return probs;
}

/**
 * Writes the probability of every pitch bin at step t of `steps`, and returns that of being voiced.
 *
 * @param frame         normalised difference, one value for each lag
 * @param offsets       where the parabola's vertex lies from each lag
 * @param observations  [2 · pitchBins, steps], zeros in this step
 */
export function observe(
  frame: Float64Array,
  offsets: Float64Array,
  model: CandidateModel,
  observations: Float64Array,
  t: number,
  steps: number,
): number {
  const { lags, fmin, pitchBins, binsPerOctave } = model;
  const found = troughsOf(frame);
  const probs = troughProbabilities(found.map((i) => frame[i]), model); // prettier-ignore
  found.forEach((lag, i) => {
    if (probs[i] === 0) return;
    const hz = lags.sampleRate / (lags.minPeriod + lag + offsets[lag]);
    const bin = Math.max(0, roundHalfEven(binsPerOctave * Math.log2(hz / fmin)));
    // The longest of the periods that share a bin decides; what lies above the last bin is no pitch.
    if (bin < pitchBins) observations[bin * steps + t] = probs[i];
  });
  let voiced = 0;
  for (let bin = 0; bin < pitchBins; bin++) voiced += observations[bin * steps + t];
  voiced = Math.min(Math.max(voiced, 0), 1);
  for (let bin = pitchBins; bin < 2 * pitchBins; bin++) observations[bin * steps + t] = (1 - voiced) / pitchBins;
  return voiced;
}

// The transitions of pyin's hidden Markov model: pitch moves little from frame to frame, voicing seldom switches.
import { windowValues } from "../../dsp/get-window.js";
import type { TransitionLists } from "../segments/viterbi-path.js";

/**
 * Transitions between 2 · bins states: voiced pitch bins first, then the same bins unvoiced. A pitch reaches the bins that a
 * triangle of `width` bins around it covers.
 */
export function pitchTransitions(bins: number, width: number, switchProb: number, epsilon: number): TransitionLists {
  const triangle = windowValues("triang", width, false);
  // Where the triangle's first value lies from the bin: an even one cannot lie in the middle.
  const offset = Math.floor((bins - width) / 2) + Math.floor(bins / 2) + 1 - bins;
  const reach = Math.floor(width / 2);
  const weight = (from: number, to: number): number => {
    const distance = to - from;
    return Math.abs(distance) > reach ? 0 : (triangle[distance - offset] ?? 0);
  };
  const sums = new Float64Array(bins);
  for (let from = 0; from < bins; from++)
    for (let to = Math.max(0, from - reach); to <= Math.min(bins - 1, from + reach); to++)
      sums[from] += weight(from, to);
  const starts = new Int32Array(2 * bins + 1);
  const sources: number[] = [];
  const logs: number[] = [];
  for (let target = 0; target < 2 * bins; target++) {
    const to = target % bins;
    for (const voicing of [0, 1]) {
      const stays = voicing === Math.floor(target / bins) ? 1 - switchProb : switchProb;
      for (let from = Math.max(0, to - reach - 1); from <= Math.min(bins - 1, to + reach + 1); from++) {
        const p = (weight(from, to) / sums[from]) * stays;
        if (!(p > 0)) continue;
        sources.push(voicing * bins + from);
        logs.push(Math.log(p + epsilon));
      }
    }
    starts[target + 1] = sources.length;
  }
  return {
    states: 2 * bins,
    starts,
    sources: Int32Array.from(sources),
    logs: Float64Array.from(logs),
    floor: Math.log(epsilon),
  };
}

// Beats of one onset strength by dynamic programming, on the host in double precision.
import { roundHalfEven } from "../../dsp/round-half-even.js";

export interface BeatPathOptions {
  /** Frames between beats, ≥ 1: one number for all frames, or one for each. */
  readonly framesPerBeat: ArrayLike<number>;
  /** Weight of a steady distance, > 0. */
  readonly tightness: number;
  /** Leave out weak beats at both ends. */
  readonly trim: boolean;
}

const TINY = 2 ** -126;

/** The onset strength over its standard deviation. */
function steadied(onsets: Float64Array): Float64Array {
  const mean = onsets.reduce((sum, x) => sum + x, 0) / onsets.length;
  const square = onsets.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const deviation = Math.sqrt(square / Math.max(1, onsets.length - 1));
  return onsets.map((x) => x / (deviation + TINY));
}

/** Each frame's neighbourhood under a bell as wide as a sixteenth of the beat. The first frame is in nobody's, as in librosa. */
function localScore(onsets: Float64Array, beatAt: (frame: number) => number): Float64Array {
  return onsets.map((_, n) => {
    const beat = beatAt(n);
    let sum = 0;
    const last = Math.min(onsets.length - 1, n + beat);
    for (let i = Math.max(1, n - beat); i <= last; i++) {
      const distance = ((n - i) * 32) / beat;
      sum += Math.exp(-0.5 * distance * distance) * onsets[i];
    }
    return sum;
  });
}

/** True where a value is larger than the one before and at least as large as the one after. */
const isPeak = (x: Float64Array, n: number): boolean => n > 0 && x[n] > x[n - 1] && !(x[n] < x[n + 1]);

/** The last peak of the score that is at least half the median of all peaks. */
function lastBeat(score: Float64Array): number {
  const peaks = score.filter((_, n) => isPeak(score, n)).sort();
  const half = peaks.length >> 1;
  const median = peaks.length % 2 === 1 ? peaks[half] : (peaks[half - 1] + peaks[half]) / 2;
  for (let n = score.length - 1; n > 0; n--) if (isPeak(score, n) && score[n] >= median / 2) return n;
  return score.length - 1;
}

/** Half the root mean square of the beats' scores, smoothed over five beats. */
function weakness(scores: readonly number[], frames: number): number {
  const hann = [0.5, 1, 0.5];
  const length = Math.min(scores.length + 2, frames);
  let sum = 0;
  for (let n = 0; n < length; n++) {
    const smooth = hann.reduce((total, weight, i) => total + weight * (scores[n + 1 - i] ?? 0), 0);
    sum += smooth * smooth;
  }
  return 0.5 * Math.sqrt(sum / length);
}

/** The frames of the beats, ascending. */
export function beatPath(line: Float64Array, { framesPerBeat, tightness, trim }: BeatPathOptions): number[] {
  const beatAt = (n: number): number => framesPerBeat[framesPerBeat.length === 1 ? 0 : n];
  const score = localScore(steadied(line), beatAt);
  const total = new Float64Array(line.length);
  const before = new Int32Array(line.length);
  const least = 0.01 * score.reduce((a, b) => Math.max(a, b), -Infinity);
  let isFirst = true;
  for (let n = 0; n < line.length; n++) {
    const beat = beatAt(n);
    let best = -Infinity;
    let from = -1;
    for (let i = n - roundHalfEven(beat / 2); i >= Math.max(0, n - 2 * beat); i--) {
      const candidate = total[i] - tightness * Math.log((n - i) / beat) ** 2;
      if (!(candidate > best)) continue;
      best = candidate;
      from = i;
    }
    total[n] = score[n] + (from >= 0 ? best : 0);
    if (isFirst && score[n] < least) from = -1;
    else isFirst = false;
    before[n] = from;
  }
  const beats: number[] = [];
  for (let n = lastBeat(total); n >= 0; n = before[n]) beats.push(n);
  beats.reverse();
  const threshold = trim ? weakness(beats.map((n) => score[n]), line.length) : 0; // prettier-ignore
  const first = score.findIndex((x) => !(x <= threshold));
  const last = score.findLastIndex((x) => !(x <= threshold));
  return beats.filter((n) => n >= first && n <= last);
}

import { checkInteger } from "../../dsp/checks.js";
import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { frameVectors } from "./frame-vectors.js";
import { spansOf } from "./sync.js";

export interface AgglomerativeOptions {
  /** Dimension of the frames (default -1). */
  readonly dim?: number;
}
export interface SubsegmentOptions extends AgglomerativeOptions {
  /** Parts of each segment, integer ≥ 1 (default 4). */
  readonly nSegments?: number;
}

/** A run of neighbouring frames. */
interface Run {
  readonly start: number;
  readonly count: number;
  readonly sum: Float64Array;
  /** Frames are counted first, then runs in the order of their making: this decides ties. */
  readonly id: number;
}

/** By how much the variance within grows if two runs become one. */
function growth(a: Run, b: Run): number {
  let square = 0;
  for (let i = 0; i < a.sum.length; i++) square += (a.sum[i] / a.count - b.sum[i] / b.count) ** 2;
  return (square * a.count * b.count) / (a.count + b.count);
}

/** Where `k` runs of frames begin: neighbours become one run, the most alike first (Ward). */
function runStarts(frames: readonly Float64Array[], k: number): number[] {
  const runs: Run[] = frames.map((sum, id) => ({ start: id, count: 1, sum, id }));
  const costs = runs.slice(1).map((run, i) => growth(runs[i], run));
  const isEarlier = (a: number, b: number): boolean =>
    costs[a] < costs[b] || (costs[a] === costs[b] && Math.max(runs[a].id, runs[a + 1].id) < Math.max(runs[b].id, runs[b + 1].id)); // prettier-ignore
  for (let id = frames.length; runs.length > k; id++) {
    let best = 0;
    for (let i = 1; i < costs.length; i++) if (isEarlier(i, best)) best = i;
    const [a, b] = [runs[best], runs[best + 1]];
    runs.splice(best, 2, { start: a.start, count: a.count + b.count, sum: a.sum.map((x, i) => x + b.sum[i]), id });
    costs.splice(best, 1);
    if (best > 0) costs[best - 1] = growth(runs[best - 1], runs[best]);
    if (best < costs.length) costs[best] = growth(runs[best], runs[best + 1]);
  }
  return runs.map((run) => run.start);
}

/**
 * Parts a sequence into segments that are as even in themselves as can be: neighbours become one, the most alike first.
 *
 * @param data  real, [..., frames], all other dimensions are features
 * @param k     number of segments, integer in 1…frames
 * @param options.dim  dimension of the frames (default -1)
 * @returns a promise of int32 [k], the first frame of each segment; the first is 0. No gradient
 * @throws ParameterError  k out of range
 * @source librosa.segment.agglomerative; Ward, Hierarchical grouping to optimize an objective function, 1963
 * @example await agglomerative(tensor([[1, 1, 1, 5, 5, 9, 9]]), 3) // [0, 3, 5]
 */
export async function agglomerative(data: Tensor, k: number, { dim = -1 }: AgglomerativeOptions = {}): Promise<Tensor> {
  checkInteger("agglomerative", "k", k, 1);
  const frames = await frameVectors("agglomerative", "data", data, dim);
  if (k > frames.length)
    throw new ParameterError(`agglomerative: k=${k} must be at most the ${frames.length} frames of data.`);
  return fromTypedArray(Int32Array.from(runStarts(frames, k)), [k], { device: data.device });
}

/**
 * Parts each segment of a sequence further, e.g. beats into what happens between them.
 *
 * @param data    real, [..., frames], all other dimensions are features
 * @param frames  boundaries of the segments, in any order; the first and the last frame are added
 * @param options.nSegments  parts of each segment, fewer where it has fewer frames, integer ≥ 1 (default 4)
 * @param options.dim        dimension of the frames (default -1)
 * @returns a promise of int32 [parts], the first frame of each part. No gradient
 * @throws ParameterError  a number out of range
 * @source librosa.segment.subsegment
 * @example await subsegment(tensor([[1, 1, 5, 5, 2, 2, 2, 8]]), [4], { nSegments: 2 }) // [0, 2, 4, 7]
 */
export async function subsegment(
  data: Tensor,
  frames: ArrayLike<number>,
  { nSegments = 4, dim = -1 }: SubsegmentOptions = {},
): Promise<Tensor> {
  checkInteger("subsegment", "nSegments", nSegments, 1);
  const vectors = await frameVectors("subsegment", "data", data, dim);
  const starts = spansOf("subsegment", "frames", frames, vectors.length, true).flatMap(([start, end]) =>
    runStarts(vectors.slice(start, end), Math.min(end - start, nSegments)).map((frame) => start + frame),
  );
  return fromTypedArray(Int32Array.from(starts), [starts.length], { device: data.device });
}

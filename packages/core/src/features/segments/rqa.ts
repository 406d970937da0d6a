import { readLines, writeLines } from "../../dsp/host-lines.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, isComplex, needTensor, type Tensor } from "../../tensor/index.js";
import { pairsTensor, type Step } from "./warping-path.js";

export interface RqaOptions {
  /** What the first gap of an alignment costs, ≥ 0 (default 1). */
  readonly gapOnset?: number;
  /** What each further gap costs, ≥ 0 (default 1). */
  readonly gapExtend?: number;
  /** Steps of two frames against one too (default true). */
  readonly knightMoves?: boolean;
  /** Find the path (default true). */
  readonly backtrack?: boolean;
}

/** Recurrence quantification. */
export interface RqaResult {
  /** Length of the best alignment that ends at each pair, less its gaps: [N, M]. */
  readonly score: Tensor;
  /** int32 [path, 2], row and column, from the beginning to the end; [0, 2] without backtrack. */
  readonly path: Tensor;
}

const MOVES: readonly Step[] = [
  [1, 1],
  [1, 2],
  [2, 1],
];
/** Nothing leads here: a pair that is not similar, or the first of an alignment. */
const OUTSIDE = -1;
const BEGINNING = -2;

function scores(sim: readonly Float64Array[], moves: readonly Step[], gapOnset: number, gapExtend: number) {
  const score = sim.map((row) => row.slice());
  const pointers = sim.map((row) => Int8Array.from(row, (value) => (value === 0 ? OUTSIDE : BEGINNING)));
  for (let n = 1; n < sim.length; n++)
    for (let m = 1; m < sim[n].length; m++) {
      const isSimilar = sim[n][m] > 0;
      let best = -Infinity;
      let move = 0;
      moves.forEach(([down, right], k) => {
        const [row, column] = [n - down, m - right];
        if (row < 0 || column < 0) return;
        const gap = isSimilar ? 0 : sim[row][column] > 0 ? gapOnset : gapExtend;
        if (!(score[row][column] - gap > best)) return;
        best = score[row][column] - gap;
        move = k;
      });
      score[n][m] = isSimilar ? best + sim[n][m] : Math.max(0, best);
      pointers[n][m] = !isSimilar && score[n][m] === 0 ? OUTSIDE : move;
    }
  return { score, pointers };
}

/** From the highest score back to where its alignment begins. */
function bestPath(score: readonly Float64Array[], pointers: readonly Int8Array[]): [number, number][] {
  let [n, m] = [0, 0];
  score.forEach((row, i) => row.forEach((value, j) => value > score[n][m] && ([n, m] = [i, j])));
  const path: [number, number][] = [];
  for (let move = pointers[n][m]; move !== OUTSIDE; move = pointers[n][m]) {
    path.push([n, m]);
    if (move === BEGINNING) break;
    n -= MOVES[move][0];
    m -= MOVES[move][1];
  }
  return path.reverse();
}

/**
 * Recurrence quantification: the longest alignment of parts of two sequences, through small gaps.
 *
 * @param sim  similarity, real and ≥ 0, 0 where two frames are not similar, [N, M]
 * @param options.gapOnset     what the first gap costs, ≥ 0; Infinity: no gaps (default 1)
 * @param options.gapExtend    what each further gap costs, ≥ 0 (default 1)
 * @param options.knightMoves  steps of two frames against one too (default true)
 * @param options.backtrack    find the path (default true)
 * @returns a promise of score: [N, M], unit of sim; path: int32 [path, 2], row and column from beginning to end. No gradient
 * @throws ParameterError  costs below 0
 * @throws ShapeError      sim that is no matrix
 * @source librosa.sequence.rqa; Serrà, Serra & Andrzejak, Cross recurrence quantification for cover song identification, 2009
 * @example (await rqa(tensor([[1, 0], [0, 1]]))).path // [[0, 0], [1, 1]]
 */
export async function rqa(
  sim: Tensor,
  { gapOnset = 1, gapExtend = 1, knightMoves = true, backtrack = true }: RqaOptions = {},
): Promise<RqaResult> {
  needTensor("rqa", sim, "sim");
  if (sim.ndim !== 2 || sim.shape.includes(0) || isComplex(sim.dtype))
    throw new ShapeError(
      `rqa: sim ${sim.dtype} ${formatShape(sim.shape)} must be real and [N, M], at least one of each.`,
    );
  for (const [name, cost] of Object.entries({ gapOnset, gapExtend }))
    if (!(cost >= 0)) throw new ParameterError(`rqa: ${name}=${cost} must be ≥ 0. It is what a gap costs.`);
  const lines = await readLines(sim);
  const { score, pointers } = scores(lines, knightMoves ? MOVES : MOVES.slice(0, 1), gapOnset, gapExtend);
  return {
    score: writeLines(score, [sim.shape[0]], sim.shape[1], sim),
    path: pairsTensor(backtrack ? bestPath(score, pointers) : [], sim),
  };
}

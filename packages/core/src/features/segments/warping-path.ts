import { checkInteger } from "../../dsp/checks.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data, fromTypedArray } from "../../ops/index.js";
import { formatShape, needTensor, type Tensor } from "../../tensor/index.js";

/** Rows and columns that one step goes on. */
export type Step = readonly [rows: number, columns: number];

/** What every list of steps begins with: steps of one's own are counted from 3. */
export const DEFAULT_STEPS: readonly Step[] = [
  [1, 1],
  [0, 1],
  [1, 0],
];

/** Refuses steps that go back, or nowhere. */
export function checkSteps(op: string, steps: readonly Step[]): void {
  const isStep = (step: unknown): boolean =>
    Array.isArray(step) &&
    step.length === 2 &&
    step.every((n) => Number.isInteger(n) && n >= 0) &&
    step.some((n) => n > 0);
  if (!Array.isArray(steps) || steps.length === 0 || !steps.every(isStep))
    throw new ParameterError(
      `${op}: stepSizesSigma=${JSON.stringify(steps)} must be a list of steps [rows, columns] of integers ≥ 0, none of them [0, 0].`,
    );
}

/** The way back through the steps, from the end to the first row and, unless `subseq`, the first column. */
export function stepsBack(
  chosen: ArrayLike<number>,
  columns: number,
  steps: readonly Step[],
  subseq: boolean,
  from: Step,
): [number, number][] {
  let [row, column] = from;
  const path: [number, number][] = [[row, column]];
  const lastColumn = subseq ? Infinity : 0;
  while (row > 0 || column > lastColumn) {
    const [down, right] = steps[chosen[row * columns + column]];
    row -= down;
    column -= right;
    if (row < 0 || column < 0) break;
    path.push([row, column]);
  }
  return path;
}

/** Pairs as int32 [pairs, 2]. */
export function pairsTensor(pairs: readonly (readonly [number, number])[], like: Tensor): Tensor {
  return fromTypedArray(Int32Array.from(pairs.flat()), [pairs.length, 2], { device: like.device });
}

export interface DtwBacktrackingOptions {
  /** The steps that were given to `dtw` (default: its own). */
  readonly stepSizesSigma?: readonly Step[];
  /** Stop at the first row (default false). */
  readonly subseq?: boolean;
  /** Column where the path ends, only with subseq (default: the last). */
  readonly start?: number;
}

/**
 * The warping path that belongs to the steps of `dtw`.
 *
 * @param steps  int32 [N, M], from `dtw`
 * @param options.stepSizesSigma  the steps given to `dtw` (default its own)
 * @param options.subseq          stop at the first row (default false)
 * @param options.start           column where the path ends, only with subseq (default M - 1)
 * @returns a promise of int32 [path, 2], row and column, from the end to the beginning. No gradient
 * @throws ParameterError  start without subseq or out of range, steps that no list holds
 * @source librosa.sequence.dtw_backtracking
 * @example dtw(x.select(0, 0), x.select(0, 1)).then(({ steps }) => dtwBacktracking(steps))
 */
export async function dtwBacktracking(
  steps: Tensor,
  { stepSizesSigma, subseq = false, start }: DtwBacktrackingOptions = {},
): Promise<Tensor> {
  const op = "dtwBacktracking";
  needTensor(op, steps, "steps");
  if (steps.ndim !== 2 || steps.shape.includes(0))
    throw new ShapeError(`${op}: steps ${formatShape(steps.shape)} must be [N, M].`);
  if (stepSizesSigma) checkSteps(op, stepSizesSigma);
  if (start !== undefined && !subseq)
    throw new ParameterError(`${op}: start=${start} needs subseq: true. Whole paths begin at the last column.`);
  const [rows, columns] = steps.shape;
  if (start !== undefined) checkInteger(op, "start", start, 0);
  if (start !== undefined && start >= columns)
    throw new ParameterError(`${op}: start=${start} must be less than the ${columns} columns of steps.`);
  const chosen = (await data(steps.detach())) as ArrayLike<number>;
  const list = [...DEFAULT_STEPS, ...(stepSizesSigma ?? [])];
  const strange = Array.from(chosen).find((i) => list[i] === undefined);
  if (strange !== undefined)
    throw new ParameterError(
      `${op}: steps holds ${strange}, but there are only ${list.length} steps. Give the stepSizesSigma of dtw.`,
    );
  return pairsTensor(stepsBack(chosen, columns, list, subseq, [rows - 1, start ?? columns - 1]), steps);
}

// The line search of L-BFGS: a step that lowers the loss enough and flattens its slope enough (Nocedal and Wright,
// Numerical Optimization, 2006, algorithms 3.5 and 3.6; cubic steps as torch.optim.LBFGS takes them).
import type { Tensor } from "@sonograd/core";

/** The function along the line: loss, gradient [parameters] and slope at step `t`. */
export interface LinePoint {
  readonly t: number;
  readonly loss: number;
  readonly grad: Tensor;
  readonly slope: number;
}

/** Loss must fall by this share of what the first slope promises … */
const ARMIJO = 1e-4;
/** … and the slope to this share of the first. */
const CURVATURE = 0.9;

/** Minimum of the cubic through losses and slopes of two points, kept inside the bounds. */
function cubicMinimum(
  a: LinePoint,
  b: LinePoint,
  [low, high]: readonly [number, number] = [Math.min(a.t, b.t), Math.max(a.t, b.t)],
): number {
  const [left, right] = a.t <= b.t ? [a, b] : [b, a];
  const d1 = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.t - b.t);
  const square = d1 ** 2 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const d2 = Math.sqrt(square);
  const share = (right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2);
  const minimum = right.t - (right.t - left.t) * share;
  return Number.isNaN(minimum) ? (low + high) / 2 : Math.min(Math.max(minimum, low), high);
}

/** A little inside of the bracket, where a trial too near to its ends would not narrow it. */
function insideOf(
  trial: number,
  [a, b]: readonly [LinePoint, LinePoint],
  wasNear: boolean,
): { t: number; isNear: boolean } {
  const [low, high] = [Math.min(a.t, b.t), Math.max(a.t, b.t)];
  const margin = 0.1 * (high - low);
  if (Math.min(high - trial, trial - low) >= margin) return { t: trial, isNear: false };
  if (!wasNear && trial < high && trial > low) return { t: trial, isNear: true };
  return { t: high - trial < trial - low ? high - margin : low + margin, isNear: false };
}

/**
 * A point that meets the strong Wolfe conditions, or the best one found.
 *
 * @param evaluate   the function at a step
 * @param start      the point at t = 0, slope < 0
 * @param first      first step to try, > 0
 * @param options.directionNorm  largest element of the direction: brackets smaller than toleranceChange end the search
 */
export async function strongWolfe(
  evaluate: (t: number) => Promise<LinePoint>,
  start: LinePoint,
  first: number,
  { directionNorm, toleranceChange, maxSearch = 25 }: { directionNorm: number; toleranceChange: number; maxSearch?: number }, // prettier-ignore
): Promise<{ point: LinePoint; evaluations: number }> {
  const isTooHigh = ({ t, loss }: LinePoint): boolean => loss > start.loss + ARMIJO * t * start.slope;
  const isFlat = ({ slope }: LinePoint): boolean => Math.abs(slope) <= -CURVATURE * start.slope;
  let before = start;
  let point = await evaluate(first);
  let evaluations = 1;
  let round = 0;
  let bracket: [LinePoint, LinePoint] | null = null;
  for (; round < maxSearch; round++) {
    if (isTooHigh(point) || (round > 1 && point.loss >= before.loss)) {
      bracket = [before, point];
      break;
    }
    if (isFlat(point)) return { point, evaluations };
    if (point.slope >= 0) {
      bracket = [before, point];
      break;
    }
    const bounds = [point.t + 0.01 * (point.t - before.t), point.t * 10] as const;
    const next = cubicMinimum(before, point, bounds);
    before = point;
    point = await evaluate(next);
    evaluations++;
  }
  bracket ??= [start, point];
  let [low, high] = bracket[0].loss <= bracket[1].loss ? [0, 1] : [1, 0];
  let isNear = false;
  for (; round < maxSearch; round++) {
    if (Math.abs(bracket[1].t - bracket[0].t) * directionNorm < toleranceChange) break;
    const trial = insideOf(cubicMinimum(bracket[0], bracket[1]), bracket, isNear);
    isNear = trial.isNear;
    point = await evaluate(trial.t);
    evaluations++;
    if (isTooHigh(point) || point.loss >= bracket[low].loss) {
      bracket[high] = point;
      [low, high] = bracket[0].loss <= bracket[1].loss ? [0, 1] : [1, 0];
      continue;
    }
    const isDone = isFlat(point);
    if (!isDone && point.slope * (bracket[high].t - bracket[low].t) >= 0) bracket[high] = bracket[low];
    bracket[low] = point;
    if (isDone) break;
  }
  return { point: bracket[low], evaluations };
}

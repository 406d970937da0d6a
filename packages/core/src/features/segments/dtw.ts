import { writeLines } from "../../dsp/host-lines.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data, fromTypedArray } from "../../ops/index.js";
import { formatShape, isComplex, nameValue, Tensor } from "../../tensor/index.js";
import { distancesBetween, metricOf, type Metric } from "./distances.js";
import { checkRadius, outsideBand } from "./fill-off-diagonal.js";
import { frameVectors } from "./frame-vectors.js";
import { checkSteps, DEFAULT_STEPS, pairsTensor, stepsBack, type Step } from "./warping-path.js";

export interface DtwOptions {
  /** Distance of two frames, a name of SciPy's cdist or a function (default "euclidean"). */
  readonly metric?: Metric;
  /** Steps [rows, columns] (default [1, 1], [0, 1], [1, 0]). */
  readonly stepSizesSigma?: readonly Step[];
  /** What each step adds to its cost (default 0). */
  readonly weightsAdd?: ArrayLike<number>;
  /** What each step multiplies its cost by (default 1). */
  readonly weightsMul?: ArrayLike<number>;
  /** Find the shorter sequence somewhere in the longer one (default false). */
  readonly subseq?: boolean;
  /** Find the path (default true). */
  readonly backtrack?: boolean;
  /** Stay near the diagonal: the Sakoe–Chiba band (default false). */
  readonly globalConstraints?: boolean;
  /** Half width of the band as a share of the shorter sequence, ≥ 0 (default 0.25). */
  readonly bandRad?: number;
}

/** An alignment of two sequences. */
export interface DtwResult {
  /** Accumulated cost, [N, M]. */
  readonly D: Tensor;
  /** int32 [path, 2]: frames of X and of Y, from the end to the beginning; [0, 2] without backtrack. */
  readonly wp: Tensor;
  /** int32 [N, M]: the step that led to each pair, 0…2 for the default ones, from 3 on for those given. */
  readonly steps: Tensor;
}

interface Cost {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Rows are frames of Y. */
  readonly isTransposed: boolean;
  readonly like: Tensor;
}

async function costOf(
  X: Tensor | { readonly C: Tensor },
  Y: Tensor | undefined,
  metric: Metric,
  subseq: boolean,
): Promise<Cost> {
  const distance = metricOf("dtw", metric);
  if (!(X instanceof Tensor)) {
    const C = X?.C;
    if (!(C instanceof Tensor)) throw new ParameterError(`dtw: X is ${nameValue(X)}, but must be a tensor, or { C }.`);
    if (C.ndim !== 2 || C.shape.includes(0) || isComplex(C.dtype))
      throw new ShapeError(`dtw: C ${C.dtype} ${formatShape(C.shape)} must be real and [N, M], at least one of each.`);
    const values = Float64Array.from((await data(C.detach())) as ArrayLike<number>);
    return { values, rows: C.shape[0], columns: C.shape[1], isTransposed: C.shape[0] > C.shape[1], like: C };
  }
  if (!(Y instanceof Tensor))
    throw new ParameterError(
      `dtw: Y is ${nameValue(Y)}, but must be a tensor. Give { C } where the distances are known.`,
    );
  const [x, y] = [await frameVectors("dtw", "X", X), await frameVectors("dtw", "Y", Y)];
  if (x[0].length !== y[0].length)
    throw new ShapeError(
      `dtw: X ${formatShape(X.shape)} and Y ${formatShape(Y.shape)} must have equally many features.`,
    );
  const isTransposed = x.length > y.length;
  const [from, to] = subseq && isTransposed ? [y, x] : [x, y];
  return { values: distancesBetween(from, to, distance), rows: from.length, columns: to.length, isTransposed, like: X };
}

/** Least accumulated costs, and the number of the step that led there. */
function accumulate(
  { values, rows, columns }: Cost,
  steps: readonly Step[],
  first: number,
  add: ArrayLike<number>,
  mul: ArrayLike<number>,
  subseq: boolean,
) {
  const D = new Float64Array(rows * columns).fill(Infinity);
  const chosen = new Int32Array(rows * columns);
  D[0] = values[0];
  if (subseq) D.set(values.subarray(0, columns));
  for (let n = 0; n < rows; n++)
    for (let m = 0; m < columns; m++) {
      const here = n * columns + m;
      for (let k = first; k < steps.length; k++) {
        const [row, column] = [n - steps[k][0], m - steps[k][1]];
        if (row < 0 || column < 0) continue;
        const cost = D[row * columns + column] + mul[k - first] * values[here] + add[k - first];
        if (!(cost < D[here])) continue;
        D[here] = cost;
        chosen[here] = k;
      }
    }
  return { D, chosen };
}

/** Numbers of the steps' weights, one for each. */
function weights(name: string, given: ArrayLike<number> | undefined, count: number, value: number): ArrayLike<number> {
  const list = given ?? new Float64Array(count).fill(value);
  if (list.length !== count || !Array.from(list).every((w) => typeof w === "number" && !Number.isNaN(w)))
    throw new ParameterError(`dtw: ${name}=[${Array.from(list).join(", ")}] must hold one number for each of the ${count} steps.`); // prettier-ignore
  return list;
}

/** Where the path ends: the cheapest end of a subsequence, or the last pair. */
function pathEnd({ rows, columns }: Cost, D: Float64Array, subseq: boolean): Step {
  const last = D.subarray((rows - 1) * columns);
  const column = subseq ? last.indexOf(last.reduce((a, b) => Math.min(a, b), Infinity)) : columns - 1;
  if (last[column] === Infinity)
    throw new ParameterError(
      `dtw: no path goes through ${rows} × ${columns} frames with these steps. Add a step, or widen bandRad.`,
    );
  return [rows - 1, column];
}

/**
 * Dynamic time warping: which frames of two sequences belong together, so that the sum of their distances is least.
 *
 * @param X  real, [..., N], all dimensions but the last are features; or { C }, costs [N, M] instead of X and Y
 * @param Y  real, [..., M], features as X
 * @param options.metric             distance, a name of SciPy's cdist or a function of two vectors (default "euclidean")
 * @param options.stepSizesSigma     steps [rows, columns], integers ≥ 0 (default [1, 1], [0, 1], [1, 0])
 * @param options.weightsAdd         what each step adds to its cost (default 0); weightsMul multiplies it (default 1)
 * @param options.subseq             find the shorter sequence in the longer one (default false)
 * @param options.backtrack          find the path (default true)
 * @param options.globalConstraints  only pairs near the diagonal (default false), within bandRad (default 0.25)
 * @returns a promise of D: accumulated cost [N, M], Infinity where no path leads ([M, N] with subseq where N > M); wp: int32
 *          [path, 2], frames of X and Y from the end to the beginning; steps: int32, shape of D. No gradient
 * @throws ParameterError  no path, NaN among the distances, steps or weights that do not fit
 * @throws ShapeError      features that differ
 * @source librosa.sequence.dtw, which returns steps only where asked to; Müller, Fundamentals of Music Processing, 2015, 3.2
 * @example (await dtw(tensor([[1, 2, 3]]), tensor([[1, 1, 2, 3]]))).wp // [[2, 3], [1, 2], [0, 1], [0, 0]]
 */
export async function dtw(X: Tensor, Y: Tensor, options?: DtwOptions): Promise<DtwResult>;
export async function dtw(costs: { readonly C: Tensor }, options?: DtwOptions): Promise<DtwResult>;
export async function dtw(
  X: Tensor | { readonly C: Tensor },
  second?: Tensor | DtwOptions,
  third: DtwOptions = {},
): Promise<DtwResult> {
  const [Y, options] = X instanceof Tensor ? [second as Tensor, third] : [undefined, (second ?? {}) as DtwOptions];
  const { metric = "euclidean", stepSizesSigma, subseq = false, backtrack = true } = options;
  const { globalConstraints = false, bandRad = 0.25 } = options;
  if (stepSizesSigma) checkSteps("dtw", stepSizesSigma);
  const steps = [...DEFAULT_STEPS, ...(stepSizesSigma ?? [])];
  const first = stepSizesSigma ? DEFAULT_STEPS.length : 0;
  const add = weights("weightsAdd", options.weightsAdd, steps.length - first, 0);
  const mul = weights("weightsMul", options.weightsMul, steps.length - first, 1);
  checkRadius("dtw", "bandRad", bandRad);
  const cost = await costOf(X, Y, metric, subseq);
  const { values, rows, columns, like } = cost;
  if (values.some(Number.isNaN))
    throw new ParameterError(
      `dtw: the distances hold NaN. Is there NaN in the data, or a frame of zeros, which has no cosine or correlation?`,
    );
  if (globalConstraints) outsideBand(rows, columns, bandRad).forEach((isOut, i) => isOut && (values[i] = Infinity));
  const { D, chosen } = accumulate(cost, steps, first, add, mul, subseq);
  let path: [number, number][] = [];
  if (backtrack) {
    path = stepsBack(chosen, columns, steps, subseq, pathEnd(cost, D, subseq));
    if (!subseq && path.at(-1)!.some((n) => n !== 0))
      throw new ParameterError("dtw: these steps do not lead back to the first frames. Use subseq: true?");
    if (subseq && cost.isTransposed) path = path.map(([n, m]) => [m, n]);
  }
  return {
    D: writeLines([D], [], rows * columns, like).reshape([rows, columns]),
    wp: pairsTensor(path, like),
    steps: fromTypedArray(chosen, [rows, columns], { device: like.device }),
  };
}

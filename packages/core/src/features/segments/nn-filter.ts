import { ShapeError } from "../../errors/index.js";
import { readLines } from "../../dsp/host-lines.js";
import { constant } from "../../dsp/constant.js";
import { fromTypedArray, stack } from "../../ops/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../../tensor/index.js";
import { recurrenceMatrix, type RecurrenceMatrixOptions } from "./recurrence-matrix.js";
import { aggregateOf, type Aggregate } from "./sync.js";

export interface NnFilterOptions extends RecurrenceMatrixOptions {
  /** Which frames are neighbours, [frames, frames], those of frame i in column i (default `recurrenceMatrix` of S). */
  readonly rec?: Tensor;
  /** How the neighbours become one frame; "average": weighted by rec (default "mean"). */
  readonly aggregate?: Aggregate | "average";
}

/**
 * Replaces each frame by its nearest neighbours: what is repeated stays, the rest is smoothed away.
 *
 * @param S  real, [..., frames]
 * @param options.rec        neighbours, [frames, frames], those of frame i in column i (default `recurrenceMatrix` of S)
 * @param options.aggregate  "mean", "median", "max", "min", "sum", "std", a function, or "average", weighted by rec (default "mean")
 * @param options.dim        dimension of the frames (default -1)
 * @param options            the rest as `recurrenceMatrix`
 * @returns a promise of the shape and unit of S; frames without neighbours stay as they are. The choice of neighbours passes no gradient on, their values do
 * @throws ShapeError  rec that does not fit
 * @throws ParameterError  as `recurrenceMatrix`
 * @source librosa.decompose.nn_filter
 * @example (await nnFilter(S.narrow(0, 0, 5), { dim: 0, k: 2 })).shape // [5, 4]
 */
export async function nnFilter(
  S: Tensor,
  { rec, aggregate = "mean", ...options }: NnFilterOptions = {},
): Promise<Tensor> {
  needTensor("nnFilter", S, "S");
  const reduce = aggregate === "average" ? undefined : aggregateOf("nnFilter", aggregate);
  const links = rec ?? (await recurrenceMatrix(S, options));
  needTensor("nnFilter", links, "rec");
  const d = normalizeDim("nnFilter", options.dim ?? -1, S.ndim);
  const frames = S.shape[d];
  if (links.ndim !== 2 || isComplex(links.dtype) || links.shape.some((n) => n !== frames))
    throw new ShapeError(`nnFilter: rec ${formatShape(links.shape)} must be real and [${frames}, ${frames}], for the frames of S ${formatShape(S.shape)}.`); // prettier-ignore
  const weights = await readLines(links.transpose(0, 1));
  const rows = S.movedim(d, -1);
  if (aggregate === "mean" || !reduce) return averaged(rows, weights, reduce === undefined).movedim(-1, d);
  const results = weights.map((row, i) => {
    const neighbours = Int32Array.from(row.keys()).filter((j) => row[j] !== 0);
    if (neighbours.length === 0) return rows.select(-1, i);
    return reduce(rows.indexSelect(-1, fromTypedArray(neighbours, [neighbours.length], { device: S.device })), -1);
  });
  return stack(results, -1).movedim(-1, d);
}

/** Means of the neighbours, as one product of matrices. */
function averaged(rows: Tensor, weights: readonly Float64Array[], isWeighted: boolean): Tensor {
  const frames = weights.length;
  const table = new Float64Array(frames * frames);
  weights.forEach((row, i) => {
    const parts = row.map((weight) => (isWeighted ? weight : Number(weight !== 0)));
    const total = parts.reduce((sum, weight) => sum + weight, 0);
    if (row.every((weight) => weight === 0)) table[i * frames + i] = 1;
    else parts.forEach((weight, j) => (table[j * frames + i] = weight / total));
  });
  return rows.matmul(constant(table, [frames, frames], rows.dtype, rows.device));
}

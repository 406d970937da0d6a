import { checkInteger } from "../../dsp/checks.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { data as dataOf, fromTypedArray } from "../../ops/index.js";
import { isDouble, isFloatingPoint, Tensor } from "../../tensor/index.js";
import { distancesBetween, metricOf, type Metric } from "./distances.js";
import { frameVectors } from "./frame-vectors.js";
import { checkDistances, checkLinkOptions, nearest, toAffinities, type BandwidthRule, type LinkMode, type Links } from "./neighbours.js"; // prettier-ignore

export interface CrossSimilarityOptions {
  /** Neighbours of each frame, integer ≥ 1 (default 2·√frames, rounded up). */
  readonly k?: number;
  /** Distance of two frames (default "euclidean"). */
  readonly metric?: Metric;
  /** What a link is worth (default "connectivity"). */
  readonly mode?: LinkMode;
  /** Of affinities: a number, one for each pair, or a rule (default "med_k_scalar"). */
  readonly bandwidth?: number | Tensor | BandwidthRule;
  /** Keep all links, not those of the nearest only; for distance and affinity (default false). */
  readonly full?: boolean;
}

export interface RecurrenceMatrixOptions extends CrossSimilarityOptions {
  /** Frames less than this apart are not linked, integer ≥ 1 (default 1). */
  readonly width?: number;
  /** Keep links only where both frames have each other among their nearest (default false). */
  readonly sym?: boolean;
  /** Link each frame to itself (default false). */
  readonly self?: boolean;
  /** Dimension of the frames (default -1). */
  readonly dim?: number;
}

const bandwidthValues = async (bandwidth: number | Tensor | BandwidthRule) =>
  bandwidth instanceof Tensor ? Float64Array.from((await dataOf(bandwidth.detach())) as ArrayLike<number>) : bandwidth;

/** Links [rows, columns] as a tensor [columns, rows]. */
function linksTensor({ values, rows, columns }: Links, mode: LinkMode, like: Tensor): Tensor {
  const { device } = like;
  const filled = values.map((value) => (Number.isNaN(value) ? 0 : value));
  const table =
    mode === "connectivity"
      ? fromTypedArray(Uint8Array.from(filled), [rows, columns], { dtype: "bool", device })
      : isFloatingPoint(like.dtype) && isDouble(like.dtype)
        ? fromTypedArray(filled, [rows, columns], { device })
        : fromTypedArray(Float32Array.from(filled), [rows, columns], { device });
  return table.transpose(0, 1).contiguous();
}

/**
 * Which frames of a sequence are like which: the nearest neighbours of each frame.
 *
 * @param data  real, [..., frames], all other dimensions are features
 * @param options.k          neighbours of each frame, integer ≥ 1 (default 2·√(frames - 2·width + 1), rounded up)
 * @param options.width      frames less than this apart are not linked, integer ≥ 1, < (frames - 1) / 2 (default 1)
 * @param options.metric     distance, a name of SciPy's cdist or a function of two vectors (default "euclidean")
 * @param options.sym        keep links only where they are mutual (default false)
 * @param options.mode       "connectivity", "distance" or "affinity" = exp(-distance / bandwidth) (default "connectivity")
 * @param options.bandwidth  of affinities: > 0, [frames, frames], or a rule: "med_k_scalar" (default), "mean_k", "gmean_k", "mean_k_avg", "gmean_k_avg", "mean_k_avg_and_pair"
 * @param options.self       link each frame to itself (default false)
 * @param options.full       keep all links; for distance and affinity (default false)
 * @param options.dim        dimension of the frames (default -1)
 * @returns a promise of [frames, frames]: bool, the unit of data, or 0…1; column i holds the neighbours of frame i. No gradient
 * @throws ParameterError  a number out of range, NaN among the distances, nothing to find the bandwidth from
 * @source librosa.segment.recurrence_matrix with sparse=False. Where links compete there under "connectivity", an unstable sort of
 *         equal numbers decides; here always the nearest stay. Identical frames are at no distance and count as no neighbours in the other modes, as there
 * @example recurrenceMatrix(tensor([[1, 5, 1.1, 5.1, 1.2, 5.2, 9]]), { k: 1 })
 */
export async function recurrenceMatrix(data: Tensor, options: RecurrenceMatrixOptions = {}): Promise<Tensor> {
  const op = "recurrenceMatrix";
  const { width = 1, metric = "euclidean", sym = false, mode = "connectivity", self = false, full = false, dim = -1 } = options; // prettier-ignore
  checkLinkOptions(op, options.k, mode);
  checkInteger(op, "width", width, 1);
  const distance = metricOf(op, metric);
  const frames = await frameVectors(op, "data", data, dim);
  const t = frames.length;
  const most = Math.floor((t - 1) / 2);
  if (width >= most)
    throw new ParameterError(`${op}: width=${width} must be less than (frames - 1) / 2, here ${most}. Is data [..., frames] with enough of them?`); // prettier-ignore
  const k = options.k ?? 2 * Math.ceil(Math.sqrt(t - 2 * width + 1));
  const distances = distancesBetween(frames, frames, distance);
  checkDistances(op, distances);
  const values = new Float64Array(t * t).fill(Number.NaN);
  const isBinary = mode === "connectivity";
  const reach = full ? 1 : width;
  for (let i = 0; i < t; i++) {
    const row = distances.subarray(i * t, (i + 1) * t);
    const candidates = nearest(row, full && !isBinary ? t : k + 2 * width, (j) => j !== i).filter(
      (j) => Math.abs(i - j) >= reach && (isBinary || row[j] > 0),
    );
    for (const j of full ? candidates : candidates.slice(0, k)) values[i * t + j] = isBinary ? 1 : row[j];
    if (self && mode !== "distance") values[i * t + i] = isBinary ? 1 : 0;
  }
  if (sym) {
    const given = values.slice();
    given.forEach((value, at) => {
      // Math.min gives NaN where either is: no link.
      values[at] = Math.min(value, given[(at % t) * t + Math.floor(at / t)]);
    });
  }
  const links = { values, rows: t, columns: t };
  if (mode === "affinity") toAffinities(op, links, await bandwidthValues(options.bandwidth ?? "med_k_scalar"), k);
  return linksTensor(links, mode, data);
}

/**
 * Which frames of one sequence are like which of another: the nearest neighbours of each frame in the reference.
 *
 * @param data     real, [..., n]
 * @param dataRef  real, [..., nRef], features as data
 * @param options.k          neighbours of each frame, integer ≥ 1 (default 2·√nRef, rounded up)
 * @param options.metric     distance (default "euclidean")
 * @param options.mode       "connectivity", "distance" or "affinity" (default "connectivity")
 * @param options.bandwidth  of affinities, as `recurrenceMatrix`; rules for pairs need nRef ≤ n (default "med_k_scalar")
 * @param options.full       keep all links; for distance and affinity (default false)
 * @returns a promise of [nRef, n]: bool, the unit of data, or 0…1; column i holds the neighbours of frame i. No gradient
 * @throws ParameterError  as `recurrenceMatrix`
 * @throws ShapeError      features that differ
 * @source librosa.segment.cross_similarity with sparse=False
 * @example crossSimilarity(tensor([[1, 5, 9]]), tensor([[9, 1]]), { k: 1 })
 */
export async function crossSimilarity(
  data: Tensor,
  dataRef: Tensor,
  options: CrossSimilarityOptions = {},
): Promise<Tensor> {
  const op = "crossSimilarity";
  const { metric = "euclidean", mode = "connectivity", full = false } = options;
  checkLinkOptions(op, options.k, mode);
  const distance = metricOf(op, metric);
  const [from, to] = [await frameVectors(op, "data", data), await frameVectors(op, "dataRef", dataRef)];
  if (from[0].length !== to[0].length)
    throw new ShapeError(
      `${op}: data and dataRef have ${from[0].length} and ${to[0].length} features, but must have equally many.`,
    );
  const [rows, columns] = [from.length, to.length];
  const k = options.k ?? Math.min(columns, 2 * Math.ceil(Math.sqrt(columns)));
  const isBinary = mode === "connectivity";
  const distances = distancesBetween(from, to, distance);
  checkDistances(op, distances);
  const values = new Float64Array(rows * columns).fill(Number.NaN);
  for (let i = 0; i < rows; i++) {
    const row = distances.subarray(i * columns, (i + 1) * columns);
    for (const j of nearest(row, full && !isBinary ? rows : k, () => true))
      if (isBinary || row[j] > 0) values[i * columns + j] = isBinary ? 1 : row[j];
  }
  const links = { values, rows, columns };
  if (mode === "affinity") toAffinities(op, links, await bandwidthValues(options.bandwidth ?? "med_k_scalar"), k);
  return linksTensor(links, mode, data);
}

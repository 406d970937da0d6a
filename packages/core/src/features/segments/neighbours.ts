// Nearest neighbours among frames, and what their distances say about similarity.
import { checkInteger } from "../../dsp/checks.js";
import { ParameterError } from "../../errors/index.js";
import { nameValue } from "../../tensor/index.js";

/** What a link between two frames is worth: 1, their distance, or exp(-distance / bandwidth). */
export type LinkMode = "connectivity" | "distance" | "affinity";

const SCALES = ["med_k_scalar", "mean_k", "gmean_k", "mean_k_avg", "gmean_k_avg", "mean_k_avg_and_pair"] as const;
/** The name of a rule that finds the bandwidth of affinities from the distances of the neighbours. */
export type BandwidthRule = (typeof SCALES)[number];

/** Links, row by row; NaN where there is none. */
export interface Links {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export function checkLinkOptions(op: string, k: number | undefined, mode: string): void {
  if (k !== undefined) checkInteger(op, "k", k, 1);
  if (!["connectivity", "distance", "affinity"].includes(mode))
    throw new ParameterError(`${op}: mode=${nameValue(mode)} must be "connectivity", "distance" or "affinity".`);
}

/** Refuses distances that are none. */
export function checkDistances(op: string, distances: Float64Array): void {
  if (distances.some(Number.isNaN))
    throw new ParameterError(
      `${op}: the distances hold NaN. Is there NaN in the data, or a frame of zeros, which has no cosine or correlation?`,
    );
}

/**
 * The columns of a row that are nearest, at most `count`: among those that `isMeant` takes, ties to the earlier.
 */
export function nearest(row: Float64Array, count: number, isMeant: (column: number) => boolean): number[] {
  const columns = Array.from(row.keys()).filter(isMeant);
  return columns.sort((a, b) => row[a] - row[b] || a - b).slice(0, count);
}

const sum = (x: readonly number[]): number => x.reduce((total, value) => total + value, 0);

function median(x: readonly number[]): number {
  const sorted = [...x].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The bandwidth of each link by a rule. Links of a frame to itself have no distance and do not count. */
function bandwidthByRule(op: string, { values, rows, columns }: Links, rule: BandwidthRule, k: number) {
  const near = Array.from({ length: rows }, (_, i) =>
    [...values.subarray(i * columns, (i + 1) * columns)]
      .filter((d) => d > 0)
      .sort((a, b) => a - b)
      .slice(0, k),
  );
  const linked = near.filter((list) => list.length > 0);
  if (rule === "med_k_scalar") {
    if (linked.length === 0)
      throw new ParameterError(`${op}: no frame has a neighbour at a distance > 0. Give bandwidth a number.`);
    const scalar = median(linked.map((list) => list.at(-1)!));
    return () => scalar;
  }
  if (linked.length < Math.max(rows, columns))
    throw new ParameterError(
      `${op}: bandwidth="${rule}" needs a neighbour at a distance > 0 for every frame. Use "med_k_scalar" or a number.`,
    );
  const scale = near.map((list) => (rule.includes("avg") ? sum(list) / list.length : list.at(-1)!));
  return (i: number, j: number): number => {
    if (rule.startsWith("gmean")) return Math.sqrt(scale[i] * scale[j]);
    if (rule === "mean_k_avg_and_pair") return (scale[i] + scale[j] + values[i * columns + j]) / 3;
    return (scale[i] + scale[j]) / 2;
  };
}

/** exp(-distance / bandwidth) of each link, in place of the distance. */
export function toAffinities(
  op: string,
  links: Links,
  bandwidth: number | Float64Array | BandwidthRule,
  k: number,
): void {
  const { values, rows, columns } = links;
  if (typeof bandwidth === "string" && !SCALES.includes(bandwidth))
    throw new ParameterError(
      `${op}: bandwidth="${String(bandwidth)}" must be a number > 0, or one of ${SCALES.join(", ")}.`,
    );
  if (bandwidth instanceof Float64Array && bandwidth.length !== values.length)
    throw new ParameterError(`${op}: bandwidth must be [${rows}, ${columns}], one number for each pair of frames.`);
  const wrong = typeof bandwidth === "number" ? (bandwidth > 0 ? undefined : bandwidth) : typeof bandwidth === "string" ? undefined : bandwidth.find((b) => !(b > 0)); // prettier-ignore
  if (wrong !== undefined) throw new ParameterError(`${op}: bandwidth=${wrong} must be > 0. It is a distance.`);
  const widthOf =
    typeof bandwidth === "number"
      ? () => bandwidth
      : typeof bandwidth === "string"
        ? bandwidthByRule(op, links, bandwidth, k)
        : (i: number, j: number) => bandwidth[i * columns + j];
  const distances = values.slice();
  distances.forEach((distance, at) => {
    if (Number.isNaN(distance)) return;
    values[at] = Math.exp(-distance / widthOf(Math.floor(at / columns), at % columns));
  });
}

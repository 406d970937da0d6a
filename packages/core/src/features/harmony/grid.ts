// Values at frequencies between those that are known: along a fixed list of frequencies, or along tensors of them.
import { constant } from "../../dsp/constant.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray, searchsorted, sort, where } from "../../ops/index.js";
import { formatShape, Tensor } from "../../tensor/index.js";
import { degreeOf, splineMatrix } from "./spline-matrix.js";

/** As `scipy.interpolate.interp1d`; "nearest" rounds halves down, "nearest-up" up; "zero" is "previous" and "slinear" "linear". */
export type InterpolationKind =
  "linear" | "slinear" | "nearest" | "nearest-up" | "zero" | "previous" | "next" | "quadratic" | "cubic";

const KINDS: readonly InterpolationKind[] = [
  "linear", "slinear", "nearest", "nearest-up", "zero", "previous", "next", "quadratic", "cubic",
]; // prettier-ignore

export function checkKind(op: string, kind: InterpolationKind): void {
  if (!KINDS.includes(kind))
    throw new ParameterError(`${op}: kind="${String(kind)}" must be one of ${KINDS.join(", ")}.`);
}

/** How much of the upper of two neighbours counts, of its share 0…1 of the way. */
const SHARES: Readonly<Partial<Record<InterpolationKind, (share: number) => number>>> = {
  nearest: (share) => Number(share > 0.5),
  "nearest-up": (share) => Number(share >= 0.5),
  zero: (share) => Number(share === 1),
  previous: (share) => Number(share === 1),
  next: (share) => Number(share > 0),
};

/** The finite frequencies in rising order, and where each stands in the list. */
function ascending(frequencies: Float64Array): { grid: Float64Array; places: Int32Array } {
  const places = Int32Array.from(frequencies.keys())
    .filter((i) => Number.isFinite(frequencies[i]))
    .sort((a, b) => frequencies[a] - frequencies[b] || a - b);
  return { grid: Float64Array.from(places, (i) => frequencies[i]), places };
}

/** The last point at or below x, but never the last of all. */
function pointBelow(grid: Float64Array, x: number): number {
  let [low, high] = [0, grid.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (grid[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

interface Plan {
  readonly kind: InterpolationKind;
  readonly fillValue: number;
}

/** Along a list of frequencies: x [..., frequencies, …] → [..., targets, …]. */
export function alongList(
  op: string,
  x: Tensor,
  dim: number,
  frequencies: Float64Array,
  targets: Float64Array,
  { kind, fillValue }: Plan,
): Tensor {
  const { grid, places } = ascending(frequencies);
  const degree = degreeOf(kind);
  if (grid.length < (degree ?? 1) + 1)
    throw new ParameterError(
      `${op}: kind="${kind}" needs ${(degree ?? 1) + 1} finite frequencies, got ${grid.length}.`,
    );
  const column = x.shape.map((_, d) => (d === dim ? targets.length : 1));
  const inside = fromTypedArray(
    Uint8Array.from(targets, (f) => Number(f >= grid[0] && f <= grid.at(-1)!)),
    column,
    { device: x.device },
  ).to("bool");
  const pick = (indices: Int32Array): Tensor => x.indexSelect(dim, fromTypedArray(indices, [indices.length], { device: x.device })); // prettier-ignore
  if (degree !== undefined) {
    const matrix = constant(splineMatrix(grid, targets, degree), [targets.length, grid.length], x.dtype, x.device);
    const known = pick(places);
    const values = x.ndim === 1 ? matrix.matmul(known) : matrix.matmul(known.transpose(dim, -2)).transpose(dim, -2);
    return where(inside, values, fillValue);
  }
  const below = Int32Array.from(targets, (f) => pointBelow(grid, f));
  const shares = Float64Array.from(targets, (f, t) => {
    const [low, high] = [grid[below[t]], grid[below[t] + 1]];
    const share = high > low ? (f - low) / (high - low) : 0;
    return Number.isFinite(share) ? (SHARES[kind]?.(share) ?? share) : 0;
  });
  const lower = pick(below.map((i) => places[i]));
  const upper = pick(below.map((i) => places[i + 1]));
  const share = constant(shares, column, x.dtype, x.device);
  return where(inside, lower.add(upper.sub(lower).mul(share)), fillValue);
}

/** Shares in tensors. */
function sharesOf(share: Tensor, kind: InterpolationKind): Tensor {
  if (!(kind in SHARES)) return share;
  const fixed = share.detach();
  const chosen = { nearest: () => fixed.gt(0.5), "nearest-up": () => fixed.ge(0.5), next: () => fixed.gt(0) };
  return (chosen[kind as keyof typeof chosen] ?? (() => fixed.ge(1)))().to(share.dtype);
}

/** Along tensors: rows [..., n] at frequencies [..., n] → at the targets [..., m]. Passes gradients to all three. */
export function alongTensor(
  op: string,
  rows: Tensor,
  frequencies: Tensor,
  targets: Tensor,
  { kind, fillValue }: Plan,
): Tensor {
  if (degreeOf(kind) !== undefined)
    throw new ParameterError(`${op}: kind="${kind}" needs fixed frequencies and harmonics. Use "linear".`);
  const n = rows.shape.at(-1)!;
  if (n < 2)
    throw new ShapeError(`${op}: ${formatShape(rows.shape)} holds ${n} frequencies, but between two neighbours lie at least two.`); // prettier-ignore
  // Those that are no numbers go to the end, where no target reaches.
  const { values: grid, indices } = sort(where(frequencies.isfinite(), frequencies, Infinity), { dim: -1 });
  const known = grid.detach().isfinite().to("int32").sum(-1, { keepdim: true, dtype: "int32" });
  const last = known.sub(1).clamp({ min: 0 });
  const fixed = targets.detach();
  const place = searchsorted(grid.detach(), fixed).minimum(last).clamp({ min: 1 });
  const [below, above] = [grid.gather(-1, place.sub(1)), grid.gather(-1, place)];
  const inside = fixed
    .ge(grid.detach().narrow(-1, 0, 1))
    .logicalAnd(fixed.le(grid.detach().gather(-1, last)))
    .logicalAnd(known.gt(1));
  const width = above.sub(below);
  const usable = inside.logicalAnd(width.detach().gt(0));
  const share = where(usable, where(usable, targets.sub(below), 0).div(where(usable, width, 1)), 0);
  const values = rows.gather(-1, indices);
  const [lower, upper] = [values.gather(-1, place.sub(1)), values.gather(-1, place)];
  return where(inside, lower.add(upper.sub(lower).mul(sharesOf(share, kind))), fillValue);
}

/** Frequencies as they are given: a list along one dimension of x, or a tensor of the shape of x. */
export function frequenciesAlong(
  op: string,
  x: Tensor,
  dim: number,
  freqs: ArrayLike<number> | Tensor,
): Float64Array | Tensor {
  const n = x.shape[dim];
  if (freqs instanceof Tensor) {
    if (formatShape(freqs.shape) === formatShape(x.shape)) return freqs;
    throw new ShapeError(
      `${op}: freqs ${formatShape(freqs.shape)} must have the shape of the spectrum, ${formatShape(x.shape)}. Pass a list of ${n} numbers where all frames share them.`,
    );
  }
  if (typeof freqs !== "object" || freqs === null || !("length" in freqs) || freqs.length !== n)
    throw new ShapeError(
      `${op}: freqs must be a list of ${n} numbers in Hz, or a tensor of the shape of the spectrum.`,
    );
  return Float64Array.from(freqs);
}

// Differences between neighbours, and areas under sampled curves.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { cat } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { narrow } from "./views.js";

export interface DiffOptions {
  /** How often differences are taken, ≥ 0 (default 1). */
  readonly n?: number;
  /** Dimension (default: the last). */
  readonly dim?: number;
  /** Elements put in front, and behind, along `dim` before that. */
  readonly prepend?: Tensor;
  readonly append?: Tensor;
}

const later = (x: Tensor, d: number): Tensor => narrow(x, d, 1, x.shape[d] - 1);
const earlier = (x: Tensor, d: number): Tensor => narrow(x, d, 0, x.shape[d] - 1);

/**
 * Each element minus the one before it, `n` times over; of bools, whether they differ. As `torch.diff`.
 *
 * @returns n elements fewer along `dim`
 * @throws ParameterError, ShapeError
 * @example diff(tensor([1, 4, 9])) // [3,5]
 */
export function diff(x: Tensor, { n = 1, dim = -1, prepend, append }: DiffOptions = {}): Tensor {
  needTensor("diff", x);
  if (!Number.isInteger(n) || n < 0) throw new ParameterError(`diff: n=${n} must be an integer ≥ 0.`);
  if (x.ndim === 0) throw new ShapeError("diff: x has no dimensions, so there are no neighbours.");
  const d = normalizeDim("diff", dim, x.ndim);
  const parts = [prepend, x, append].filter((part) => part !== undefined);
  let y = parts.length > 1 ? cat(parts, d) : x;
  for (let k = 0; k < n && y.shape[d] > 0; k++)
    y = y.dtype === "bool" ? later(y, d).logicalXor(earlier(y, d)) : later(y, d).sub(earlier(y, d));
  return y;
}

export interface TrapezoidOptions {
  /** Where the samples lie: [n] along `dim`, or a shape that broadcasts with y (default: equally spaced). */
  readonly x?: Tensor;
  /** Distance of the samples without `x` (default 1). */
  readonly dx?: number;
  /** Dimension (default: the last). */
  readonly dim?: number;
}

/** The areas between neighbours, twice. */
function doubledAreas(op: string, y: Tensor, { x, dx = 1, dim = -1 }: TrapezoidOptions): { areas: Tensor; d: number } {
  if (y.ndim === 0) throw new ShapeError(`${op}: y has no dimensions, so there is no curve.`);
  const d = normalizeDim(op, dim, y.ndim);
  if (y.shape[d] === 0) return { areas: y, d };
  const sums = later(y, d).add(earlier(y, d));
  if (!x) return { areas: sums.mul(dx), d };
  if (x.ndim === 1 && x.numel !== y.shape[d])
    throw new ShapeError(`${op}: x ${formatShape(x.shape)} must have ${y.shape[d]} elements, as y ${formatShape(y.shape)} along ${d}.`); // prettier-ignore
  const places = x.ndim === 1 ? x.reshape(y.shape.map((n, i) => (i === d ? n : 1))) : x;
  const along = places.ndim - (y.ndim - d);
  return { areas: sums.mul(later(places, along).sub(earlier(places, along))), d };
}

/**
 * The area under straight lines between samples, as `torch.trapezoid`.
 *
 * @param y  heights
 * @returns the shape without `dim`; 0 for fewer than two samples
 * @throws ShapeError
 * @example trapezoid(tensor([1, 3, 5])) // 6
 */
export function trapezoid(y: Tensor, options: TrapezoidOptions = {}): Tensor {
  needTensor("trapezoid", y, "y");
  const { areas, d } = doubledAreas("trapezoid", y, options);
  return areas.sum(d).div(2);
}

/** The area up to each sample but the first, as `torch.cumulative_trapezoid`: one element fewer along `dim`. */
export function cumulativeTrapezoid(y: Tensor, options: TrapezoidOptions = {}): Tensor {
  needTensor("cumulativeTrapezoid", y, "y");
  const { areas, d } = doubledAreas("cumulativeTrapezoid", y, options);
  return areas.cumsum(d).div(2);
}

const methods = { diff } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// What the order of the elements says: middle values, quantiles, and places in a sorted list.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, normalizeDim, sameShape, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { stack } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { ValuesAndIndices } from "./reduce.js";
import { sort } from "./sort.js";

function checkOrdered(op: string, x: Tensor, dim: number): void {
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order.`);
  if (x.shape[dim] === 0)
    throw new ShapeError(`${op}: shape=${formatShape(x.shape)} is empty along dimension ${dim}, so there is no ${op}.`);
}

/** The middle element (of an even number the lower one); NaN where there is one. As `torch.median`. */
export function median(x: Tensor): Tensor;
/** The middle element along `dim` and where it stands (int32). */
export function median(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function median(x: Tensor, dim?: number, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  if (dim === undefined) return median(x.reshape([-1]), 0).values;
  const d = normalizeDim("median", dim, x.ndim);
  checkOrdered("median", x, d);
  if (x.ndim === 0) return sort(x);
  const { values, indices } = sort(x, { dim: d });
  const [last, middle] = [x.shape[d] - 1, (x.shape[d] - 1) >> 1];
  // NaN sorts last: one there makes the median NaN
  const place = values.detach().narrow(d, last, 1).isnan().to("int32").mul(last - middle).add(middle); // prettier-ignore
  const pick = (t: Tensor): Tensor => (keepdim ? t.gather(d, place) : t.gather(d, place).squeeze(d));
  return { values: pick(values), indices: pick(indices) };
}

const INTERPOLATIONS = ["linear", "lower", "higher", "nearest", "midpoint"] as const;
export type QuantileInterpolation = (typeof INTERPOLATIONS)[number];

export interface QuantileOptions {
  /** Dimension to fold away (default: all, flattened). */
  readonly dim?: number;
  /** Leave it with extent 1 (default false). */
  readonly keepdim?: boolean;
  /** What lies between two elements (default "linear"). */
  readonly interpolation?: QuantileInterpolation;
}

/** a + (b − a) · t for the two elements around rank `q`. */
function betweenRanks(sorted: Tensor, d: number, q: number, interpolation: QuantileInterpolation): Tensor {
  const rank = q * (sorted.shape[d] - 1);
  const at = (i: number): Tensor => sorted.narrow(d, i, 1);
  if (interpolation === "nearest") {
    const nearest = Math.round(rank);
    return at(nearest - rank === 0.5 && nearest % 2 === 1 ? nearest - 1 : nearest); // halves to the even rank
  }
  const [low, high] = [Math.floor(rank), Math.ceil(rank)];
  if (interpolation === "lower" || low === high) return at(low);
  if (interpolation === "higher") return at(high);
  return at(low).lerp(at(high), interpolation === "midpoint" ? 0.5 : rank - low);
}

/**
 * The value below which a share `q` of the elements lies, as `torch.quantile`; NaN where there is one.
 *
 * @param x  floating, not empty
 * @param q  0…1, or a list of such
 * @returns the shape without `dim`; for a list, its length in front
 * @throws ParameterError, DTypeError, ShapeError
 * @example quantile(tensor([1, 2, 3, 4]), 0.5) // 2.5
 */
export function quantile(x: Tensor, q: number | readonly number[], options: QuantileOptions = {}): Tensor {
  const { dim, keepdim = false, interpolation = "linear" } = options;
  const shares = typeof q === "number" ? [q] : q;
  if (shares.length === 0 || shares.some((s) => !(s >= 0 && s <= 1)))
    throw new ParameterError(`quantile: q=${typeof q === "number" ? q : formatShape(q)} must lie in 0…1.`);
  if (!INTERPOLATIONS.includes(interpolation))
    throw new ParameterError(`quantile: interpolation="${interpolation}" must be one of ${INTERPOLATIONS.join(", ")}.`);
  if (isIntegral(x.dtype))
    throw new DTypeError(`quantile: dtype="${x.dtype}" must be floating. Convert with .to("float32").`);
  const own = dim === undefined ? x.reshape([-1]) : x;
  const d = normalizeDim("quantile", dim ?? 0, own.ndim);
  checkOrdered("quantile", own, d);
  const line = own.ndim === 0 ? own.reshape([1]) : own;
  const { values } = sort(line, { dim: d });
  const last = values.narrow(d, line.shape[d] - 1, 1);
  const hasNaN = last.detach().isnan();
  const kept = dim === undefined ? x.shape.map(() => 1) : x.shape.map((n, i) => (i === d ? 1 : n));
  const finish = (y: Tensor): Tensor =>
    keepdim ? y.reshape(kept) : y.reshape(kept.filter((_, i) => dim !== undefined && i !== d));
  const results = shares.map((s) => finish(where(hasNaN, last, betweenRanks(values, d, s, interpolation))));
  return typeof q === "number" ? results[0] : stack(results);
}

/**
 * Where each value would be put into a sorted list so that it stays sorted, as `torch.searchsorted`.
 *
 * @param sorted  [n], or [..., n] with the leading axes of `values`; ascending (not checked)
 * @param values  any shape, or [..., m]
 * @param options.right  behind equal elements (default false: before them)
 * @returns int32 of the shape of `values`, 0…n
 * @throws ShapeError, DTypeError
 * @example searchsorted(tensor([1, 3, 5]), tensor([3, 4])) // [1,2]
 */
export function searchsorted(sorted: Tensor, values: Tensor, { right = false } = {}): Tensor {
  const shared = sorted.ndim === 1;
  if (!shared && (sorted.ndim !== values.ndim || !sameShape(sorted.shape.slice(0, -1), values.shape.slice(0, -1))))
    throw new ShapeError(
      `searchsorted: sorted ${formatShape(sorted.shape)} must be [n], or have the leading dimensions of values ${formatShape(values.shape)}.`,
    );
  if (isComplex(sorted.dtype) || isComplex(values.dtype))
    throw new DTypeError("searchsorted: complex numbers have no order. Compare .abs().");
  const [list, wanted] = [sorted.detach(), shared ? values.detach().reshape([-1]) : values.detach()];
  const [n, dim] = [list.shape.at(-1)!, list.ndim - 1];
  let place = wanted.newZeros(wanted.shape, { dtype: "int32" });
  if (n === 0 || wanted.numel === 0) return place.reshape(values.shape);
  // Bisection for all values at once: a step is kept where everything it jumps over lies before the value.
  for (let step = 2 ** Math.floor(Math.log2(n)); step >= 1; step /= 2) {
    const next = place.add(step);
    const element = list.gather(dim, next.minimum(n).sub(1));
    // written with a negation, so that NaN goes to the end
    const before = (right ? element.gt(wanted) : element.ge(wanted)).logicalNot();
    place = where(next.le(n).logicalAnd(before), next, place);
  }
  return place.reshape(values.shape);
}

const methods = { quantile, searchsorted } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    median(): Tensor;
    median(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
  }
}
attachMethods({ ...methods, median });

// What the order of the elements says: middle values, the k-th, the commonest, and places in a sorted list. Quantiles have
// a file of their own.
import { differentiable } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isFloatingPoint, needTensor, normalizeDim, sameShape, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { where } from "./compare.js";
import { arange, full } from "./create.js";
import { equals, shareAmong } from "./extremes.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { ValuesAndIndices } from "./reduce.js";
import { cummax } from "./scan.js";
import { sort } from "./sort.js";

/** Refuses what has no order along `dim`. @throws DTypeError, ShapeError */
export function checkOrdered(op: string, x: Tensor, dim: number): void {
  if (isComplex(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" is complex and has no order.`);
  if (x.shape[dim] === 0)
    throw new ShapeError(`${op}: shape=${formatShape(x.shape)} is empty along dimension ${dim}, so there is no ${op}.`);
}

/** The elements of a sorted pair at int32 places, one per line. */
function pickAt({ values, indices }: ValuesAndIndices, d: number, place: Tensor, keepdim: boolean): ValuesAndIndices {
  const pick = (t: Tensor): Tensor => (keepdim ? t.gather(d, place) : t.gather(d, place).squeeze(d));
  return { values: pick(values), indices: pick(indices) };
}

type MedianKind = "median" | "nanmedian";

/** Where the middle element stands in sorted lines, whose last ones are NaN. */
function middle(kind: MedianKind, values: Tensor, d: number): Tensor {
  const n = values.shape[d];
  const numbers = values.detach().isnan().logicalNot().sum(d, { keepdim: true });
  if (kind === "nanmedian") return numbers.sub(1).bitwiseRightShift(1).clampMin(0); // (numbers − 1) / 2, rounded down
  return where(numbers.lt(n), numbers, (n - 1) >> 1); // the first NaN, where there is one
}

function medianAlong(kind: MedianKind, x: Tensor, dim: number, keepdim: boolean): ValuesAndIndices {
  const d = normalizeDim(kind, dim, x.ndim);
  checkOrdered(kind, x, d);
  const sorted = sort(x, { dim: d });
  return x.ndim === 0 ? sorted : pickAt(sorted, d, middle(kind, sorted.values, d), keepdim);
}

/** Of all elements; equal ones share the gradient, and nothing has NaN for a median. */
function medianOfAll(kind: MedianKind, x: Tensor): Tensor {
  if (x.numel === 0 && isFloatingPoint(x.dtype)) return full([], NaN, { dtype: x.dtype, device: x.device });
  const forward = (): Tensor => medianAlong(kind, x.reshape([x.numel]), 0, false).values;
  const dims = x.shape.map((_, i) => i);
  return differentiable(kind, [x], forward, (y) => [(g) => shareAmong(equals(x, y), g, dims)]);
}

/** The middle element (of an even number the lower one); NaN where there is one, or of nothing. As `torch.median`. */
export function median(x: Tensor): Tensor;
/** The middle element along `dim` and where it stands (int32). */
export function median(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function median(x: Tensor, dim?: number, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  needTensor("median", x);
  return dim === undefined ? medianOfAll("median", x) : medianAlong("median", x, dim, keepdim);
}

/** As {@link median} of the elements that are not NaN; NaN where all are. */
export function nanmedian(x: Tensor): Tensor;
/** The middle element along `dim` without NaN and where it stands (int32). */
export function nanmedian(x: Tensor, dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
export function nanmedian(x: Tensor, dim?: number, { keepdim = false } = {}): Tensor | ValuesAndIndices {
  needTensor("nanmedian", x);
  return dim === undefined ? medianOfAll("nanmedian", x) : medianAlong("nanmedian", x, dim, keepdim);
}

interface LineOptions {
  /** Dimension to fold away (default: the last). */
  readonly dim?: number;
  /** Leave it with extent 1 (default false). */
  readonly keepdim?: boolean;
}

/**
 * The k-th smallest element along a dimension and where it stands (int32), as `torch.kthvalue`; NaN is the largest.
 *
 * @param k  1 is the smallest
 * @throws ParameterError, DTypeError, ShapeError
 */
export function kthvalue(x: Tensor, k: number, { dim = -1, keepdim = false }: LineOptions = {}): ValuesAndIndices {
  needTensor("kthvalue", x);
  const d = normalizeDim("kthvalue", dim, x.ndim);
  checkOrdered("kthvalue", x, d);
  const extent = x.shape[d] ?? 1;
  if (!Number.isInteger(k) || k < 1 || k > extent)
    throw new ParameterError(`kthvalue: k=${k} must be an integer in 1…${extent}, the extent of dimension ${d} of ${formatShape(x.shape)}.`); // prettier-ignore
  const { values, indices } = sort(x, { dim: d });
  if (x.ndim === 0) return { values, indices };
  const pick = (t: Tensor): Tensor => (keepdim ? t.narrow(d, k - 1, 1) : t.select(d, k - 1));
  return { values: pick(values), indices: pick(indices) };
}

/**
 * The commonest element along a dimension and where it last stands (int32), as `torch.mode`; of equally common ones the
 * smallest. Every NaN counts as its own.
 *
 * @throws DTypeError, ShapeError
 */
export function mode(x: Tensor, { dim = -1, keepdim = false }: LineOptions = {}): ValuesAndIndices {
  needTensor("mode", x);
  const d = normalizeDim("mode", dim, x.ndim);
  checkOrdered("mode", x, d);
  const sorted = sort(x, { dim: d });
  if (x.ndim === 0) return sorted;
  const values = sorted.values.detach();
  const n = x.shape[d];
  const places = arange(n, { dtype: "int32", device: x.device }).reshape(x.shape.map((_, i) => (i === d ? n : 1)));
  // How long the run of equal elements is at each place; the longest ends where this is largest.
  const isStart = values.ne(values.roll(1, d)); // where it does not matter at place 0
  const start = cummax(where(isStart, places, 0), d).values;
  return pickAt(sorted, d, places.sub(start).argmax(d, { keepdim: true }), keepdim);
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
  needTensor("searchsorted", sorted, "sorted");
  needTensor("searchsorted", values, "values");
  const shared = sorted.ndim === 1;
  if (!shared && (sorted.ndim !== values.ndim || !sameShape(sorted.shape.slice(0, -1), values.shape.slice(0, -1))))
    throw new ShapeError(
      `searchsorted: sorted ${formatShape(sorted.shape)} must be [n], or have the leading dimensions of values ${formatShape(values.shape)}.`,
    );
  if (isComplex(sorted.dtype) || isComplex(values.dtype))
    throw new DTypeError("searchsorted: complex numbers have no order. Compare .abs().");
  const [list, wanted] = [sorted.detach(), shared ? values.detach().reshape([values.numel]) : values.detach()];
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

const methods = { kthvalue, mode, searchsorted } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {
    median(): Tensor;
    median(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
    nanmedian(): Tensor;
    nanmedian(dim: number, options?: { keepdim?: boolean }): ValuesAndIndices;
  }
}
attachMethods({ ...methods, median, nanmedian });

// Quantiles: values below which a share of the elements lies.
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isIntegral, needList, needTensor, normalizeDim, Tensor } from "../tensor/index.js";
import { where } from "./compare.js";
import { stack } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { checkOrdered } from "./order-statistics.js";
import { sort } from "./sort.js";

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

/** a + (b − a) · t for the two elements around a rank that is known, the same for all lines. */
function atRank(sorted: Tensor, d: number, rank: number, interpolation: QuantileInterpolation): Tensor {
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

/** The same for ranks that a tensor holds, one per line. */
function atRanks(sorted: Tensor, d: number, rank: Tensor, interpolation: QuantileInterpolation): Tensor {
  const at = (place: Tensor): Tensor => sorted.gather(d, place.to("int32"));
  if (interpolation === "nearest") return at(rank.round());
  const [low, high] = [rank.floor(), rank.ceil()];
  if (interpolation === "lower") return at(low);
  if (interpolation === "higher") return at(high);
  const weight = interpolation === "midpoint" ? high.sub(low).mul(0.5) : rank.sub(low);
  return at(low).lerp(at(high), weight);
}

function checkShares(op: string, q: number | readonly number[] | Tensor): readonly (number | Tensor)[] {
  if (q instanceof Tensor) {
    if (q.ndim > 1 || isIntegral(q.dtype))
      throw new ShapeError(
        `${op}: q ${formatShape(q.shape)} ${q.dtype} must be one floating number or a list of them.`,
      );
    return q.ndim === 0 ? [q.detach()] : Array.from({ length: q.numel }, (_, i) => q.detach().select(0, i));
  }
  const shares = typeof q === "number" ? [q] : q;
  needList(op, shares, "q");
  if (shares.length === 0 || shares.some((s) => !(s >= 0 && s <= 1)))
    throw new ParameterError(`${op}: q=${typeof q === "number" ? q : formatShape(q)} must lie in 0…1.`);
  return shares;
}

function quantiles(
  op: "quantile" | "nanquantile",
  x: Tensor,
  q: number | readonly number[] | Tensor,
  options: QuantileOptions,
): Tensor {
  needTensor(op, x);
  const { dim, keepdim = false, interpolation = "linear" } = options;
  const shares = checkShares(op, q);
  if (!INTERPOLATIONS.includes(interpolation))
    throw new ParameterError(`${op}: interpolation="${interpolation}" must be one of ${INTERPOLATIONS.join(", ")}.`);
  if (isIntegral(x.dtype))
    throw new DTypeError(`${op}: dtype="${x.dtype}" must be floating. Convert with .to("float32").`);
  const own = dim === undefined ? x.reshape([x.numel]) : x;
  const d = normalizeDim(op, dim ?? 0, own.ndim);
  checkOrdered(op, own, d);
  const line = own.ndim === 0 ? own.reshape([1]) : own;
  const { values } = sort(line, { dim: d });
  const last = values.narrow(d, line.shape[d] - 1, 1);
  const isNaN = values.detach().isnan();
  const kept = dim === undefined ? x.shape.map(() => 1) : x.shape.map((n, i) => (i === d ? 1 : n));
  const finish = (y: Tensor): Tensor =>
    keepdim ? y.reshape(kept) : y.reshape(kept.filter((_, i) => dim !== undefined && i !== d));
  const one = (s: number | Tensor): Tensor => {
    if (op === "quantile" && typeof s === "number")
      return where(isNaN.narrow(d, line.shape[d] - 1, 1), last, atRank(values, d, s * (line.shape[d] - 1), interpolation)); // prettier-ignore
    const numbers = isNaN.logicalNot().sum(d, { keepdim: true });
    const ranks = numbers.sub(1).clampMin(0).to(x.dtype).mul(s);
    const y = atRanks(values, d, ranks, interpolation);
    return op === "quantile" ? where(isNaN.narrow(d, line.shape[d] - 1, 1), last, y) : y;
  };
  const results = shares.map((s) => finish(one(s)));
  const isSingle = typeof q === "number" || (q instanceof Tensor && q.ndim === 0);
  return isSingle ? results[0] : stack(results);
}

/**
 * The value below which a share `q` of the elements lies, as `torch.quantile`; NaN where there is one.
 *
 * @param x  floating, not empty
 * @param q  0…1, a list of such, or a tensor of one or several (whose range is not checked)
 * @returns the shape without `dim`; for a list, its length in front
 * @throws ParameterError, DTypeError, ShapeError
 * @example quantile(tensor([1, 2, 3, 4]), 0.5) // 2.5
 */
export const quantile = (x: Tensor, q: number | readonly number[] | Tensor, options: QuantileOptions = {}): Tensor =>
  quantiles("quantile", x, q, options);

/** As {@link quantile} of the elements that are not NaN; NaN where all are. */
export const nanquantile = (x: Tensor, q: number | readonly number[] | Tensor, options: QuantileOptions = {}): Tensor =>
  quantiles("nanquantile", x, q, options);

const methods = { quantile, nanquantile } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

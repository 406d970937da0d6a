// Sums, products, means and extremes of what an index sends to each place.
import { differentiable, type GradientRow } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, isIntegral, needTensor, normalizeDim, sameShape, type Tensor } from "../tensor/index.js"; // prettier-ignore
import { where } from "./binary.js";
import { onesLike } from "./create.js";
import { scatterAdd } from "./gather.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { checkPositions, needInt32 } from "./positions.js";
import { foldSources, regionOf, spreadIndex, widen, type Fold } from "./scatter-places.js";

const REDUCTIONS = ["sum", "prod", "mean", "amax", "amin"] as const;
export type ScatterReduction = (typeof REDUCTIONS)[number];

export interface ScatterReduceOptions {
  /** What x holds takes part (default true); otherwise it stays only where nothing is sent. */
  readonly includeSelf?: boolean;
}

interface Sent {
  readonly dim: number;
  readonly index: Tensor;
  /** bool, the shape of x: whether something is sent there. */
  readonly hit: Tensor;
  /** bool, the shape of x: whether the element of x takes part. */
  readonly kept: Tensor;
}

const countHits = (x: Tensor, dim: number, index: Tensor): Tensor =>
  x.newZeros(x.shape, { dtype: "int32" }).scatterAdd(dim, index, onesLike(index));

/** The product in ordinary ops, so that its gradients of any order are exact, also where factors are 0. */
function product(x: Tensor, source: Tensor, { dim, index, hit, kept }: Sent): Tensor {
  // A factor of 1 instead of a choice behind the product keeps infinities elsewhere out of the gradient.
  const fold: Fold = (own, before, together) => own.mul(where(together, before, 1));
  const folded = widen(foldSources(index, dim, source, regionOf(x, dim, index), fold).folded, x.shape);
  return where(kept, x, 1).mul(where(hit, folded, 1));
}

/** The extreme without its gradient. */
function foldExtreme(x: Tensor, source: Tensor, { dim, index, hit, kept }: Sent, kind: "amax" | "amin"): Tensor {
  const both = (a: Tensor, b: Tensor): Tensor => (kind === "amax" ? a.maximum(b) : a.minimum(b));
  const fold: Fold = (own, before, together) => where(together, both(before, own), own);
  const folded = widen(foldSources(index, dim, source, regionOf(x, dim, index), fold).folded, x.shape);
  return where(hit, where(kept, both(x, folded), folded), x);
}

/** Elements equal to the result share the gradient of their place equally. */
function extremeGradients(x: Tensor, source: Tensor, { dim, index, kept }: Sent, out: Tensor): GradientRow {
  return (g) => {
    const own = x.eq(out).logicalAnd(kept).to(g.dtype);
    const sent = source.eq(out.gather(dim, index)).to(g.dtype);
    const count = own.scatterAdd(dim, index, sent);
    const share = g.div(count); // NaN equals nothing: its place passes on NaN, as in PyTorch
    return [own.mul(share), sent.mul(share.gather(dim, index))];
  };
}

function extreme(x: Tensor, source: Tensor, sent: Sent, kind: "amax" | "amin"): Tensor {
  const forward = (): Tensor => foldExtreme(x, source, sent, kind);
  return differentiable(`scatter${kind}`, [x, source], forward, (out) => extremeGradients(x, source, sent, out));
}

function check(x: Tensor, dim: number, index: Tensor, source: Tensor, reduce: string): void {
  if (!(REDUCTIONS as readonly string[]).includes(reduce))
    throw new ParameterError(`scatterReduce: reduce="${reduce}" must be one of ${REDUCTIONS.join(", ")}.`);
  needInt32("scatterReduce", index);
  const misfit = (n: number, i: number): boolean => n > source.shape[i] || (i !== dim && n > x.shape[i]);
  if (index.ndim !== x.ndim || source.ndim !== x.ndim || index.shape.some(misfit))
    throw new ShapeError(
      `scatterReduce: index ${formatShape(index.shape)} must fit in source ${formatShape(source.shape)} and, except along ${dim}, in x ${formatShape(x.shape)}.`,
    );
  if (isComplex(x.dtype) && (reduce === "amax" || reduce === "amin"))
    throw new DTypeError(`scatterReduce: dtype="${x.dtype}" is complex and has no ${reduce}.`);
  checkPositions("scatterReduce", index, dim, x.shape);
}

/**
 * `x` with every element of `source` folded into the place that `index` gives it along `dim`, as
 * `torch.scatter_reduce`.
 *
 * @param index   int32, as many dimensions as x; checked on the CPU, trusted on a GPU
 * @param source  no smaller than the index; converted to the dtype of x
 * @param reduce  "sum", "prod", "mean" (of integers rounded down), "amax" or "amin" (NaN wins, equals share the gradient)
 * @returns the shape and dtype of x
 * @throws ParameterError, ShapeError, DTypeError
 * @example scatterReduce(tensor([1, 1]), 0, tensor([0, 0], { dtype: "int32" }), tensor([3, 5]), "amax") // [5,1]
 */
export function scatterReduce(
  x: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  reduce: ScatterReduction,
  { includeSelf = true }: ScatterReduceOptions = {},
): Tensor {
  needTensor("scatterReduce", x);
  needTensor("scatterReduce", index, "index");
  needTensor("scatterReduce", source, "source");
  const d = normalizeDim("scatterReduce", dim, x.ndim);
  check(x, d, index, source, reduce);
  if (x.ndim === 0) return scatterReduce(x.reshape([1]), 0, index.reshape([1]), source.reshape([1]), reduce, { includeSelf }).reshape([]); // prettier-ignore
  if (index.numel === 0) return x.clone();
  // Small integers are folded in int32 and wrap at the end.
  const own = x.dtype === "bool" || x.dtype === "uint8" ? x.to("int32") : x;
  const used = index.shape.reduce((s, n, i) => (s.shape[i] === n ? s : s.narrow(i, 0, n)), source).to(own.dtype);
  const hits = countHits(x, d, index);
  const hit = hits.gt(0);
  const sent: Sent = { dim: d, index, hit, kept: includeSelf ? onesLike(hit) : hit.logicalNot() };
  if (reduce === "prod") return product(own, used, sent).to(x.dtype);
  if (reduce === "amax" || reduce === "amin") return extreme(own, used, sent, reduce).to(x.dtype);
  const total = scatterAdd(where(sent.kept, own, 0), d, index, used);
  if (reduce === "sum") return total.to(x.dtype);
  const mean = total.div(hits.add(sent.kept.to("int32")).to(own.dtype));
  return (isIntegral(x.dtype) ? mean.floor() : mean).to(x.dtype);
}

/**
 * `x` with the slices of `source` folded along `dim` into the places of `index`, as `torch.index_reduce`.
 *
 * @param index   int32 [n]
 * @param source  the shape of x with n along `dim`
 * @param reduce  "prod", "mean", "amax" or "amin", as in {@link scatterReduce}
 * @throws ParameterError, ShapeError, DTypeError
 */
export function indexReduce(
  x: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  reduce: ScatterReduction,
  options: ScatterReduceOptions = {},
): Tensor {
  needTensor("indexReduce", x);
  needTensor("indexReduce", index, "index");
  needTensor("indexReduce", source, "source");
  const { d, wide, shape } = spreadIndex("indexReduce", x, dim, index);
  if (!sameShape(source.shape, shape))
    throw new ShapeError(
      `indexReduce: source ${formatShape(source.shape)} must be ${formatShape(shape)}: x ${formatShape(x.shape)} with ${index.numel} along dimension ${d}.`,
    );
  return scatterReduce(x, d, wide, source, reduce, options);
}

const methods = { scatterReduce, indexReduce } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// A matrix product added to something, and products of vectors and of many matrices.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isIntegral, needTensor, needTensors, type Tensor } from "../tensor/index.js";
import { bmm, matmul, mv, outer } from "./matmul.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { resultType } from "./operand.js";

export interface AddProductOptions {
  /** Factor on what is added to (default 1); with 0 it is not looked at, so that its NaN stays out. */
  readonly beta?: number;
  /** Factor on the product (default 1). */
  readonly alpha?: number;
}

function addTo(op: string, x: Tensor, product: Tensor, { beta = 1, alpha = 1 }: AddProductOptions): Tensor {
  const dtype = resultType([x, product]);
  if (isIntegral(dtype) && !(Number.isInteger(beta) && Number.isInteger(alpha)))
    throw new ParameterError(
      `${op}: alpha=${alpha} and beta=${beta} must be integers for dtype="${dtype}". Convert with .to("float32").`,
    );
  const lead = product.ndim - x.ndim;
  if (lead < 0 || x.shape.some((n, i) => n !== 1 && n !== product.shape[i + lead]))
    throw new ShapeError(
      `${op}: x ${formatShape(x.shape)} does not broadcast to the product ${formatShape(product.shape)}.`,
    );
  const scaled = alpha === 1 ? product : product.mul(alpha);
  if (beta === 0) return scaled.to(dtype);
  return scaled.add(beta === 1 ? x : x.mul(beta));
}

function needRank(op: string, x: Tensor, rank: number, name: string): void {
  needTensor(op, x, name);
  if (x.ndim !== rank) throw new ShapeError(`${op}: ${name} ${formatShape(x.shape)} must have ${rank} dimension(s).`);
}

/** beta · x + alpha · (a · b) of matrices, x broadcast; as `torch.addmm`. */
export function addmm(x: Tensor, a: Tensor, b: Tensor, options: AddProductOptions = {}): Tensor {
  needRank("addmm", a, 2, "a");
  needRank("addmm", b, 2, "b");
  return addTo("addmm", x, matmul(a, b), options);
}

/** beta · x + alpha · (a · v) of a matrix and a vector; as `torch.addmv`. */
export const addmv = (x: Tensor, a: Tensor, v: Tensor, options: AddProductOptions = {}): Tensor =>
  addTo("addmv", x, mv(a, v), options);

/** beta · x + alpha · (u ⊗ v) of two vectors; as `torch.addr`. */
export const addr = (x: Tensor, u: Tensor, v: Tensor, options: AddProductOptions = {}): Tensor =>
  addTo("addr", x, outer(u, v), options);

/** beta · x + alpha · Σ a[i] · b[i] over a batch of matrices; as `torch.addbmm`. */
export const addbmm = (x: Tensor, a: Tensor, b: Tensor, options: AddProductOptions = {}): Tensor =>
  addTo("addbmm", x, bmm(a, b).sum(0), options);

/** beta · x + alpha · (a[i] · b[i]) for each of a batch of matrices; as `torch.baddbmm`. */
export const baddbmm = (x: Tensor, a: Tensor, b: Tensor, options: AddProductOptions = {}): Tensor =>
  addTo("baddbmm", x, bmm(a, b), options);

/** Matrix times matrix, nothing broadcast: [m, k] · [k, n] → [m, n]; as `torch.mm`. */
export function mm(a: Tensor, b: Tensor): Tensor {
  needRank("mm", a, 2, "a");
  needRank("mm", b, 2, "b");
  return matmul(a, b);
}

/** The sum of the products of two vectors' elements, the first conjugated; as `torch.vdot`. */
export function vdot(a: Tensor, b: Tensor): Tensor {
  needRank("vdot", a, 1, "a");
  needRank("vdot", b, 1, "b");
  return matmul(a.conj(), b);
}

/** Products of all rows of `a` with all rows of `b`: [..., k], [..., k] → [...a, ...b]; as `torch.inner`. A tensor without dimensions multiplies. */
export function inner(a: Tensor, b: Tensor): Tensor {
  needTensor("inner", a, "a");
  needTensor("inner", b, "b");
  if (a.ndim === 0 || b.ndim === 0) return a.mul(b);
  const k = a.shape.at(-1)!;
  if (b.shape.at(-1) !== k)
    throw new ShapeError(
      `inner: a ${formatShape(a.shape)} and b ${formatShape(b.shape)} do not fit: their last extents must be equal.`,
    );
  const rows = (x: Tensor): Tensor => x.reshape([x.shape.slice(0, -1).reduce((p, n) => p * n, 1), k]);
  return matmul(rows(a), rows(b).t()).reshape([...a.shape.slice(0, -1), ...b.shape.slice(0, -1)]);
}

/** Where to cut so that a chain of matrices with these extents takes the fewest multiplications: cut[i][j] of i…j. */
function cheapestCuts(extents: readonly number[]): number[][] {
  const n = extents.length - 1;
  const cost = Array.from({ length: n }, () => new Float64Array(n));
  const cut = Array.from({ length: n }, (_, i) => Array.from({ length: n }, () => i));
  for (let length = 1; length < n; length++)
    for (let i = 0; i + length < n; i++) {
      const j = i + length;
      cost[i][j] = Infinity;
      for (let k = i; k < j; k++) {
        const total = cost[i][k] + cost[k + 1][j] + extents[i] * extents[k + 1] * extents[j + 1];
        if (total < cost[i][j]) [cost[i][j], cut[i][j]] = [total, k];
      }
    }
  return cut;
}

/**
 * The product of matrices in the order that takes the fewest multiplications, as `torch.chain_matmul` and
 * `torch.linalg.multi_dot`; the first and the last may be vectors.
 *
 * @throws ParameterError, ShapeError
 * @example chainMatmul(ones([2, 3]), ones([3, 4]), ones([4, 1])) // [[12],[12]]
 */
export function chainMatmul(...matrices: readonly Tensor[]): Tensor {
  if (matrices.length === 0) throw new ParameterError("chainMatmul: no matrices were given. Give at least one.");
  needTensors("chainMatmul", matrices, "matrices");
  const last = matrices.length - 1;
  matrices.forEach((x, i) => {
    if (x.ndim !== 2 && !(x.ndim === 1 && last > 0 && (i === 0 || i === last)))
      throw new ShapeError(`chainMatmul: matrices[${i}] ${formatShape(x.shape)} must have 2 dimensions.`);
  });
  const [startsFlat, endsFlat] = [matrices[0].ndim === 1, matrices[last].ndim === 1];
  const chain = matrices.map((x, i) => (x.ndim === 2 ? x : x.unsqueeze(i === 0 ? 0 : 1)));
  const cut = cheapestCuts([...chain.map((x) => x.shape[0]), chain[last].shape[1]]);
  const product = (i: number, j: number): Tensor =>
    i === j ? chain[i] : matmul(product(i, cut[i][j]), product(cut[i][j] + 1, j));
  const y = product(0, last);
  return y.reshape([...(startsFlat ? [] : [y.shape[0]]), ...(endsFlat ? [] : [y.shape[1]])]);
}

const methods = { addmm, addmv, addr, addbmm, baddbmm, mm, vdot, inner } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Non-negative matrix factorisation of X [samples, features] into W [samples, k] times H [k, features], in float64 on the CPU.
import { fromTypedArray, svd, where } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

export interface Factors {
  readonly W: Tensor;
  readonly H: Tensor;
}

/** What a divergence of X from W·H is called. */
export type BetaLoss = "frobenius" | "kullback-leibler" | "itakura-saito";

export interface NmfOptions {
  readonly tol: number;
  readonly maxIter: number;
  /** H stays as it is. */
  readonly isFixed: boolean;
}

const EPSILON = 2 ** -23;

/** A start from the singular vectors: of each pair the positive or the negative halves, whichever are larger. */
export function fromSingularVectors(X: Tensor, k: number, filling: number): Factors {
  const { U, S, Vh } = svd(X, { fullMatrices: false });
  const scale = S.arraySync() as number[];
  const parts = Array.from({ length: k }, (_, j) => {
    const [u, v] = [U.select(1, j), Vh.select(0, j)];
    const halves = [1, -1].map((sign) => [u.mul(sign).relu(), v.mul(sign).relu()] as const);
    const sizes = halves.map(([a, b]) => [a.norm().itemSync(), b.norm().itemSync()] as const);
    const pick = sizes[0][0] * sizes[0][1] > sizes[1][0] * sizes[1][1] ? 0 : 1;
    const [[a, b], [aSize, bSize]] = [halves[pick], sizes[pick]];
    if (j === 0) return [u.abs().mul(Math.sqrt(scale[0])), v.abs().mul(Math.sqrt(scale[0]))] as const;
    const length = Math.sqrt(scale[j] * aSize * bSize);
    return [a.mul(aSize > 0 ? length / aSize : 0), b.mul(bSize > 0 ? length / bSize : 0)] as const;
  });
  const filled = (x: Tensor): Tensor => where(x.lt(1e-6), filling, x);
  const values = (index: 0 | 1, length: number) =>
    fromTypedArray(Float64Array.from(parts.flatMap((part) => part[index].arraySync() as number[])), [k, length], {
      device: "cpu",
    });
  return { W: filled(values(0, X.shape[0]).transpose(0, 1)), H: filled(values(1, X.shape[1])) };
}

/** One round of coordinate descent on W, in place; how far it was from the optimum. G = H·Hᵀ, P = X·Hᵀ. */
function descend(W: Float64Array, G: Float64Array, P: Float64Array, k: number): number {
  let violation = 0;
  for (let t = 0; t < k; t++)
    for (let i = 0; i < W.length; i += k) {
      let gradient = -P[i + t];
      for (let r = 0; r < k; r++) gradient += G[t * k + r] * W[i + r];
      violation += Math.abs(W[i + t] === 0 ? Math.min(0, gradient) : gradient);
      const curvature = G[t * k + t];
      if (curvature !== 0) W[i + t] = Math.max(0, W[i + t] - gradient / curvature);
    }
  return violation;
}

/** Coordinate descent for the squared error. */
export function coordinateDescent(X: Tensor, { W, H }: Factors, { tol, maxIter, isFixed }: NmfOptions): Factors {
  const k = H.shape[0];
  const hostOf = (x: Tensor): Float64Array => Float64Array.from(x.contiguous().dataSync() as Float64Array);
  const [w, h] = [hostOf(W), hostOf(H.transpose(0, 1))];
  const tensorOf = (values: Float64Array) => fromTypedArray(values, [values.length / k, k], { device: "cpu" });
  const round = (x: Tensor, moving: Float64Array, still: Float64Array): number => {
    const other = tensorOf(still);
    const G = other.transpose(0, 1).matmul(other);
    return descend(moving, hostOf(G), hostOf(x.matmul(other)), k);
  };
  const across = X.transpose(0, 1).contiguous();
  let first = 0;
  for (let n = 0; n < maxIter; n++) {
    const violation = round(X, w, h) + (isFixed ? 0 : round(across, h, w));
    if (n === 0) first = violation;
    if (first === 0 || violation / first <= tol) break;
  }
  return { W: tensorOf(w), H: tensorOf(h).transpose(0, 1) };
}

function divergence(X: Tensor, product: Tensor, loss: BetaLoss): number {
  if (loss === "frobenius") return X.sub(product).norm().itemSync();
  const safe = product.clamp({ min: EPSILON });
  const ratio = X.div(safe);
  const total =
    loss === "itakura-saito"
      ? ratio.sub(ratio.log()).sub(1)
      : where(X.gt(EPSILON), X.mul(ratio.clamp({ min: EPSILON }).log()), 0)
          .add(product)
          .sub(X);
  return Math.sqrt(2 * Math.max(0, total.sum().itemSync()));
}

/** Multiplicative updates for any of the divergences. */
export function multiplicativeUpdates(
  X: Tensor,
  start: Factors,
  loss: BetaLoss,
  { tol, maxIter, isFixed }: NmfOptions,
): Factors {
  // prettier-ignore
  const isRoot = loss === "itakura-saito";
  /** W, for H given, and with everything turned H for W. */
  const updated = (x: Tensor, W: Tensor, H: Tensor): Tensor => {
    const Ht = H.transpose(0, 1);
    const product = W.matmul(H);
    const safe = where(product.eq(0), EPSILON, product);
    const [above, below] =
      loss === "frobenius"
        ? [x.matmul(Ht), product.matmul(Ht)]
        : loss === "kullback-leibler"
          ? [x.div(safe).matmul(Ht), H.sum(1, { keepdim: true }).transpose(0, 1)]
          : [x.div(safe.square()).matmul(Ht), safe.reciprocal().matmul(Ht)];
    const factor = above.div(where(below.eq(0), EPSILON, below));
    return W.mul(isRoot ? factor.sqrt() : factor);
  };
  const across = X.transpose(0, 1);
  let { W, H } = start;
  const first = divergence(X, W.matmul(H), loss);
  let last = first;
  for (let n = 1; n <= maxIter; n++) {
    W = updated(X, W, H);
    if (!isFixed) H = updated(across, H.transpose(0, 1), W.transpose(0, 1)).transpose(0, 1);
    if (!(tol > 0) || n % 10 !== 0) continue;
    const error = divergence(X, W.matmul(H), loss);
    if ((last - error) / first < tol) break;
    last = error;
  }
  return { W, H };
}

// Attention: every query reads a mean of the values, weighted by how well the keys fit it.
import { ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, formatShape, type Tensor } from "../tensor/index.js";
import { where } from "./binary.js";
import { arange } from "./create.js";
import { needFloats } from "./formula.js";
import { dropout, type Generator } from "./random.js";
import { softmax } from "./softmax.js";

export interface AttentionOptions {
  /** Broadcast to [..., queries, keys]: bool, true where a key may be read, or numbers added to the scores. */
  readonly attnMask?: Tensor | null;
  /** Share of the weights set to 0, 0…1 (default 0). */
  readonly dropoutP?: number;
  /** Query i reads keys 0…i only; not together with a mask (default false). */
  readonly isCausal?: boolean;
  /** Factor on the scores (default 1 / √width). */
  readonly scale?: number | null;
  /** Of the dropout (default: the default generator). */
  readonly generator?: Generator;
}

/** True where key j ≤ query i: [queries, keys]. */
export function causalMask(like: Tensor, queries: number, keys: number): Tensor {
  const range = (n: number): Tensor => arange(n, { dtype: "int32", device: like.device });
  return range(keys).le(range(queries).unsqueeze(1));
}

/** The scores with −∞ where a bool mask is false, or with a float mask added. */
export function maskScores(op: string, scores: Tensor, mask: Tensor): Tensor {
  const shape = broadcastShapes(op, scores.shape, mask.shape);
  if (shape.length !== scores.ndim || shape.some((n, i) => n !== scores.shape[i]))
    throw new ShapeError(
      `${op}: attnMask ${formatShape(mask.shape)} must broadcast to the scores ${formatShape(scores.shape)}.`,
    );
  return mask.dtype === "bool" ? where(mask, scores, -Infinity) : scores.add(mask);
}

/**
 * softmax(q kᵀ · scale + mask) v, as `torch.nn.functional.scaled_dot_product_attention`.
 *
 * @param query  [..., queries, width]
 * @param key    [..., keys, width]
 * @param value  [..., keys, valueWidth]; leading axes broadcast
 * @returns [..., queries, valueWidth]; NaN where a mask lets a query read nothing
 * @throws ParameterError  a mask together with isCausal; ShapeError, DTypeError
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions = {},
): Tensor {
  const op = "scaledDotProductAttention";
  const { attnMask, dropoutP = 0, isCausal = false, scale, generator } = options;
  needFloats(op, query, key, value);
  if ([query, key, value].some((t) => t.ndim < 2) || query.shape.at(-1) !== key.shape.at(-1) || key.shape.at(-2) !== value.shape.at(-2))
    throw new ShapeError(
      `${op}: query ${formatShape(query.shape)}, key ${formatShape(key.shape)} and value ${formatShape(value.shape)} must be [..., L, E], [..., S, E] and [..., S, V].`,
    ); // prettier-ignore
  if (attnMask && isCausal)
    throw new ParameterError(
      `${op}: isCausal=true and attnMask cannot be combined. Put the causal part into the mask.`,
    );
  const factor = scale ?? 1 / Math.sqrt(query.shape.at(-1)!);
  const scores = query.mul(factor).matmul(key.transpose(-2, -1)); // [..., L, S]
  const mask = isCausal ? causalMask(query, scores.shape.at(-2)!, scores.shape.at(-1)!) : attnMask;
  const weights = softmax(mask ? maskScores(op, scores, mask) : scores, -1);
  const thinned = dropout(weights, { p: dropoutP, training: dropoutP > 0, ...(generator && { generator }) });
  return thinned.matmul(value);
}

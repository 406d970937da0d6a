// Rows of a table by number.
import { differentiable, noGrad } from "../autograd/index.js";
import { DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, type Tensor } from "../tensor/index.js";
import { needFloats } from "./formula.js";

export interface EmbeddingOptions {
  /** Row that gets no gradient; negative counts from the end (default: none). */
  readonly paddingIdx?: number | null;
  /** Rows that are looked up and whose norm exceeds this are first scaled down to it, in place (default: never). */
  readonly maxNorm?: number | null;
  /** Exponent of that norm (default 2). */
  readonly normType?: number;
  /** Divide the gradient of each row by how often it is looked up (default false). */
  readonly scaleGradByFreq?: boolean;
}

/** The row number that `paddingIdx` means, or null. */
export function resolvePadding(op: string, paddingIdx: number | null | undefined, rows: number): number | null {
  if (paddingIdx === null || paddingIdx === undefined) return null;
  if (!Number.isInteger(paddingIdx) || paddingIdx < -rows || paddingIdx >= rows)
    throw new ParameterError(`${op}: paddingIdx=${paddingIdx} must be an integer in ${-rows}…${rows - 1}.`);
  return paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
}

/** How often each row is named: [rows]. */
function frequencies(indices: Tensor, weight: Tensor): Tensor {
  const ones = weight.newZeros(indices.shape).fill_(1);
  return weight.newZeros([weight.shape[0]]).scatterAdd(0, indices, ones);
}

/** Scales down the rows that are looked up and too long. */
function limitNorms(indices: Tensor, weight: Tensor, maxNorm: number, normType: number): void {
  noGrad(() => {
    const norms = weight.norm(normType, 1);
    const tooLong = norms.gt(maxNorm).logicalAnd(frequencies(indices, weight).gt(0));
    // 1e-7: as PyTorch, so that rounding leaves the norm within the limit
    const factor = norms.add(1e-7).reciprocal().mul(maxNorm).where(tooLong, 1);
    weight.copy_(weight.mul(factor.unsqueeze(1)));
  });
}

/**
 * The rows of `weight` that `indices` name, as `torch.nn.functional.embedding`.
 *
 * @param indices  int32, any shape, 0…rows − 1; checked on the CPU, trusted on a GPU
 * @param weight   [rows, width]; with maxNorm it is changed in place
 * @returns [...indices, width]
 * @throws ParameterError, ShapeError, DTypeError
 * @example embedding(tensor([2, 0], { dtype: "int32" }), arange(6).reshape([3, 2])) // [[4,5],[0,1]]
 */
export function embedding(indices: Tensor, weight: Tensor, options: EmbeddingOptions = {}): Tensor {
  const { maxNorm, normType = 2, scaleGradByFreq = false } = options;
  needFloats("embedding", weight);
  if (indices.dtype !== "int32")
    throw new DTypeError(`embedding: indices dtype="${indices.dtype}" must be int32. Use indices.to("int32").`);
  if (weight.ndim !== 2) throw new ShapeError(`embedding: weight ${formatShape(weight.shape)} must be [rows, width].`);
  if (maxNorm != null && !(maxNorm > 0)) throw new ParameterError(`embedding: maxNorm=${maxNorm} must be > 0.`);
  const padding = resolvePadding("embedding", options.paddingIdx, weight.shape[0]);
  const flat = indices.reshape([-1]);
  if (maxNorm != null) limitNorms(flat, weight, maxNorm, normType);
  const shape = [...indices.shape, weight.shape[1]];
  if (padding === null && !scaleGradByFreq) return weight.indexSelect(0, flat).reshape(shape);
  const forward = (): Tensor => weight.indexSelect(0, flat);
  const rows = differentiable("embedding", [weight], forward, () => [
    (g) => {
      const kept = padding === null ? g : g.where(flat.ne(padding).unsqueeze(1), 0);
      const scaled = scaleGradByFreq ? kept.div(frequencies(flat, weight).gather(0, flat).unsqueeze(1)) : kept;
      return weight.newZeros(weight.shape).indexAdd(0, flat, scaled);
    },
  ]);
  return rows.reshape(shape);
}

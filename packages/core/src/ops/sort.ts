// Order along one dimension.
import { dispatch } from "../backend/index.js";
import { DTypeError, ParameterError } from "../errors/index.js";
import { formatShape, isComplex, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";
import { attachMethods, type MethodsOf } from "./method.js";
import type { ValuesAndIndices } from "./reduce.js";

export interface SortOptions {
  /** Dimension to sort along (default the last). */
  readonly dim?: number;
  /** Largest first (default false). */
  readonly descending?: boolean;
}

/** The elements in order along one dimension, and where each stood (int32). Equal elements keep their order; NaN is the largest. */
export function sort(x: Tensor, { dim = -1, descending = false }: SortOptions = {}): ValuesAndIndices {
  needTensor("sort", x);
  const d = normalizeDim("sort", dim, x.ndim);
  if (isComplex(x.dtype)) throw new DTypeError(`sort: dtype="${x.dtype}" is complex and has no order. Sort .abs().`);
  if (x.ndim === 0) return { values: x.clone(), indices: x.newZeros([], { dtype: "int32" }) };
  const outputs = [{ shape: x.shape, dtype: x.dtype }, { shape: x.shape, dtype: "int32" as const }]; // prettier-ignore
  const [values, indices] = dispatch("sort", [x], outputs, { dim: d, descending });
  return { values: x.requiresGrad ? x.gather(d, indices) : values, indices };
}

/** The positions (int32) that would sort the elements. */
export function argsort(x: Tensor, options: SortOptions = {}): Tensor {
  needTensor("argsort", x);
  return sort(x.detach(), options).indices;
}

/** The k largest (or smallest) elements along one dimension, in order, and where they stood. */
export function topk(
  x: Tensor,
  k: number,
  { dim = -1, largest = true }: { dim?: number; largest?: boolean } = {},
): ValuesAndIndices {
  needTensor("topk", x);
  const d = normalizeDim("topk", dim, x.ndim);
  if (!Number.isInteger(k) || k < 0 || k > (x.shape[d] ?? 1))
    throw new ParameterError(
      `topk: k=${k} must be an integer in 0…${x.shape[d] ?? 1}, the extent of dimension ${d} of ${formatShape(x.shape)}.`,
    );
  const { values, indices } = sort(x, { dim: d, descending: largest });
  if (x.ndim === 0) return { values, indices };
  return { values: values.narrow(d, 0, k), indices: indices.narrow(d, 0, k) };
}

/** The elements in order along the first dimension; as `torch.msort`. */
export const msort = (x: Tensor): Tensor => sort(x, { dim: 0 }).values;

const methods = { sort, argsort, topk, msort } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

// Order along one dimension.
import { dispatch } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { formatShape, normalizeDim, type Tensor } from "../tensor/index.js";
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
  if (x.ndim === 0) return { values: x, indices: x.detach().mul(0).to("int32") };
  const d = normalizeDim("sort", dim, x.ndim);
  const outputs = [{ shape: x.shape, dtype: x.dtype }, { shape: x.shape, dtype: "int32" as const }]; // prettier-ignore
  const [values, indices] = dispatch("sort", [x], outputs, { dim: d, descending });
  return { values: x.requiresGrad ? x.gather(d, indices) : values, indices };
}

/** The positions (int32) that would sort the elements. */
export const argsort = (x: Tensor, options: SortOptions = {}): Tensor => sort(x.detach(), options).indices;

/** The k largest (or smallest) elements along one dimension, in order, and where they stood. */
export function topk(
  x: Tensor,
  k: number,
  { dim = -1, largest = true }: { dim?: number; largest?: boolean } = {},
): ValuesAndIndices {
  const d = normalizeDim("topk", dim, x.ndim);
  if (!Number.isInteger(k) || k < 0 || k > (x.shape[d] ?? 1))
    throw new ParameterError(
      `topk: k=${k} must be an integer in 0…${x.shape[d]}, the extent of dimension ${d} of ${formatShape(x.shape)}.`,
    );
  const { values, indices } = sort(x, { dim: d, descending: largest });
  return { values: values.narrow(d, 0, k), indices: indices.narrow(d, 0, k) };
}

const methods = { sort, argsort, topk } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

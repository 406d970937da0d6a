// Elements laid out anew: grids, repeats, turns.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needList, needTensor, needTensors, normalizeDim, Tensor } from "../tensor/index.js";
import { flip } from "./gather.js";
import { repeat } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { listOf, type ShapeArgs } from "./views.js";

/**
 * One tensor per coordinate of a grid: the k-th holds the k-th vector's values along dimension k. Views of the vectors.
 *
 * @param vectors  one-dimensional, or single numbers
 * @param options.indexing  "ij" (default): output [n0, n1, …]; "xy": the first two swapped, [n1, n0, …], as in plots
 * @throws ShapeError  a vector has more than one dimension
 * @example meshgrid([arange(2), arange(3)])[1] // [[0,1,2],[0,1,2]]
 */
export function meshgrid(
  vectors: readonly Tensor[],
  { indexing = "ij" }: { readonly indexing?: "ij" | "xy" } = {},
): Tensor[] {
  needTensors("meshgrid", vectors, "vectors");
  if (vectors.length === 0) throw new ParameterError("meshgrid: vectors=[] is empty. Give at least one.");
  vectors.forEach((v, i) => {
    if (v.ndim > 1)
      throw new ShapeError(`meshgrid: vectors[${i}] ${formatShape(v.shape)} must have at most 1 dimension.`);
  });
  const shape = vectors.map((v) => v.numel);
  return vectors.map((v, i) => {
    const grid = v.reshape(shape.map((n, k) => (k === i ? n : 1))).expand(shape);
    return indexing === "xy" && vectors.length > 1 ? grid.transpose(0, 1) : grid;
  });
}

/** The tensor repeated along each dimension, as `torch.tile`: missing leading counts are 1. */
export function tile(x: Tensor, ...args: ShapeArgs): Tensor {
  needTensor("tile", x);
  const counts = listOf(args);
  return repeat(x, ...Array.from({ length: Math.max(0, x.ndim - counts.length) }, () => 1), ...counts);
}

/**
 * Every element repeated on the spot, as `torch.repeat_interleave`.
 *
 * @param repeats  integer ≥ 0 for all elements along `dim`, or one for each; a tensor of them is read, so on the CPU
 * @param dim  default: the tensor is flattened first
 * @throws ParameterError
 * @example repeatInterleave(tensor([1, 2]), 2) // [1,1,2,2]
 */
export function repeatInterleave(x: Tensor, repeats: number | readonly number[] | Tensor, dim?: number): Tensor {
  needTensor("repeatInterleave", x);
  if (repeats instanceof Tensor) return repeatInterleave(x, countsOf(repeats), dim);
  if (dim === undefined) return repeatInterleave(x.reshape([-1]), repeats, 0);
  const d = normalizeDim("repeatInterleave", dim, x.ndim);
  const extent = x.shape[d] ?? 1;
  const counts = typeof repeats === "number" ? Array.from({ length: extent }, () => repeats) : repeats;
  needList("repeatInterleave", counts, "repeats");
  if (counts.length !== extent || [repeats].flat().some((n) => !Number.isInteger(n) || n < 0))
    throw new ParameterError(
      `repeatInterleave: repeats=${typeof repeats === "number" ? repeats : formatShape(repeats)} must be an integer ≥ 0, or ${extent} of them for dimension ${d} of ${formatShape(x.shape)}.`,
    );
  const own = x.ndim === 0 ? x.reshape([1]) : x;
  const index = counts.flatMap((n, i) => Array.from({ length: n }, () => i));
  return own.indexSelect(d, own.newTensor(Int32Array.from(index)));
}

function countsOf(repeats: Tensor): number | number[] {
  if (repeats.device !== "cpu" || repeats.dtype !== "int32")
    throw new ParameterError(
      `repeatInterleave: repeats=${repeats.dtype} tensor on "${repeats.device}" must be int32 on the CPU. Give a list of numbers.`,
    );
  const counts = [...repeats.dataSync()];
  return counts.length === 1 ? counts[0] : counts;
}

/** The plane of two dimensions turned by `k` quarters from the first towards the second, as `torch.rot90`. */
export function rot90(x: Tensor, k = 1, dims: readonly [number, number] = [0, 1]): Tensor {
  needTensor("rot90", x);
  needList("rot90", dims, "dims");
  const [a, b] = dims.map((d) => normalizeDim("rot90", d, x.ndim));
  if (!Number.isInteger(k) || dims.length !== 2 || a === b)
    throw new ParameterError(`rot90: k=${k}, dims=${formatShape(dims)} must be an integer and two dimensions.`);
  const quarters = ((k % 4) + 4) % 4;
  if (quarters === 0) return x.clone();
  if (quarters === 2) return flip(x, [a, b]);
  return flip(x, quarters === 1 ? b : a).transpose(a, b);
}

/** The columns in reverse order: flipped along the second dimension; as `torch.fliplr`. */
export function fliplr(x: Tensor): Tensor {
  needTensor("fliplr", x);
  if (x.ndim < 2) throw new ShapeError(`fliplr: shape=${formatShape(x.shape)} must have at least 2 dimensions.`);
  return flip(x, 1);
}

/** The rows in reverse order: flipped along the first dimension; as `torch.flipud`. */
export function flipud(x: Tensor): Tensor {
  needTensor("flipud", x);
  if (x.ndim < 1) throw new ShapeError("flipud: a tensor without dimensions has no rows. Use unsqueeze().");
  return flip(x, 0);
}

const methods = { tile, repeatInterleave, rot90, fliplr, flipud } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

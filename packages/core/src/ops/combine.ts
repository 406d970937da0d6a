// Every element of some vectors with every element of others.
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, needTensor, needTensors, type Tensor } from "../tensor/index.js";
import { meshgrid } from "./arrange.js";
import { stack } from "./join.js";
import { attachMethods, type MethodsOf } from "./method.js";

/**
 * All tuples with one element of each vector, the last vector running fastest; as `torch.cartesian_prod`.
 *
 * @param vectors  one-dimensional
 * @returns [tuples, vectors]; a single vector as it is
 * @throws ParameterError, ShapeError
 * @example cartesianProd(tensor([1, 2]), tensor([3, 4])) // [[1,3],[1,4],[2,3],[2,4]]
 */
export function cartesianProd(...vectors: readonly Tensor[]): Tensor {
  if (vectors.length === 0) throw new ParameterError("cartesianProd: no vectors were given. Give at least one.");
  needTensors("cartesianProd", vectors, "vectors");
  vectors.forEach((v, i) => {
    if (v.ndim !== 1)
      throw new ShapeError(`cartesianProd: vectors[${i}] ${formatShape(v.shape)} must be one-dimensional.`);
  });
  if (vectors.length === 1) return vectors[0];
  return stack(meshgrid(vectors).map((grid) => grid.reshape([-1])), 1); // prettier-ignore
}

/** Increasing lists of `size` positions below `n`; also equal ones with replacement. */
function choices(n: number, size: number, withReplacement: boolean): number[][] {
  if (size === 0) return [[]];
  return choices(n, size - 1, withReplacement).flatMap((head) => {
    const first = head.length === 0 ? 0 : head[head.length - 1] + (withReplacement ? 0 : 1);
    return Array.from({ length: Math.max(0, n - first) }, (_, i) => [...head, first + i]);
  });
}

/**
 * All ways to choose `size` elements of a vector, in the order of their places; as `torch.combinations`.
 *
 * @param x  one-dimensional
 * @param size  integer ≥ 0 (default 2)
 * @param options.withReplacement  an element may be chosen again (default false)
 * @returns [ways, size]
 * @throws ParameterError, ShapeError
 * @example combinations(tensor([1, 2, 3])) // [[1,2],[1,3],[2,3]]
 */
export function combinations(x: Tensor, size = 2, { withReplacement = false } = {}): Tensor {
  needTensor("combinations", x);
  if (x.ndim !== 1) throw new ShapeError(`combinations: shape=${formatShape(x.shape)} must be one-dimensional.`);
  if (!Number.isInteger(size) || size < 0)
    throw new ParameterError(`combinations: size=${size} must be an integer ≥ 0.`);
  if (size === 0) return x.newZeros([0]);
  const places = choices(x.numel, size, withReplacement);
  const index = x.newTensor(Int32Array.from(places.flat()));
  return x.indexSelect(0, index).reshape([places.length, size]);
}

const methods = { combinations } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);

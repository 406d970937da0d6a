// Random matrices and distances, for the tests in this folder.
import { isComplex, type DType, type Shape, type Tensor } from "../../tensor/index.js";
import { complex } from "../complex.js";
import { randn, Generator } from "../random.js";
import { eye } from "../sequences.js";

export type Double = "float64" | "complex128";

/** Normal random numbers, always the same for a seed. */
export function noise(shape: Shape, dtype: DType = "float64", seed = 1): Tensor {
  const part = (s: number): Tensor => randn(shape, { dtype: "float64", generator: new Generator(s) });
  const wide = isComplex(dtype) ? complex(part(seed), part(seed + 1000)) : part(seed);
  return wide.to(dtype);
}

/** Hermitian and positive definite. */
export const definite = (x: Tensor): Tensor => x.matmul(x.mH).add(eye(x.shape.at(-1)!, { dtype: x.dtype }));
export const hermitian = (x: Tensor): Tensor => x.add(x.mH).mul(0.5);

/** The largest difference of two elements; a NaN is infinitely far. */
export function distance(a: Tensor, b: Tensor): number {
  if (a.shape.join() !== b.shape.join()) return Infinity;
  if (a.numel === 0) return 0;
  const far = a.sub(b).abs().amax().itemSync();
  return Number.isNaN(far) ? Infinity : far;
}

/** How far the columns of x are from orthonormal. */
export const distanceFromUnitary = (x: Tensor): number =>
  distance(x.mH.matmul(x), eye(x.shape.at(-1)!, { dtype: x.dtype }).expand([...x.shape.slice(0, -2), x.shape.at(-1)!, x.shape.at(-1)!])); // prettier-ignore

/** Hilbert's matrix 1 / (i + j + 1), as ill-conditioned as they come. */
export const hilbert = (n: number): readonly (readonly number[])[] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => 1 / (i + j + 1)));

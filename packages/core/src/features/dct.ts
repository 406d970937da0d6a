// Matrices of the discrete cosine transforms, in double precision.
import { ParameterError } from "../errors/index.js";

export type DctType = 1 | 2 | 3;

/** Weight of input n in output k, before orthonormal scaling. */
const KERNEL: Record<DctType, (k: number, n: number, size: number) => number> = {
  1: (k, n, size) => (n === 0 || n === size - 1 ? 1 : 2) * Math.cos((Math.PI * k * n) / (size - 1)),
  2: (k, n, size) => 2 * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * size)),
  3: (k, n, size) => (n === 0 ? 1 : 2 * Math.cos((Math.PI * n * (2 * k + 1)) / (2 * size))),
};

/** Factor that makes the transform orthonormal. */
const ORTHO: Record<DctType, (k: number, n: number, size: number) => number> = {
  1: (k, n, size) => {
    const isEdge = (i: number): boolean => i === 0 || i === size - 1;
    return Math.sqrt(1 / (2 * (size - 1))) * (isEdge(n) ? Math.SQRT2 : 1) * (isEdge(k) ? Math.SQRT1_2 : 1);
  },
  2: (k, _, size) => Math.sqrt(1 / (k === 0 ? 4 * size : 2 * size)),
  3: (_, n, size) => Math.sqrt(1 / (n === 0 ? size : 2 * size)),
};

/** The first `rows` rows of the transform of `size` values. @source scipy.fft.dct */
export function dctValues(
  op: string,
  size: number,
  rows: number,
  { type, norm }: { type: DctType; norm: "ortho" | null },
): Float64Array {
  if (!(type in KERNEL)) throw new ParameterError(`${op}: dctType=${String(type)} must be 1, 2 or 3.`);
  if (type === 1 && size < 2) throw new ParameterError(`${op}: dctType=1 needs at least 2 bands, got ${size}.`);
  return Float64Array.from({ length: rows * size }, (_, i) => {
    const [k, n] = [Math.floor(i / size), i % size];
    return KERNEL[type](k, n, size) * (norm === "ortho" ? ORTHO[type](k, n, size) : 1);
  });
}

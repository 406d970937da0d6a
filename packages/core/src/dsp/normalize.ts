import { ParameterError } from "../errors/index.js";
import { isComplex, isDouble, needTensor, normalizeDim, type Tensor } from "../tensor/index.js";

/** The smallest normal number: norms below it count as zero. */
export const tinyOf = (x: Tensor): number => (isDouble(x.dtype) ? 2 ** -1022 : 2 ** -126);

export interface NormalizeOptions {
  /** Exponent > 0, 0 to count non-zeros, Infinity for the largest and -Infinity for the smallest magnitude; null: as is (default Infinity). */
  readonly norm?: number | null;
  /** Dimension along which the norm becomes 1; null: all of them (default 0). */
  readonly dim?: number | null;
  /** Norms below this count as zero, > 0 (default: the smallest normal number). */
  readonly threshold?: number;
  /** What becomes of slices whose norm is zero: null leaves them, false sets them to 0, true to a constant of norm 1 (default null). */
  readonly fill?: boolean | null;
}

/**
 * Scales slices to norm 1.
 *
 * @param S        real or complex, any shape
 * @param options.norm       exponent (default Infinity)
 * @param options.dim        dimension of the slices (default 0)
 * @param options.threshold  least norm that counts, > 0
 * @param options.fill       treatment of silent slices (default null: left as they are)
 * @returns shape of S, unitless
 * @throws ParameterError  threshold not > 0, norm NaN or negative, fill: true with norm 0
 * @source librosa.util.normalize
 * @example normalize(tensor([1, -4])).arraySync() // [0.25, -1]
 */
export function normalize(
  S: Tensor,
  { norm = Infinity, dim = 0, threshold, fill = null }: NormalizeOptions = {},
): Tensor {
  needTensor("normalize", S, "S");
  if (threshold !== undefined && !(threshold > 0))
    throw new ParameterError(`normalize: threshold=${threshold} must be > 0.`);
  if (norm === null) return S;
  if (Number.isNaN(norm) || (norm < 0 && norm !== -Infinity))
    throw new ParameterError(`normalize: norm=${norm} must be ≥ 0, Infinity, -Infinity or null.`);
  if (fill === true && norm === 0)
    throw new ParameterError("normalize: fill=true has no meaning for norm=0. Use false or null.");
  const d = dim === null ? Array.from(S.shape, (_, i) => i) : [normalizeDim("normalize", dim, S.ndim)];
  const count = d.reduce((product, axis) => product * S.shape[axis], 1);
  const length = S.abs().norm(norm, { dim: d, keepdim: true });
  const isSmall = length.lt(threshold ?? tinyOf(S));
  const scaled = S.div(length.where(isSmall.logicalNot(), 1));
  if (fill === null) return scaled;
  // A constant of norm 1; 1 for the extreme norms.
  const value = fill ? (Number.isFinite(norm) ? count ** (-1 / norm) : 1) : 0;
  return isComplex(S.dtype)
    ? scaled.mul(isSmall.logicalNot().to(S.dtype)).add(isSmall.to(S.dtype).mul(value))
    : scaled.where(isSmall.logicalNot(), value);
}

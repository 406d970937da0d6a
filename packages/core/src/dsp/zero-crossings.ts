import { ParameterError } from "../errors/index.js";
import { cat, full } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

export interface ZeroCrossingOptions {
  /** |y| up to this counts as zero, ≥ 0 (default 1e-10). */
  readonly threshold?: number;
  /** Factor on the threshold, or a function of |y| that gives it (default 1). */
  readonly refMagnitude?: number | ((magnitude: Tensor) => Tensor);
  /** The first sample counts as a crossing (default true). */
  readonly pad?: boolean;
  /** Zero counts as positive (default true); false: as a sign of its own. */
  readonly zeroPos?: boolean;
}

const bits = new DataView(new ArrayBuffer(4));

/** The largest float32 that is not above `x`: comparing float32 samples with it is comparing them with `x` itself. */
function floorToSingle(x: number): number {
  const single = Math.fround(x);
  if (!(single > x)) return single;
  bits.setFloat32(0, single);
  bits.setUint32(0, bits.getUint32(0) - 1);
  return bits.getFloat32(0);
}

/** Whether the sign changes between neighbours: [..., n] → bool [..., n - 1]. */
export function signChanges(
  op: string,
  y: Tensor,
  { threshold = 1e-10, refMagnitude, zeroPos = true }: ZeroCrossingOptions,
): Tensor {
  if (!(threshold >= 0)) throw new ParameterError(`${op}: threshold=${threshold} must be ≥ 0.`);
  const scaled =
    typeof refMagnitude === "function"
      ? refMagnitude(y.detach().abs()).mul(threshold)
      : threshold * (refMagnitude ?? 1);
  const limit = typeof scaled === "number" && y.dtype === "float32" ? floorToSingle(scaled) : scaled;
  const n = y.shape.at(-1)!;
  const changes = (sign: Tensor): Tensor => sign.narrow(-1, 1, n - 1).ne(sign.narrow(-1, 0, n - 1));
  const isNegative = y.lt(typeof limit === "number" ? -limit : limit.neg());
  return zeroPos ? changes(isNegative) : changes(y.gt(limit).to("int32").sub(isNegative.to("int32")));
}

/**
 * Where a signal changes its sign.
 *
 * @param y        real, [..., samples]
 * @param options.threshold     |y| up to this counts as zero, ≥ 0 (default 1e-10)
 * @param options.refMagnitude  factor on the threshold, or a function of |y|
 * @param options.pad           the first sample counts as a crossing (default true)
 * @param options.zeroPos       zero counts as positive (default true)
 * @param options.dim           dimension of time (default -1)
 * @returns bool, shape of y: true where the sample differs in sign from the one before
 * @throws ParameterError  threshold negative
 * @source librosa.zero_crossings
 * @example zeroCrossings(tensor([1, -1, 1])).arraySync() // [true, true, true]
 */
export function zeroCrossings(
  y: Tensor,
  { dim = -1, pad = true, ...options }: ZeroCrossingOptions & { readonly dim?: number } = {},
): Tensor {
  checkSignal("zeroCrossings", y);
  const d = normalizeDim("zeroCrossings", dim, y.ndim);
  const rows = y.transpose(d, -1);
  const start = full([...rows.shape.slice(0, -1), 1], Number(pad), { dtype: "bool", device: y.device });
  return cat([start, signChanges("zeroCrossings", rows, options)], -1).transpose(d, -1);
}

import { ifft, rfft } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";
import { checkInteger, checkSignal } from "./checks.js";
import { constant } from "./constant.js";

export interface HilbertOptions {
  /** Points of the transform: the signal is cut or padded with zeros, integer ≥ 1 (default: its samples). */
  readonly N?: number;
  /** Dimension of time (default -1). */
  readonly dim?: number;
}

/** The analytic signal along the last dimension: [..., samples] → complex [..., n]. */
export function analytic(x: Tensor, n: number): Tensor {
  const bins = Math.floor(n / 2) + 1;
  // Negative frequencies go, positive ones take their place; bins 0 and n/2 have no partner.
  const weights = new Float64Array(bins).fill(2);
  weights[0] = 1;
  if (n % 2 === 0) weights[bins - 1] = 1;
  const half = rfft(x, { n }).mul(constant(weights, [bins], x.dtype, x.device));
  return ifft(half.pad([0, n - bins]));
}

/**
 * Analytic signal: the signal plus i times its Hilbert transform, so that its spectrum has no negative frequencies.
 *
 * @param x        real, [..., samples]
 * @param options.N    points, integer ≥ 1; cuts or pads with zeros (default: the samples)
 * @param options.dim  dimension of time (default -1)
 * @returns complex64 (complex128 for float64), shape of x with N along `dim`, unit of x; the real part is x. Periodic: the end
 *          of the signal meets its start. Silence gives 0, a constant itself
 * @throws ParameterError  N no integer ≥ 1; DTypeError: x not real
 * @source scipy.signal.hilbert
 * @example hilbert(y).abs().amax()
 */
export function hilbert(x: Tensor, { N, dim = -1 }: HilbertOptions = {}): Tensor {
  checkSignal("hilbert", x, "x");
  const d = normalizeDim("hilbert", dim, x.ndim);
  const n = N ?? x.shape[d];
  checkInteger("hilbert", "N", n, 1);
  return d === x.ndim - 1 ? analytic(x, n) : analytic(x.transpose(d, -1), n).transpose(d, -1);
}

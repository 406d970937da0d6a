import { ParameterError } from "../errors/index.js";
import { irfft, rfft } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";

export interface CrossCorrelateOptions {
  /** All lags, as many as `a` has samples, or those where the shorter lies wholly inside (default "full"). */
  readonly mode?: "full" | "same" | "valid";
  /** Divide by the root of both energies (default false). */
  readonly normalize?: boolean;
}

/**
 * Cross-correlation of two signals: Σ a[n + lag] · b[n], by FFT.
 *
 * @param a        real, [..., samples]
 * @param b        real, [..., samples]; the leading dimensions broadcast
 * @param options.mode       "full", "same" or "valid" (default "full")
 * @param options.normalize  divide by √(Σa² · Σb²) (default false)
 * @returns [..., lags]; "full": a.length + b.length - 1 lags, the first is -(b.length - 1); "same": a.length from the middle of
 *          these; "valid": |a.length - b.length| + 1. Unit of a times b, or -1…1 when normalised, where silence gives 0
 * @throws ParameterError  unknown mode
 * @source scipy.signal.correlate
 * @example crossCorrelate(tensor([0, 0, 1]), tensor([1, 0, 0])).arraySync() // [0, 0, 0, 0, 1]
 */
export function crossCorrelate(
  a: Tensor,
  b: Tensor,
  { mode = "full", normalize = false }: CrossCorrelateOptions = {},
): Tensor {
  checkSignal("crossCorrelate", a, "a");
  checkSignal("crossCorrelate", b, "b");
  if (mode !== "full" && mode !== "same" && mode !== "valid")
    throw new ParameterError(`crossCorrelate: mode="${String(mode)}" must be "full", "same" or "valid".`);
  const [na, nb] = [a.shape.at(-1)!, b.shape.at(-1)!];
  const lags = na + nb - 1;
  const n = 2 ** Math.ceil(Math.log2(lags));
  // Padded in front by all but one sample of b, the first lag comes first.
  const cross = rfft(a.pad([nb - 1, 0]), { n }).mul(rfft(b, { n }).conj());
  const all = irfft(cross, { n }).narrow(-1, 0, lags);
  const [start, count] =
    mode === "full"
      ? [0, lags]
      : mode === "same"
        ? [Math.floor((lags - na) / 2), na]
        : [Math.min(na, nb) - 1, Math.abs(na - nb) + 1];
  const chosen = all.narrow(-1, start, count);
  if (!normalize) return chosen;
  const energy = (x: Tensor): Tensor => x.square().sum(-1, { keepdim: true });
  const both = energy(a).mul(energy(b));
  // Without energy the sums are 0, and stay so.
  return chosen.div(both.add(both.eq(0).to(both.dtype)).sqrt());
}

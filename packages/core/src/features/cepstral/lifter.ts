import { checkInteger, checkSignal } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { ParameterError } from "../../errors/index.js";
import { normalizeDim, type Tensor } from "../../tensor/index.js";

export interface LifterOptions {
  /** First quefrency of the other side, samples, integer ≥ 1. */
  readonly cutoff: number;
  /** "low" keeps quefrencies below cutoff, which are the envelope; "high" the others, which are the pitch (default "low"). */
  readonly pass?: "low" | "high";
  /** Dimension of quefrency (default -1). */
  readonly dim?: number;
}

/**
 * A part of a cepstrum, on both sides of quefrency 0.
 *
 * @param cepstrum  real, [..., n], as from `cepstrum`
 * @param options.cutoff  samples, integer ≥ 1: quefrencies below it, with their mirror images n - 1, n - 2, …, are low
 * @param options.pass    "low" or "high" (default "low")
 * @param options.dim     dimension of quefrency (default -1)
 * @returns shape of cepstrum, unit of cepstrum, zeros where it does not pass. Low and high add up to the whole
 * @throws ParameterError  cutoff < 1, unknown pass; ShapeError: no quefrencies
 * @source Bogert, Healy & Tukey 1963
 * @example lifter(tensor([4, 3, 2, 1, 2, 3]), { cutoff: 2 }).arraySync() // [4, 3, 0, 0, 0, 3]
 */
export function lifter(cepstrum: Tensor, { cutoff, pass = "low", dim = -1 }: LifterOptions = {} as never): Tensor {
  checkSignal("lifter", cepstrum, "cepstrum");
  checkInteger("lifter", "cutoff", cutoff, 1);
  if (pass !== "low" && pass !== "high")
    throw new ParameterError(`lifter: pass="${String(pass)}" must be "low" or "high".`);
  const d = normalizeDim("lifter", dim, cepstrum.ndim);
  const n = cepstrum.shape[d];
  const mask = Float64Array.from({ length: n }, (_, q) => Number(Math.min(q, n - q) < cutoff === (pass === "low")));
  const shape = Array.from({ length: cepstrum.ndim - d }, (_, i) => (i === 0 ? n : 1));
  return cepstrum.mul(constant(mask, shape, cepstrum.dtype, cepstrum.device));
}

import { ParameterError } from "../../errors/index.js";
import { complex, irfft, rfft, zerosLike } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkPositive, checkSignal } from "../../dsp/checks.js";

export interface CepstrumOptions {
  /** "real", or "power": the squared spectrum of the logarithm of the power (default "real"). */
  readonly type?: "real" | "power";
  /** Points of the transform, integer ≥ 1: the signal is cut or padded with zeros (default: its samples). */
  readonly nFft?: number;
  /** Floor on the magnitudes, > 0 (default 1e-10). */
  readonly amin?: number;
}

/** Logarithms of magnitudes [..., bins], real, as a real cepstrum of n points [..., n]. */
export const cepstrumOfLog = (log: Tensor, n: number): Tensor => irfft(complex(log, zerosLike(log)), { n });

/**
 * Cepstrum of a signal or of frames: the inverse transform of the logarithm of its magnitudes. Echoes and pitch periods
 * become peaks, the resonances stay near 0.
 *
 * @param y  real, [..., samples]
 * @param options.type  "real", or Bogert's "power" cepstrum, (2 · real)² (default "real")
 * @param options.nFft  points, integer ≥ 1 (default: the samples)
 * @param options.amin  floor on the magnitudes, > 0 (default 1e-10)
 * @returns [..., nFft], over quefrencies in samples, even around 0; in nepers, or their square for "power". Silence gives
 *          log(amin) at 0. Gradients flow where magnitudes exceed amin
 * @throws ParameterError  nFft < 1, amin not > 0, unknown type; ShapeError: no samples
 * @source Bogert, Healy & Tukey 1963; MATLAB Signal Processing Toolbox, rceps
 * @example cepstrum(y, { nFft: 512 }).shape // [512]
 */
export function cepstrum(y: Tensor, { type = "real", nFft, amin = 1e-10 }: CepstrumOptions = {}): Tensor {
  checkSignal("cepstrum", y);
  if (type !== "real" && type !== "power")
    throw new ParameterError(`cepstrum: type="${String(type)}" must be "real" or "power". See complexCepstrum for phases.`); // prettier-ignore
  const n = nFft ?? y.shape.at(-1)!;
  checkInteger("cepstrum", "nFft", n, 1);
  checkPositive("cepstrum", "amin", amin);
  const log = rfft(y, { n }).abs().clamp({ min: amin }).log();
  const real = cepstrumOfLog(log, n);
  return type === "real" ? real : real.mul(2).square();
}

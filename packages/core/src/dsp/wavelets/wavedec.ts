import { ParameterError, ShapeError } from "../../errors/index.js";
import { needList, type Tensor } from "../../tensor/index.js";
import { checkInteger } from "../checks.js";
import { alongLast, analysisStep, dwtMaxLevel, type DwtOptions } from "./dwt.js";
import { checkMode } from "./extend-signal.js";
import { idwt } from "./idwt.js";
import { toWavelet, type Wavelet } from "./wavelet.js";

export interface WavedecOptions extends DwtOptions {
  /** Levels, integer ≥ 0 (default dwtMaxLevel(samples, wavelet)). */
  readonly level?: number;
}

/**
 * Multilevel discrete wavelet transform: each level takes the approximation of the one before apart.
 *
 * @param data     real, [..., samples]
 * @param wavelet  one with filters, or its name
 * @param options.mode   beyond the ends (default "symmetric")
 * @param options.level  integer ≥ 0 (default dwtMaxLevel(samples, wavelet))
 * @param options.dim    dimension of the samples (default -1)
 * @returns [cA_n, cD_n, …, cD_1], coarse to fine, n = level; unit of data. Silence gives zeros
 * @throws ParameterError  level no integer ≥ 0, unknown wavelet or mode; ShapeError: no samples
 * @source pywt.wavedec
 * @example wavedec(y, "db4", { level: 3 }).length // 4
 */
export function wavedec(
  data: Tensor,
  wavelet: Wavelet | string,
  { mode = "symmetric", level, dim = -1 }: WavedecOptions = {},
): Tensor[] {
  const bank = toWavelet("wavedec", wavelet);
  checkMode("wavedec", mode);
  const { x, restore } = alongLast("wavedec", data, dim);
  const levels = level ?? dwtMaxLevel(x.shape.at(-1)!, bank);
  checkInteger("wavedec", "level", levels, 0);
  const details: Tensor[] = [];
  let approximation = x;
  for (let i = 0; i < levels; i++) {
    const { cA, cD } = analysisStep(approximation, bank, mode);
    details.unshift(restore(cD));
    approximation = cA;
  }
  return [restore(approximation), ...details];
}

/**
 * The signal that a multilevel discrete wavelet transform came from.
 *
 * @param coeffs   [cA_n, cD_n, …, cD_1] as wavedec returns them; null for a level of zeros
 * @param wavelet  one with filters, or its name
 * @param options.mode  that of wavedec (default "symmetric")
 * @param options.dim   dimension of the coefficients (default -1)
 * @returns [..., samples], unit of the coefficients; one more than an odd signal had
 * @throws ParameterError  no coefficients, unknown wavelet or mode; ShapeError: lengths that no wavedec gives
 * @source pywt.waverec
 * @example waverec(wavedec(y, "db4"), "db4").shape // [11026]
 */
export function waverec(
  coeffs: readonly (Tensor | null)[],
  wavelet: Wavelet | string,
  { mode = "symmetric", dim = -1 }: DwtOptions = {},
): Tensor {
  needList("waverec", coeffs, "coeffs");
  if (coeffs.length === 0 || (coeffs.length === 1 && !coeffs[0]))
    throw new ParameterError("waverec: coeffs=[] must hold at least the approximation. Give what wavedec returns.");
  let approximation = coeffs[0];
  for (const detail of coeffs.slice(1)) {
    if (!approximation && !detail) continue;
    if (approximation && detail) {
      const [have, want] = [approximation.shape.at(dim), detail.shape.at(dim)];
      // The reconstruction of an odd signal is one sample longer.
      if (have !== undefined && want !== undefined && have === want + 1)
        approximation = approximation.narrow(dim, 0, want);
      else if (have !== want)
        throw new ShapeError(
          `waverec: ${want} details do not fit an approximation of ${have}. Give all levels of one wavedec.`,
        );
    }
    approximation = idwt(approximation, detail, wavelet, { mode, dim });
  }
  if (!approximation) throw new ParameterError("waverec: coeffs are all null: nothing to reconstruct.");
  return approximation;
}

import { DTypeError, ParameterError } from "../../errors/index.js";
import { where, zerosLike } from "../../ops/index.js";
import { isComplex, isFloatingPoint, needTensor, type Tensor } from "../../tensor/index.js";

export type ThresholdMode = "soft" | "hard" | "garrote" | "greater" | "less";
const MODES: readonly ThresholdMode[] = ["soft", "hard", "garrote", "greater", "less"];

export interface WaveletThresholdOptions {
  /** What happens to values beyond and below (default "soft"). */
  readonly mode?: ThresholdMode;
  /** Stands for what is cut (default 0). */
  readonly substitute?: number;
}

/** @throws DTypeError */
function checkValues(op: string, data: Tensor): void {
  needTensor(op, data, "data");
  if (!isFloatingPoint(data.dtype) && !isComplex(data.dtype))
    throw new DTypeError(`${op}: data has dtype="${data.dtype}" but must be floating. Convert with .to("float32").`);
}

/** data · max(1 − (value / |data|)^power, 0), with a finite gradient where data is 0. */
function shrunk(data: Tensor, magnitude: Tensor, value: Tensor | number, power: 1 | 2): Tensor {
  const kept = magnitude.gt(value);
  // A ratio below the threshold is never used: 1 in its place keeps 0 / 0 out of the gradient.
  const ratio = where(kept, magnitude, 1).reciprocal().mul(value);
  const factor = (power === 1 ? ratio : ratio.square()).neg().add(1);
  return where(kept, data.mul(factor), zerosLike(data));
}

/**
 * Coefficients below a threshold cut away: shrunk towards 0 by it ("soft"), left as they are ("hard"), in between ("garrote");
 * "greater" and "less" cut by the value with its sign.
 *
 * @param data   real or complex, any shape; "greater" and "less": real
 * @param value  threshold ≥ 0 in the unit of data, a number or a real tensor that broadcasts against data
 * @param options.mode        "soft", "hard", "garrote", "greater", "less" (default "soft")
 * @param options.substitute  stands for what is cut (default 0)
 * @returns shape and unit of data; a magnitude of exactly `value` is kept by "hard". NaN stays NaN. The gradient is that of the
 *          kept values and 0 for the others
 * @throws ParameterError  unknown mode; DTypeError: integers, or complex numbers in "greater" and "less"
 * @source pywt.threshold (`threshold` is PyTorch's here)
 * @example waveletThreshold(tensor([0.5, -2]), 1).arraySync() // [0, -1]
 */
export function waveletThreshold(
  data: Tensor,
  value: number | Tensor,
  { mode = "soft", substitute = 0 }: WaveletThresholdOptions = {},
): Tensor {
  checkValues("waveletThreshold", data);
  if (!MODES.includes(mode))
    throw new ParameterError(`waveletThreshold: mode="${mode}" must be one of ${MODES.join(", ")}.`);
  if (typeof value === "number" && Number.isNaN(value))
    throw new ParameterError("waveletThreshold: value=NaN must be a number. Check where it was estimated.");
  const replacement = zerosLike(data).add(substitute);
  if (mode === "greater" || mode === "less") {
    if (isComplex(data.dtype))
      throw new DTypeError(
        `waveletThreshold: data has dtype="${data.dtype}", which mode="${mode}" cannot order. Take real data or mode "hard".`,
      );
    return where(mode === "greater" ? data.lt(value) : data.gt(value), replacement, data);
  }
  const magnitude = data.abs();
  const small = magnitude.lt(value);
  if (mode === "hard") return where(small, replacement, data);
  const result = shrunk(data, magnitude, value, mode === "soft" ? 1 : 2);
  const kept = where(magnitude.isnan(), data, result);
  return substitute === 0 ? kept : where(small, replacement, kept);
}

/**
 * Firm thresholding: 0 up to `valueLow`, unchanged beyond `valueHigh`, a line between.
 *
 * @param data       real or complex, any shape
 * @param valueLow   unit of data, ≥ 0
 * @param valueHigh  unit of data, ≥ valueLow; equal is hard, Infinity is soft thresholding
 * @returns shape and unit of data
 * @throws ParameterError  thresholds out of order
 * @source pywt.threshold_firm
 * @example thresholdFirm(tensor([0.5, 1.5, 3]), 1, 2).arraySync() // [0, 1, 3]
 */
export function thresholdFirm(data: Tensor, valueLow: number, valueHigh: number): Tensor {
  checkValues("thresholdFirm", data);
  if (!(valueLow >= 0) || !(valueHigh >= valueLow))
    throw new ParameterError(
      `thresholdFirm: valueLow=${valueLow} and valueHigh=${valueHigh} must be 0 ≤ valueLow ≤ valueHigh. Swap them?`,
    );
  const magnitude = data.abs();
  const slope = valueHigh === Infinity ? 1 : valueHigh === valueLow ? 0 : valueHigh / (valueHigh - valueLow);
  return where(magnitude.gt(valueHigh), data, shrunk(data, magnitude, valueLow, 1).mul(slope));
}

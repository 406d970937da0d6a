import { cat } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { lfilter } from "./lfilter.js";
import { checkValue, isNumber, type Value } from "./number-or-tensor.js";

/**
 * The waveform through one second-order filter, limited to -1…1:
 * a0·y[n] = b0·x[n] + b1·x[n - 1] + b2·x[n - 2] - a1·y[n - 1] - a2·y[n - 2].
 *
 * @param waveform  real, [..., samples]
 * @param b0  numerator of the sample now; each coefficient is a number or a tensor of one element, in which gradients flow
 * @param b1  numerator of the sample before
 * @param b2  numerator of the sample two before
 * @param a0  denominator of the result now, not 0
 * @param a1  denominator of the result before
 * @param a2  denominator of the result two before
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  a coefficient that is not finite
 * @source torchaudio.functional.biquad
 * @example biquad(y, 0.2, 0.4, 0.2, 1, -0.3, 0.25)
 */
export function biquad(waveform: Tensor, b0: Value, b1: Value, b2: Value, a0: Value, a1: Value, a2: Value): Tensor {
  Object.entries({ b0, b1, b2, a0, a1, a2 }).forEach(([name, value]) => checkValue("biquad", name, value));
  return secondOrder("biquad", waveform, { b: [b0, b1, b2], a: [a0, a1, a2] });
}

/** The coefficients of one section, numbers or tensors of one element. */
export interface Section {
  readonly b: readonly [Value, Value, Value];
  readonly a: readonly [Value, Value, Value];
}

/** A section on a waveform, limited to -1…1 unless `clamp` is false. */
export function secondOrder(op: string, waveform: Tensor, { b, a }: Section, clamp = true): Tensor {
  checkSignal(op, waveform, "waveform");
  const list = (values: readonly Value[]): Tensor => {
    if (values.every(isNumber)) return constant(Float64Array.from(values), [3], waveform.dtype, waveform.device);
    return cat(
      values.map((value) =>
        isNumber(value)
          ? constant(Float64Array.of(value), [1], waveform.dtype, waveform.device)
          : value.reshape([1]).to({ dtype: waveform.dtype, device: waveform.device }),
      ),
    );
  };
  return lfilter(waveform, list(a), list(b), { clamp });
}

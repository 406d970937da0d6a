// First-order filters that lift the high frequencies and take the lift back.
import { ParameterError } from "../errors/index.js";
import { cat } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkSignal } from "./checks.js";
import { constant } from "./constant.js";
import { iirFilter } from "./filters/iir-filter.js";

export interface EmphasisOptions {
  /** Coefficient of the filter, 0 ≤ coef < 1: 0 changes nothing (default 0.97). */
  readonly coef?: number;
  /** Initial state of the filter (default: as if the signal went on linearly before its start). */
  readonly zi?: number;
}

export function checkCoefficient(op: string, coef: number): void {
  if (!Number.isFinite(coef)) throw new ParameterError(`${op}: coef=${coef} must be a finite number, usually 0.9…1.`);
}

/** The second sample, or the first where there is no second. */
const second = (y: Tensor): Tensor => y.narrow(-1, Math.min(1, y.shape.at(-1)! - 1), 1);
const first = (y: Tensor): Tensor => y.narrow(-1, 0, 1);

/**
 * The signal minus `coef` times the sample before: a high-pass that balances the spectrum of speech.
 *
 * @param y        real, [..., samples]
 * @param options.coef  usually 0.9…1 (default 0.97)
 * @param options.zi    added to the first sample (default 2·y[0] - y[1], a linear extrapolation)
 * @returns shape of y, unit of y
 * @throws ParameterError  coef not finite
 * @source librosa.effects.preemphasis
 * @example preemphasis(y, { coef: 0.95 })
 */
export function preemphasis(y: Tensor, { coef = 0.97, zi }: EmphasisOptions = {}): Tensor {
  checkSignal("preemphasis", y);
  checkCoefficient("preemphasis", coef);
  const start = zi === undefined ? first(y).mul(3).sub(second(y)) : first(y).add(zi);
  const n = y.shape.at(-1)!;
  if (n === 1) return start;
  return cat([start, y.narrow(-1, 1, n - 1).sub(y.narrow(-1, 0, n - 1).mul(coef))], -1);
}

/** The state that `deemphasis` starts in, [..., 1]: `zi`, or what undoes the start of `preemphasis`. */
export const startOf = (y: Tensor, coef: number, zi: number | undefined): Tensor =>
  zi === undefined
    ? second(y)
        .sub(first(y).mul(2 - coef))
        .div(3 - coef)
    : constant(Float64Array.of(zi), [1], y.dtype, y.device).expand(...y.shape.slice(0, -1), 1);

/**
 * Undoes `preemphasis`: each sample plus `coef` times the result before.
 *
 * @param y        real, [..., samples]
 * @param options.coef  as in preemphasis, |coef| < 1 for a stable filter (default 0.97)
 * @param options.zi    added to the first sample (default: inverts preemphasis with its default)
 * @returns shape of y, unit of y
 * @throws ParameterError  coef not finite
 * @source librosa.effects.deemphasis
 * @example deemphasis(preemphasis(y)) // y again
 */
export function deemphasis(y: Tensor, { coef = 0.97, zi }: EmphasisOptions = {}): Tensor {
  checkSignal("deemphasis", y);
  checkCoefficient("deemphasis", coef);
  const numbers = (...values: number[]): Tensor => constant(Float64Array.from(values), [2], y.dtype, y.device);
  return iirFilter(y, numbers(1, 0), numbers(1, -coef), startOf(y, coef, zi)).y;
}

// The states in which filters stand after a constant 1 has gone in for ever: what keeps a filter from ringing at its start.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { cumsum, flip } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkList } from "../checks.js";

/** Second-order sections: one row b0, b1, b2, a0, a1, a2 for each. */
export type SosRows = readonly ArrayLike<number>[];

/**
 * State of a filter after a constant 1 without end: multiplied by a signal's first sample it starts `lfilter` without a step.
 *
 * @param b  numerator, highest power first
 * @param a  denominator, highest power first; zeros are added to the shorter list
 * @returns [order] numbers, unitless
 * @throws ParameterError  a pole at z = 1, where no steady state exists
 * @source scipy.signal.lfilter_zi
 * @example lfilterZi([0.1, 0], [1, -0.9]) // [0.9]
 */
export function lfilterZi(b: ArrayLike<number>, a: ArrayLike<number>): Float64Array {
  checkList("lfilterZi", "b", b);
  checkList("lfilterZi", "a", a);
  const width = Math.max(a.length, b.length);
  const normalised = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: width }, (_, k) => (values[k] ?? 0) / a[0]);
  const [numerator, denominator] = [normalised(b), normalised(a)];
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  const gain = total(numerator) / total(denominator);
  if (!Number.isFinite(gain))
    throw new ParameterError(
      `lfilterZi: a=[${Array.from(a).join(", ")}] must start with a number other than 0 and not sum to 0. A filter with a pole at z = 1 never settles.`,
    );
  const state = new Float64Array(width);
  for (let i = width - 2; i >= 0; i--) state[i] = state[i + 1] + numerator[i + 1] - gain * denominator[i + 1];
  return state.slice(0, width - 1);
}

/**
 * States of second-order sections after a constant 1 without end, for `sosfilt`.
 *
 * @param sos  rows b0, b1, b2, a0, a1, a2
 * @returns one row of two numbers for each section, unitless
 * @throws ParameterError  a pole at z = 1
 * @source scipy.signal.sosfilt_zi
 * @example sosfiltZi([[0.1, 0, 0, 1, -0.9, 0]]) // [[0.9, 0]]
 */
export function sosfiltZi(sos: SosRows): Float64Array[] {
  checkList("sosfiltZi", "sos", sos);
  let scale = 1;
  return sos.map((section) => {
    checkList("sosfiltZi", "section", section);
    if (section.length !== 6)
      throw new ShapeError(`sosfiltZi: a section has ${section.length} numbers, but must have 6: b0, b1, b2, a0, a1, a2.`); // prettier-ignore
    const [b0, b1, b2, a0, a1, a2] = Array.from(section);
    const state = lfilterZi([b0, b1, b2], [a0, a1, a2]).map((value) => value * scale);
    scale *= (b0 + b1 + b2) / (a0 + a1 + a2);
    return state;
  });
}

/** `lfilterZi` of coefficient tensors [..., order + 1] of equal shapes → [..., order], with gradients. */
export function steadyState(b: Tensor, a: Tensor): Tensor {
  const order = a.shape.at(-1)! - 1;
  const leading = a.narrow(-1, 0, 1);
  const gain = b.sum(-1, { keepdim: true }).div(a.sum(-1, { keepdim: true }));
  const terms = b.sub(a.mul(gain)).narrow(-1, 1, order).div(leading);
  return flip(cumsum(flip(terms, -1), -1), -1);
}

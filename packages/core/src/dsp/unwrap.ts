import { ParameterError } from "../errors/index.js";
import { cat, diff, where } from "../ops/index.js";
import { normalizeDim, type Tensor } from "../tensor/index.js";
import { checkPositive, checkSignal } from "./checks.js";

export interface UnwrapOptions {
  /** Steps between neighbours smaller than this stay; at least half a period (default period / 2). */
  readonly discont?: number;
  /** Dimension (default -1). */
  readonly dim?: number;
  /** What a whole turn is, > 0 (default 2π). */
  readonly period?: number;
}

/** How many periods each step between neighbours jumps too far. Counts, and so exact however many are added up. */
function turns(step: Tensor, period: number, discont: number): Tensor {
  const half = period / 2;
  const down = step.add(half).div(period).floor();
  // A step of exactly half a period up stays one up.
  const isHalf = step.sub(down.mul(period)).eq(-half).logicalAnd(step.gt(0));
  return where(step.abs().lt(discont), 0, where(isHalf, down.sub(1), down));
}

/** The steps between neighbours along the last dimension, without whole periods: [..., n] → [..., n - 1]. */
export function unwrappedSteps(phase: Tensor, period = 2 * Math.PI): Tensor {
  const step = diff(phase);
  return step.sub(turns(step.detach(), period, period / 2).mul(period));
}

/**
 * A phase without jumps: whole periods are added wherever neighbours differ by half a period or more.
 *
 * @param phase    real, any shape with samples along `dim`, radians or the unit of `period`
 * @param options.discont  smallest step that counts as a jump (default, and at least: period / 2)
 * @param options.dim      (default -1)
 * @param options.period   > 0 (default 2π)
 * @returns shape of phase, its unit; the gradient is that of the phase itself. NaN spreads to all that follows
 * @throws ParameterError  period not > 0, discont not a number
 * @source numpy.unwrap
 * @example unwrap(tensor([0, 3, -3, 0])).arraySync() // [0, 3, 3.283, 6.283]
 */
export function unwrap(
  phase: Tensor,
  { period = 2 * Math.PI, discont = period / 2, dim = -1 }: UnwrapOptions = {},
): Tensor {
  checkSignal("unwrap", phase, "phase");
  checkPositive("unwrap", "period", period);
  if (Number.isNaN(discont)) throw new ParameterError(`unwrap: discont=${discont} must be a number. Leave it out.`);
  const d = normalizeDim("unwrap", dim, phase.ndim);
  const n = phase.shape[d];
  if (n < 2) return phase;
  const jumps = turns(diff(phase.detach(), { dim: d }), period, Math.max(discont, period / 2));
  const later = phase.narrow(d, 1, n - 1).sub(jumps.cumsum(d).mul(period));
  return cat([phase.narrow(d, 0, 1), later], d);
}

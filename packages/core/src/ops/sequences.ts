// Numbers in equal steps or equal ratios, and the unit matrix.
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkShape, fromRule, type TensorOptions } from "./create.js";

/** `steps` numbers from `start` to `end`, both included. */
export function linspace(start: number, end: number, steps: number, options: TensorOptions = {}): Tensor {
  if (!Number.isInteger(steps) || steps < 0)
    throw new ParameterError(`linspace: steps=${steps} must be an integer ≥ 0.`);
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  // From the nearer end, so that both ends are exact.
  return fromRule(steps, (i) => (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step), options);
}

/**
 * `steps` numbers from base^start to base^end, both included, with equal ratios.
 *
 * @param options.base  default 10
 * @example logspace(0, 2, 3) // [1,10,100]
 */
export function logspace(
  start: number,
  end: number,
  steps: number,
  options: TensorOptions & { readonly base?: number } = {},
): Tensor {
  if (!Number.isInteger(steps) || steps < 0)
    throw new ParameterError(`logspace: steps=${steps} must be an integer ≥ 0.`);
  const { base = 10 } = options;
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  const exponent = (i: number): number => (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step);
  return fromRule(steps, (i) => base ** exponent(i), options);
}

/** Ones on the diagonal of an n × m matrix. */
export function eye(n: number, options: TensorOptions & { m?: number } = {}): Tensor {
  const m = options.m ?? n;
  checkShape("eye", [n, m]);
  return fromRule(n * m, (i) => (Math.floor(i / m) === i % m ? 1 : 0), options).reshape([n, m]);
}

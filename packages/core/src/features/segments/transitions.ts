// Transition matrices of hidden Markov models.
import { checkInteger } from "../../dsp/checks.js";
import { constant } from "../../dsp/constant.js";
import { windowValues, type WindowSpec } from "../../dsp/get-window.js";
import { ParameterError } from "../../errors/index.js";
import { getDefaultDevice } from "../../backend/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";

export interface TransitionOptions {
  /** "float32" (default) or "float64". */
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}

export interface TransitionLocalOptions extends TransitionOptions {
  /** Shape of the neighbourhood (default "triang"). */
  readonly window?: WindowSpec;
  /** The last state is a neighbour of the first (default false). */
  readonly wrap?: boolean;
}

/** A matrix from its rows, which are written into zeros. */
function matrixOf(
  nStates: number,
  { dtype = "float32", device = getDefaultDevice() }: TransitionOptions,
  write: (row: Float64Array, from: number) => void,
): Tensor {
  const values = new Float64Array(nStates * nStates);
  for (let from = 0; from < nStates; from++) write(values.subarray(from * nStates, (from + 1) * nStates), from);
  return constant(values, [nStates, nStates], dtype, device);
}

/** One number for each state, from a list or one number for all. */
function each(op: string, name: string, value: number | ArrayLike<number>, nStates: number): Float64Array {
  checkInteger(op, "nStates", nStates, 2);
  const values = typeof value === "number" ? new Float64Array(nStates).fill(value) : Float64Array.from(value);
  if (values.length !== nStates)
    throw new ParameterError(`${op}: ${name} has ${values.length} values but must have nStates=${nStates}, or be one number.`); // prettier-ignore
  return values;
}

function probabilities(op: string, prob: number | ArrayLike<number>, nStates: number): Float64Array {
  const values = each(op, "prob", prob, nStates);
  const wrong = values.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined)
    throw new ParameterError(`${op}: prob=${wrong} must lie in 0…1. It is the probability to stay.`);
  return values;
}

/**
 * Transitions from every state to every state with the same probability.
 *
 * @param nStates  number of states, integer ≥ 1
 * @param options.dtype  "float32" (default) or "float64"
 * @returns [nStates, nStates], unitless, 1 / nStates everywhere
 * @throws ParameterError  nStates out of range
 * @source librosa.sequence.transition_uniform
 * @example transitionUniform(2) // [[0.5, 0.5], [0.5, 0.5]]
 */
export function transitionUniform(nStates: number, options: TransitionOptions = {}): Tensor {
  checkInteger("transitionUniform", "nStates", nStates, 1);
  return matrixOf(nStates, options, (row) => row.fill(1 / nStates));
}

/**
 * Transitions that stay with a given probability and else go to any other state alike.
 *
 * @param nStates  number of states, integer ≥ 2
 * @param prob     probability to stay, 0…1, one number or one for each state
 * @param options.dtype  "float32" (default) or "float64"
 * @returns [nStates, nStates], unitless, 0…1, rows sum to 1
 * @throws ParameterError  a number out of range, another number of values than states
 * @source librosa.sequence.transition_loop
 * @example transitionLoop(3, 0.5) // [[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.25, 0.25, 0.5]]
 */
export function transitionLoop(
  nStates: number,
  prob: number | ArrayLike<number>,
  options: TransitionOptions = {},
): Tensor {
  const stay = probabilities("transitionLoop", prob, nStates);
  return matrixOf(nStates, options, (row, from) => {
    row.fill((1 - stay[from]) / (nStates - 1));
    row[from] = stay[from];
  });
}

/**
 * Transitions that stay with a given probability and else go to the next state; after the last comes the first.
 *
 * @param nStates  number of states, integer ≥ 2
 * @param prob     probability to stay, 0…1, one number or one for each state
 * @param options.dtype  "float32" (default) or "float64"
 * @returns [nStates, nStates], unitless, 0…1, rows sum to 1
 * @throws ParameterError  a number out of range, another number of values than states
 * @source librosa.sequence.transition_cycle
 * @example transitionCycle(3, 0.9) // [[0.9, 0.1, 0], [0, 0.9, 0.1], [0.1, 0, 0.9]]
 */
export function transitionCycle(
  nStates: number,
  prob: number | ArrayLike<number>,
  options: TransitionOptions = {},
): Tensor {
  const stay = probabilities("transitionCycle", prob, nStates);
  return matrixOf(nStates, options, (row, from) => {
    row[(from + 1) % nStates] = 1 - stay[from];
    row[from] = stay[from];
  });
}

/**
 * Transitions to the neighbours of a state, weighted by a window around it.
 *
 * @param nStates  number of states, integer ≥ 2
 * @param width    states that are reached, integer ≥ 1, one number or one for each state; at most nStates
 * @param options.window  shape of the neighbourhood (default "triang")
 * @param options.wrap    the last state is a neighbour of the first (default false)
 * @param options.dtype   "float32" (default) or "float64"
 * @returns [nStates, nStates], unitless, 0…1, rows sum to 1
 * @throws ParameterError  a number out of range, a window without positive weight
 * @source librosa.sequence.transition_local
 * @example transitionLocal(3, 3) // [[0.667, 0.333, 0], [0.25, 0.5, 0.25], [0, 0.333, 0.667]]
 */
export function transitionLocal(
  nStates: number,
  width: number | ArrayLike<number>,
  { window = "triang", wrap = false, ...options }: TransitionLocalOptions = {},
): Tensor {
  const widths = each("transitionLocal", "width", width, nStates);
  const wrong = widths.find((w) => !Number.isInteger(w) || w < 1 || w > nStates);
  if (wrong !== undefined)
    throw new ParameterError(
      `transitionLocal: width=${wrong} must be an integer in 1…${nStates}, the number of states.`,
    );
  return matrixOf(nStates, options, (row, from) => {
    const n = widths[from];
    const weights = windowValues(window, n, false);
    // The window lies in the middle of all states and is rolled there: for even sums the middle is not the state itself.
    const start = Math.floor((nStates - n) / 2) + Math.floor(nStates / 2) + from + 1;
    const reach = Math.floor(n / 2);
    weights.forEach((weight, i) => {
      const to = (start + i) % nStates;
      if (wrap || (to >= from - reach && to <= from + reach)) row[to] = weight;
    });
    const sum = row.reduce((total, weight) => total + weight, 0);
    if (!(sum > 0))
      throw new ParameterError(
        `transitionLocal: window=${JSON.stringify(window)} of width=${n} sums to ${sum}, but its weights must sum to more than 0. Use a wider one.`,
      );
    row.forEach((weight, to) => (row[to] = weight / sum));
  });
}

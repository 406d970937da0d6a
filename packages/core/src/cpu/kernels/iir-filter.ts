// iirFilter: recursive filters in direct form II transposed, in float64.
import type { PrimitiveCall } from "../../backend/index.js";
import type { TypedArray } from "../../tensor/index.js";
import { dense } from "../dense.js";
import { dataOf } from "../storage.js";
import { forEachLine } from "../strided.js";

/** One line of samples with the distance between them. */
interface Line {
  readonly data: TypedArray;
  readonly at: number;
  readonly step: number;
}

/** y[n] = b0·x[n] + s0; s_i = b_(i+1)·x[n] − a_(i+1)·y[n] + s_(i+1), with coefficients divided by a0. */
export function iirFilter({ inputs: [x, b, a, state], outputs: [y, newState] }: PrimitiveCall<"iirFilter">): void {
  const poles = dense(a);
  const feedforward = Float64Array.from(dense(b), (value) => value / poles[0]);
  const feedback = Float64Array.from(poles, (value) => value / poles[0]);
  const dim = x.shape.length - 1;
  const count = x.shape[dim];
  const order = feedback.length - 1;
  const delays = new Float64Array(order + 1);
  const [input, output, before, after] = [x, y, state, newState].map(dataOf);
  const [stateStep, newStateStep] = [state.strides[dim], newState.strides[dim]];
  forEachLine([x, y, state, newState], dim, ([fromX, toY, fromState, toState]) => {
    for (let i = 0; i < order; i++) delays[i] = before[fromState + i * stateStep];
    const from = { data: input, at: fromX, step: x.strides[dim] };
    const to = { data: output, at: toY, step: y.strides[dim] };
    if (order === 2) filterSecondOrder(from, to, count, feedforward, feedback, delays);
    else filterLine(from, to, count, feedforward, feedback, delays);
    for (let i = 0; i < order; i++) after[toState + i * newStateStep] = delays[i];
  });
}

/** `delays` has one zero more than the filter has states, which ends the shift. */
function filterLine(from: Line, to: Line, count: number, b: Float64Array, a: Float64Array, delays: Float64Array): void {
  const order = delays.length - 1;
  for (let n = 0; n < count; n++) {
    const x = from.data[from.at + n * from.step];
    const y = b[0] * x + delays[0];
    for (let i = 0; i < order; i++) delays[i] = b[i + 1] * x - a[i + 1] * y + delays[i + 1];
    to.data[to.at + n * to.step] = y;
  }
}

/** The biquad with its state in local variables. */
function filterSecondOrder(
  { data, at, step }: Line,
  to: Line,
  count: number,
  [b0, b1, b2]: Float64Array,
  [, a1, a2]: Float64Array,
  delays: Float64Array,
): void {
  const { data: out, at: outAt, step: outStep } = to;
  let [s0, s1] = delays;
  for (let n = 0; n < count; n++) {
    const x = data[at + n * step];
    const y = b0 * x + s0;
    s0 = b1 * x - a1 * y + s1;
    s1 = b2 * x - a2 * y;
    out[outAt + n * outStep] = y;
  }
  delays[0] = s0;
  delays[1] = s1;
}

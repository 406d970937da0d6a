// The recursive filter with its gradients in signal, coefficients and state: what lfilter, biquads and deemphasis are made of.
import { differentiableMany } from "../../autograd/index.js";
import { dispatch } from "../../backend/index.js";
import { cat, flip } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";

export interface FilteredLines {
  /** Shape of x. */
  readonly y: Tensor;
  /** [..., order]: what the filter remembers after the last sample. */
  readonly state: Tensor;
}

/**
 * a[0]·y[n] = Σ b[k]·x[n - k] - Σ a[k]·y[n - k] along the last axis, in direct form II transposed.
 *
 * x [..., samples], b and a [order + 1], state [..., order], all of one dtype and device. As in scipy the state counts
 * after the division by a[0]: it is added to the first `order` results before they recur.
 */
export function iirFilter(x: Tensor, b: Tensor, a: Tensor, state: Tensor): FilteredLines {
  const forward = (): Tensor[] =>
    dispatch(
      "iirFilter",
      [x, b, a, state],
      [
        { shape: x.shape, dtype: x.dtype },
        { shape: state.shape, dtype: x.dtype },
      ],
      {},
    );
  const [y, last] = differentiableMany(
    "iirFilter",
    [x, b, a, state],
    forward,
    ([out]) =>
      ([gradY, gradState], needs) =>
        gradients({ x, b, a, y: out, gradY: gradY ?? x.newZeros(x.shape), gradState }, needs),
  );
  return { y, state: last };
}

interface Adjoint {
  readonly x: Tensor;
  readonly b: Tensor;
  readonly a: Tensor;
  readonly y: Tensor;
  readonly gradY: Tensor;
  readonly gradState: Tensor | null;
}

/** One at the start, then zeros: the numerator or denominator that does nothing. */
function one(like: Tensor): Tensor {
  const order = like.shape[0] - 1;
  return like.newZeros([1]).add(1).pad([0, order]);
}

// Write r[t] for what stands before y[t], and go on to t = samples + order - 1 with x = y = 0, where r is the final state.
// Its adjoint obeys λ[t] = grad y[t] - Σ a[k]·λ[t + k], the same recursion backwards in time, that begins with grad state.
function gradients({ x, b, a, y, gradY, gradState }: Adjoint, needs: readonly boolean[]): (Tensor | null)[] {
  const [needsX, needsB, needsA, needsState] = needs;
  const order = a.shape[0] - 1;
  const samples = x.shape.at(-1)!;
  const rest = x.newZeros([...x.shape.slice(0, -1), order]);
  if (!needsB && !needsA && !needsState && !gradState) {
    return [flip(iirFilter(flip(gradY, [-1]), b, a, rest).y, [-1]), null, null, null];
  }
  const leading = a.narrow(0, 0, 1);
  const begin = gradState && order > 0 ? beginning(gradState, a.div(leading), order) : rest;
  // Normalised by a[0] only: one(a)·a[0] / a.
  const backward = iirFilter(flip(gradY, [-1]), one(a).mul(leading), a, begin).y;
  const adjoint = cat([flip(backward, [-1]), gradState ?? rest], -1); // [..., samples + order]
  /** Σ over t of signal[t] · λ[t + k] → [order + 1] */
  const correlate = (signal: Tensor): Tensor => {
    const lags = adjoint.unfold(-1, samples, 1); // [..., order + 1, samples]
    return lags
      .mul(signal.unsqueeze(-2))
      .sum(-1)
      .reshape([-1, order + 1])
      .sum(0);
  };
  const ofB = needsB || needsA ? correlate(x).div(leading) : null;
  return [
    needsX
      ? adjoint
          .unfold(-1, order + 1, 1)
          .mul(b.div(leading))
          .sum(-1)
      : null,
    needsB ? ofB : null,
    needsA ? gradientOfA(correlate(y).div(leading).neg(), ofB!, a, b) : null,
    needsState ? adjoint.narrow(-1, 0, order) : null,
  ];
}

/** The state of the backward filter whose past is grad state: s[i] = -Σ a[i + m + 1] · grad state[m]. */
function beginning(gradState: Tensor, a: Tensor, order: number): Tensor {
  const hankel = a
    .narrow(0, 1, order)
    .pad([0, order - 1])
    .unfold(0, order, 1); // [order, order]
  return gradState.unsqueeze(-2).mul(hankel).sum(-1).neg();
}

/** `free` is the gradient if a[0] did not divide; a[0] itself scales all coefficients. */
function gradientOfA(free: Tensor, ofB: Tensor, a: Tensor, b: Tensor): Tensor {
  const order = a.shape[0] - 1;
  const tail = free.narrow(0, 1, order);
  const scaled = ofB
    .mul(b)
    .sum()
    .add(tail.mul(a.narrow(0, 1, order)).sum());
  return cat([scaled.neg().div(a.narrow(0, 0, 1)), tail], 0);
}

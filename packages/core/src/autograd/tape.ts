// Recording. An op runs its primitives and, when an input wants a gradient, leaves a node: the inputs and how to
// turn the gradient of the result into theirs. The rules are ordinary ops, so they run on every backend and can be
// recorded themselves (second order).
import type { GradNode, Tensor } from "../tensor/index.js";

let recording = true;

/** Whether operations are being recorded. */
export const isGradEnabled = (): boolean => recording;

function withRecording<T>(state: boolean, fn: () => T): T {
  const before = recording;
  recording = state;
  try {
    return fn();
  } finally {
    recording = before;
  }
}

/** Runs `fn` without recording, as `torch.no_grad()`. `fn` must be synchronous: recording resumes when it returns. */
export const noGrad = <T>(fn: () => T): T => withRecording(false, fn);

/** Runs `fn` with recording on, also inside `noGrad`. */
export const enableGrad = <T>(fn: () => T): T => withRecording(true, fn);

/**
 * The gradient row of an op: one function per input (null: no gradient flows there), called only for the inputs that
 * want one; or a single function where the gradients share their work.
 */
export type GradientRow =
  | readonly (((grad: Tensor) => Tensor) | null)[]
  | ((grad: Tensor, needs: readonly boolean[]) => readonly (Tensor | null)[]);

/**
 * Runs `forward` unrecorded and records its result as made from `inputs`.
 * `row` gets the result too, so that a rule can reuse it (exp' = exp).
 */
export function differentiable(
  name: string,
  inputs: readonly Tensor[],
  forward: () => Tensor,
  row: (out: Tensor) => GradientRow,
): Tensor {
  const out = noGrad(forward);
  if (!recording) return out;
  const needs = inputs.map((t) => t.requiresGrad);
  if (!needs.includes(true)) return out;
  out.requiresGrad = true;
  const rules = row(out);
  const node: GradNode = {
    name,
    inputs,
    backward: (grad) =>
      typeof rules === "function"
        ? rules(grad, needs)
        : inputs.map((_, i) => (needs[i] && rules[i] ? rules[i](grad) : null)),
  };
  out.gradNode = node;
  return out;
}

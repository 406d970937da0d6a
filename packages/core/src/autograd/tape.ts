// Recording. An op runs its primitives and, when an input wants a gradient, leaves a node: the inputs and how to
// turn the gradients of the results into theirs. The rules are ordinary ops, so they run on every backend and can be
// recorded themselves (second order).
import { tick } from "../backend/index.js";
import { isComplex, isFloatingPoint, Tensor, type GradEdge, type GradNode } from "../tensor/index.js";
import { traceOf } from "./anomaly.js";
import { isGradEnabled, withRecording } from "./grad-mode.js";

/**
 * The gradient row of an op: one function per input (null: no gradient flows there), called only for the inputs that
 * want one; or a single function where the gradients share their work.
 */
export type GradientRow =
  | readonly (((grad: Tensor) => Tensor) | null)[]
  | ((grad: Tensor, needs: readonly boolean[]) => readonly (Tensor | null)[]);

/** The gradient row of an op with several results: from their gradients (null: none arrived) to those of the inputs. */
export type GradientRowOfMany = (
  grads: readonly (Tensor | null)[],
  needs: readonly boolean[],
) => readonly (Tensor | null)[];

const wantsGradient = (t: Tensor): boolean => t.requiresGrad;
const carriesGradient = ({ dtype }: Tensor): boolean => isFloatingPoint(dtype) || isComplex(dtype);

/** A handle of its own for a result that is known to the tape already, such as an input returned as it is. */
const ownHandle = (out: Tensor, inputs: readonly Tensor[]): Tensor =>
  out.gradEdge || inputs.includes(out) ? new Tensor(out.storage, out.shape, { ...out }) : out;

function leaveNode(
  name: string,
  inputs: readonly Tensor[],
  outs: readonly Tensor[],
  carries: readonly boolean[],
  backward: GradNode["backward"],
): void {
  const results: (GradEdge | null)[] = [];
  const sources = inputs.map((t) => t.gradEdge);
  const node: GradNode = { name, inputs, sources, results, backward, leaf: null, time: tick(), trace: traceOf(inputs, outs) }; // prettier-ignore
  outs.forEach((out, i) => {
    const { shape, dtype, device } = out;
    if (carries[i]) out.gradEdge = { node, spec: { shape, dtype, device }, hooks: [], afterwards: [], retainer: null };
    results.push(carries[i] ? out.gradEdge : null);
  });
}

/**
 * Runs `forward` unrecorded and records its result as made from `inputs`.
 * `row` gets the result too, so that a rule can reuse it (exp' = exp). A result without fractions is not recorded.
 */
export function differentiable(
  name: string,
  inputs: readonly Tensor[],
  forward: () => Tensor,
  row: (out: Tensor) => GradientRow,
): Tensor {
  const made = withRecording(false, forward);
  if (!isGradEnabled() || !inputs.some(wantsGradient) || !carriesGradient(made)) return made;
  const out = ownHandle(made, inputs);
  const rules = row(out);
  leaveNode(name, inputs, [out], [true], ([grad], needs) =>
    typeof rules === "function"
      ? rules(grad!, needs)
      : inputs.map((_, i) => (needs[i] && rules[i] ? rules[i](grad!) : null)),
  );
  return out;
}

/**
 * As {@link differentiable}, for an op with several results: one walk through it serves all of them. Results without
 * fractions (indices) carry no gradient, nor do those of which `isDifferentiable` says so.
 *
 * @example
 * const [half, rest] = differentiableMany("halve", [x], () => [x.div(2), x.sub(x.div(2))], () => ([g, h]) => [
 *   (g ?? x.mul(0)).add(h ?? 0).div(2),
 * ]);
 */
export function differentiableMany(
  name: string,
  inputs: readonly Tensor[],
  forward: () => readonly Tensor[],
  row: (outs: readonly Tensor[]) => GradientRowOfMany,
  isDifferentiable: (out: Tensor, index: number) => boolean = () => true,
): Tensor[] {
  const made = withRecording(false, forward);
  if (!isGradEnabled() || !inputs.some(wantsGradient)) return [...made];
  const carries = made.map((out, i) => carriesGradient(out) && isDifferentiable(out, i));
  if (!carries.includes(true)) return [...made];
  const outs = made.map((out, i) => ownHandle(out, [...inputs, ...made.slice(0, i)]));
  leaveNode(name, inputs, outs, carries, row(outs));
  return outs;
}

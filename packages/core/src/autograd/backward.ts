// The walk back: a topological order of the tape, then one pass that hands each node its summed gradient.
import { allocate, dispatch, dispatchInto, input, keep, node as exprNode, scalar } from "../backend/index.js";
import { ParameterError, ShapeError } from "../errors/index.js";
import { formatShape, isComplex, sameShape, Tensor } from "../tensor/index.js";
import { differentiable, enableGrad, noGrad } from "./tape.js";

/** Tensors that lead to `roots`, each before everything made from it. Iterative: tapes get deeper than the stack. */
function topologicalOrder(roots: readonly Tensor[]): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  for (const root of roots) {
    const stack: { tensor: Tensor; next: number }[] = [{ tensor: root, next: 0 }];
    if (seen.has(root)) continue;
    seen.add(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const parents = top.tensor.gradNode?.inputs ?? [];
      if (top.next === parents.length) {
        order.push(top.tensor);
        stack.pop();
        continue;
      }
      const parent = parents[top.next++];
      if (!parent.requiresGrad || seen.has(parent)) continue;
      seen.add(parent);
      stack.push({ tensor: parent, next: 0 });
    }
  }
  return order;
}

/** a + b of equal shape and dtype; recorded, so sums of gradients can be differentiated again. */
function accumulate(a: Tensor, b: Tensor): Tensor {
  const expr = exprNode("add", a.dtype, input(0, a.dtype), input(1, b.dtype));
  return differentiable(
    "accumulate",
    [a, b],
    () => dispatch("map", [a, b], [{ shape: a.shape, dtype: a.dtype }], { expr, scalars: [] })[0],
    () => [(g) => g, (g) => g],
  );
}

function onesLike(t: Tensor): Tensor {
  const out = allocate(t.device, t.shape, t.dtype);
  dispatchInto("map", [], [out], { expr: scalar(0, t.dtype), scalars: [1] });
  return out;
}

/** Gradients of `outputs` with respect to every tensor on the way, by tensor. */
function walk(outputs: readonly Tensor[], seeds: readonly Tensor[], retainGraph: boolean, wanted: ReadonlySet<Tensor>) {
  const grads = new Map<Tensor, Tensor>();
  const add = (t: Tensor, g: Tensor): void => {
    const before = grads.get(t);
    grads.set(t, before ? accumulate(before, g) : g);
  };
  outputs.forEach((t, i) => add(t, seeds[i]));
  const order = topologicalOrder(outputs);
  for (let i = order.length - 1; i >= 0; i--) {
    const t = order[i];
    const grad = grads.get(t);
    const tapeNode = t.gradNode;
    if (!grad || !tapeNode) continue;
    const inputGrads = tapeNode.backward(grad);
    tapeNode.inputs.forEach((parent, k) => {
      const g = inputGrads[k];
      if (!parent.requiresGrad || !g) return;
      if (!sameShape(g.shape, parent.shape))
        throw new ShapeError(
          `internal: ${tapeNode.name}: gradient of input ${k} has shape ${formatShape(g.shape)}, the input ${formatShape(parent.shape)}.`,
        );
      add(parent, g);
    });
    if (!wanted.has(t)) grads.delete(t);
    if (!retainGraph) release(t);
  }
  return grads;
}

/** Drops what the node saved; a second walk through it is refused with a clear message. */
function release(t: Tensor): void {
  const { name } = t.gradNode!;
  t.gradNode = {
    name,
    inputs: [],
    backward: () => {
      throw new ParameterError(
        `backward: the graph through "${name}" was already used and its saved tensors dropped. ` +
          "Pass { retainGraph: true } to the first backward().",
      );
    },
  };
}

function checkSeed(op: string, t: Tensor, gradient: Tensor | undefined): Tensor {
  if (!t.requiresGrad)
    throw new ParameterError(
      `${op}: the tensor does not require a gradient. Set requiresGrad on a tensor it is computed from.`,
    );
  if (gradient) {
    if (!sameShape(gradient.shape, t.shape))
      throw new ShapeError(
        `${op}: gradient ${formatShape(gradient.shape)} must have the tensor's shape ${formatShape(t.shape)}.`,
      );
    return gradient;
  }
  if (t.numel !== 1 || isComplex(t.dtype))
    throw new ShapeError(
      `${op}: shape=${formatShape(t.shape)} ${t.dtype}: a gradient is implied only for one real number. Reduce with .sum() or .mean(), or pass a gradient.`,
    );
  return onesLike(t);
}

/**
 * Accumulates the gradients of `t` into `.grad` of every leaf it was computed from, as `Tensor.backward`.
 *
 * @param t        real with one element, or any shape with `gradient` given
 * @param gradient of the final result with respect to `t`, same shape
 * @param options.retainGraph  keep saved tensors for another walk (default false)
 */
export function backward(t: Tensor, gradient?: Tensor, { retainGraph = false }: { retainGraph?: boolean } = {}): void {
  const seed = checkSeed("backward", t, gradient);
  const leaves = new Set(topologicalOrder([t]).filter((x) => x.isLeaf));
  noGrad(() => {
    for (const [leaf, g] of walk([t], [seed], retainGraph, leaves))
      if (leaves.has(leaf)) leaf.grad = keep(leaf.grad ? accumulate(leaf.grad, g) : g);
  });
}

/**
 * Gradients of the sum of `outputs` with respect to `inputs`, as `torch.autograd.grad`; nothing is accumulated.
 * An input that does not take part gives null.
 *
 * @param options.gradOutputs  seeds, one per output (default: ones for one-element outputs)
 * @param options.createGraph  record the walk so that the result can be differentiated again (default false)
 * @param options.retainGraph  keep saved tensors (default: createGraph)
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: readonly Tensor[],
  options: { gradOutputs?: readonly Tensor[]; createGraph?: boolean; retainGraph?: boolean } = {},
): (Tensor | null)[] {
  const outs = outputs instanceof Tensor ? [outputs] : outputs;
  const { gradOutputs, createGraph = false, retainGraph = createGraph } = options;
  const seeds = outs.map((t, i) => checkSeed("grad", t, gradOutputs?.[i]));
  const run = () => walk(outs, seeds, retainGraph, new Set(inputs));
  const grads = createGraph ? enableGrad(run) : noGrad(run);
  return inputs.map((t) => grads.get(t) ?? null);
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** Accumulates gradients into the leaves this tensor was computed from. See {@link backward}. */
    backward(gradient?: Tensor, options?: { retainGraph?: boolean }): void;
  }
}
Tensor.prototype.backward = function (gradient, options) {
  backward(this, gradient, options);
};

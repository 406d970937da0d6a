// Looking at gradients, and changing them, while a walk hands them on.
import { ParameterError } from "../errors/index.js";
import { formatShape, sameShape, Tensor, type GradEdge, type GradHook } from "../tensor/index.js"; // prettier-ignore
import { keepAsGrad, type Holders } from "./keep-grad.js";

/** What registering gives back. */
export interface HookHandle {
  /** Takes the hook away; twice is once. */
  remove(): void;
}

function edgeOf(op: string, t: Tensor): GradEdge {
  if (t.gradEdge) return t.gradEdge;
  throw new ParameterError(`${op}: the tensor does not require a gradient, so none will come. Set requiresGrad first.`);
}

/**
 * Calls `hook` with the gradient of `t` in every walk that computes it, complete but before it is handed on or added
 * to `.grad`; as `torch.Tensor.register_hook`. Hooks run in the order of registration; a tensor that one returns takes
 * the gradient's place and must have its shape, dtype and device.
 *
 * @param t  requires a gradient; a leaf or not
 * @returns a handle with `remove()`
 * @throws ParameterError  t does not require a gradient
 * @example const w = ones([2], { requiresGrad: true }); w.registerHook((grad) => grad.clamp({ min: -1, max: 1 }));
 */
export function registerHook(t: Tensor, hook: GradHook): HookHandle {
  const edge = edgeOf("registerHook", t);
  const own: GradHook = (grad) => hook(grad); // the same function may be registered twice
  edge.hooks = [...edge.hooks, own];
  return { remove: () => void (edge.hooks = edge.hooks.filter((h) => h !== own)) };
}

/**
 * Calls `hook` with the leaf `t` after `backward()` has added to its `.grad`, as
 * `torch.Tensor.register_post_accumulate_grad_hook`: the place to take an optimizer step while the walk goes on.
 *
 * @throws ParameterError  t is not a leaf or does not require a gradient
 */
export function registerPostAccumulateGradHook(t: Tensor, hook: (leaf: Tensor) => void): HookHandle {
  const op = "registerPostAccumulateGradHook";
  const edge = edgeOf(op, t);
  if (!t.isLeaf)
    throw new ParameterError(
      `${op}: the tensor is the result of "${t.gradNode!.name}", and only leaves accumulate. Use registerHook().`,
    );
  const own = (leaf: Tensor): void => hook(leaf);
  edge.afterwards = [...edge.afterwards, own];
  return { remove: () => void (edge.afterwards = edge.afterwards.filter((h) => h !== own)) };
}

/**
 * Lets a tensor that is no leaf keep its gradient in `.grad` too, as `torch.Tensor.retain_grad`: what is left after all
 * hooks, added up over walks. Nothing changes for a leaf.
 *
 * @throws ParameterError  t does not require a gradient
 */
export function retainGrad(t: Tensor): void {
  const edge = edgeOf("retainGrad", t);
  if (!t.isLeaf) edge.retainer = t;
}

function checked(edge: GradEdge, before: Tensor, after: Tensor | void): Tensor {
  if (after === undefined || after === null) return before;
  const where = `registerHook: the hook on a result of "${edge.node.name}"`;
  if (!(after instanceof Tensor)) throw new ParameterError(`${where} returned ${typeof after}. Return a tensor or nothing.`); // prettier-ignore
  if (!sameShape(after.shape, before.shape) || after.dtype !== before.dtype || after.device !== before.device)
    throw new ParameterError(
      `${where} returned ${after.dtype} ${formatShape(after.shape)} on "${after.device}" in place of ${before.dtype} ${formatShape(before.shape)} on "${before.device}". Keep shape, dtype and device.`,
    );
  return after;
}

/** The gradient as the hooks leave it; `holders` learns what they may have kept. */
export function applyHooks(edge: GradEdge, grad: Tensor, holders: Holders): Tensor {
  let current = grad;
  for (const hook of edge.hooks) {
    holders.exposed.add(current.storage);
    current = checked(edge, current, hook(current));
    holders.exposed.add(current.storage);
  }
  if (edge.retainer) keepAsGrad(edge.retainer, current, holders);
  return current;
}

declare module "../tensor/tensor.js" {
  interface Tensor {
    /** Calls `hook` with every gradient of this tensor. See {@link registerHook}. */
    registerHook(hook: GradHook): HookHandle;
    /** Calls `hook` after `.grad` of this leaf has grown. See {@link registerPostAccumulateGradHook}. */
    registerPostAccumulateGradHook(hook: (leaf: Tensor) => void): HookHandle;
    /** Keeps the gradient of this tensor in `.grad` although it is no leaf; returns it. See {@link retainGrad}. */
    retainGrad(): Tensor;
    /** Whether `retainGrad()` was called on this tensor, which is no leaf. */
    readonly retainsGrad: boolean;
  }
}
Object.assign(Tensor.prototype, {
  registerHook(this: Tensor, hook: GradHook) {
    return registerHook(this, hook);
  },
  registerPostAccumulateGradHook(this: Tensor, hook: (leaf: Tensor) => void) {
    return registerPostAccumulateGradHook(this, hook);
  },
  retainGrad(this: Tensor) {
    retainGrad(this);
    return this;
  },
});
Object.defineProperty(Tensor.prototype, "retainsGrad", {
  get(this: Tensor) {
    return this.gradEdge?.retainer === this;
  },
  configurable: true,
});

// Functions that look at, or change, what goes into modules, comes out of them, and flows back through them.
import { differentiableMany, ParameterError, Tensor, type HookHandle } from "@sonograd/core";
import type { Module } from "./module.js";

/** Sees the arguments of a call; what it returns (a list, or one argument alone) takes their place. */
export type ForwardPreHook<M = Module> = (module: M, inputs: readonly unknown[]) => unknown;
/** Sees the arguments and the result of a call; what it returns takes the result's place. */
export type ForwardHook<M = Module> = (module: M, inputs: readonly unknown[], output: unknown) => unknown;
/** Sees the gradients of arguments and results, null where none is; what it returns takes the place of the former. */
export type FullBackwardHook<M = Module> = (
  module: M,
  gradInput: readonly (Tensor | null)[],
  gradOutput: readonly (Tensor | null)[],
) => Tensor | readonly (Tensor | null)[] | void;

interface Hooks {
  pre: Set<{ run: ForwardPreHook<never> }>;
  forward: Set<{ run: ForwardHook<never> }>;
  backward: Set<{ run: FullBackwardHook<never> }>;
}

const registered = new WeakMap<object, Hooks>();

/** Remembers a hook of a module until the handle is told to remove it. */
export function addHook<Kind extends keyof Hooks>(
  module: object,
  kind: Kind,
  run: Hooks[Kind] extends Set<{ run: infer Hook }> ? Hook : never,
): HookHandle {
  const hooks = registered.get(module) ?? { pre: new Set(), forward: new Set(), backward: new Set() };
  registered.set(module, hooks);
  const entry = { run } as never; // its own object: a function may be registered twice
  hooks[kind].add(entry);
  return { remove: () => void hooks[kind].delete(entry) };
}

/** The hooks of a module in any order: what a captured call depends on. */
export function hooksOf(module: object): unknown[] {
  const hooks = registered.get(module);
  return hooks ? [...hooks.pre, ...hooks.forward, ...hooks.backward] : [];
}

/** All tensors in nested lists, and the lists again with others in their places. */
function tensorsIn(value: unknown): { tensors: Tensor[]; rebuild(others: readonly Tensor[]): unknown } {
  const tensors: Tensor[] = [];
  const visit = (item: unknown): ((others: readonly Tensor[]) => unknown) => {
    if (item instanceof Tensor) {
      const at = tensors.push(item) - 1;
      return (others) => others[at];
    }
    if (!Array.isArray(item)) return () => item;
    const parts = item.map(visit);
    return (others) => parts.map((part) => part(others));
  };
  return { tensors, rebuild: visit(value) };
}

/** Hands tensors on unchanged and tells, on the way back, what gradients arrived; `change` may answer with others. */
function watch(
  tensors: readonly Tensor[],
  change: (grads: readonly (Tensor | null)[]) => readonly (Tensor | null)[],
): readonly Tensor[] {
  const isFollowed = tensors.map(({ requiresGrad }) => requiresGrad);
  return differentiableMany("module hook", tensors, () => tensors, () => change, (_, i) => isFollowed[i]); // prettier-ignore
}

type Gradients = readonly (Tensor | null)[];

/** Asks the hooks one after the other; each sees what the one before made of the gradients. */
function runBackward(module: Module, hooks: Hooks["backward"], gradInput: Gradients, gradOutput: Gradients): Gradients {
  let current = gradInput;
  for (const { run } of hooks) {
    const answer = (run as FullBackwardHook)(module, current, gradOutput);
    if (!answer) continue;
    const list = answer instanceof Tensor ? [answer] : answer;
    if (list.length !== current.length)
      throw new ParameterError(
        `registerFullBackwardHook: the hook on ${module.constructor.name} returned ${list.length} gradients, must be ${current.length}: one per tensor argument.`,
      );
    current = list;
  }
  return current;
}

/** A call between two watched places: gradients of the results are kept at one, those of the arguments shown at the other. */
function watched(module: Module, hooks: Hooks, args: readonly unknown[], call: (args: unknown[]) => unknown): unknown {
  const { tensors, rebuild } = tensorsIn(args);
  let gradOutput: Gradients = [];
  const isFollowed = tensors.some(({ requiresGrad }) => requiresGrad);
  const inputs = watch(tensors, (grads) => runBackward(module, hooks.backward, grads, gradOutput));
  const results = tensorsIn(call(rebuild(inputs) as unknown[]));
  const outputs = watch(results.tensors, (grads) => {
    gradOutput = grads;
    // No gradient will come to the arguments, so this is all there is to see.
    if (!isFollowed) runBackward(module, hooks.backward, tensors.map(() => null), gradOutput); // prettier-ignore
    return grads;
  });
  return results.rebuild(outputs);
}

/** `module.forward(...inputs)` with the hooks of the module around it. */
export function callWithHooks(
  module: object,
  inputs: readonly unknown[],
  forward: (args: unknown[]) => unknown,
): unknown {
  const hooks = registered.get(module);
  if (!hooks) return forward([...inputs]);
  const self = module as Module;
  let args: unknown[] = [...inputs];
  for (const { run } of hooks.pre) {
    const answer = (run as ForwardPreHook)(self, args);
    if (answer !== undefined && answer !== null) args = Array.isArray(answer) ? answer : [answer];
  }
  let output = hooks.backward.size > 0 ? watched(self, hooks, args, forward) : forward(args);
  for (const { run } of hooks.forward) output = (run as ForwardHook)(self, args, output) ?? output;
  return output;
}

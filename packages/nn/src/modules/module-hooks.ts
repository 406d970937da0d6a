// Functions that look at, or change, what goes into modules, comes out of them, and flows back through them.
import { differentiableMany, ParameterError, Tensor, type HookHandle } from "@sonograd/core";
import type { Module } from "./module.js";

/**
 * Sees the arguments of a call; what it returns (a list, or one argument alone) takes their place. With `withKwargs` it
 * sees the options apart, {} where there are none, and answers with both: [inputs, options].
 */
export type ForwardPreHook<M = Module> = (module: M, inputs: readonly unknown[], options: Kwargs) => unknown;
/** Sees the arguments and the result of a call, with `withKwargs` the options before the result; what it returns takes the result's place. */
export type ForwardHook<M = Module> = (module: M, inputs: readonly unknown[], output: unknown) => unknown;
export type ForwardKwargsHook<M = Module> = (
  module: M,
  inputs: readonly unknown[],
  options: Kwargs,
  output: unknown,
) => unknown;
/** Sees the gradients of arguments and results, null where none is; what it returns takes the place of the former. */
export type FullBackwardHook<M = Module> = (
  module: M,
  gradInput: readonly (Tensor | null)[],
  gradOutput: readonly (Tensor | null)[],
) => Tensor | readonly (Tensor | null)[] | void;
/** Sees the gradients of the results before they flow on; what it returns takes their place. */
export type FullBackwardPreHook<M = Module> = (
  module: M,
  gradOutput: readonly (Tensor | null)[],
) => Tensor | readonly (Tensor | null)[] | void;

/** The options of a call, which stand last in one object: what Python passes by keyword. */
export type Kwargs = Readonly<Record<string, unknown>>;

export interface HookOptions {
  /** Run before the hooks that are there already (default false). */
  prepend?: boolean;
}
export interface ForwardPreHookOptions extends HookOptions {
  /** Show the options of the call apart from its other arguments (default false). */
  withKwargs?: boolean;
}
export interface ForwardHookOptions extends ForwardPreHookOptions {
  /** Also run where `forward` throws, with undefined for the result (default false). */
  alwaysCall?: boolean;
}

type Entry<Hook> = { readonly run: Hook } & ForwardHookOptions;

interface Hooks {
  pre: Entry<ForwardPreHook<never>>[];
  forward: Entry<ForwardHook<never> | ForwardKwargsHook<never>>[];
  backward: Entry<FullBackwardHook<never>>[];
  backwardPre: Entry<FullBackwardPreHook<never>>[];
}

const registered = new WeakMap<object, Hooks>();

/** Remembers a hook of a module until the handle is told to remove it. */
export function addHook<Kind extends keyof Hooks>(
  module: object,
  kind: Kind,
  run: Hooks[Kind][number]["run"],
  options: ForwardHookOptions = {},
): HookHandle {
  const hooks = registered.get(module) ?? { pre: [], forward: [], backward: [], backwardPre: [] };
  registered.set(module, hooks);
  const entry = { ...options, run }; // its own object: a function may be registered twice
  // New lists each time: a hook may remove itself while the others are still to run.
  const all = hooks as Record<Kind, Entry<unknown>[]>;
  all[kind] = options.prepend ? [entry, ...all[kind]] : [...all[kind], entry];
  return { remove: () => void (all[kind] = all[kind].filter((other) => other !== entry)) };
}

/** The hooks of a module: what a captured call depends on. */
export function hooksOf(module: object): unknown[] {
  const hooks = registered.get(module);
  return hooks ? Object.values(hooks).flat() : [];
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
function answers(
  op: string,
  module: Module,
  grads: Gradients,
  hooks: readonly ((grads: Gradients) => Tensor | Gradients | void)[],
): Gradients {
  let current = grads;
  for (const hook of hooks) {
    const answer = hook(current);
    if (!answer) continue;
    const list = answer instanceof Tensor ? [answer] : answer;
    if (list.length !== current.length)
      throw new ParameterError(
        `${op}: the hook on ${module.constructor.name} returned ${list.length} gradients, must be ${current.length}: one per tensor ${op === "registerFullBackwardHook" ? "argument" : "result"}.`,
      );
    current = list;
  }
  return current;
}

/** A call between two watched places: gradients of the results are kept at one, those of the arguments shown at the other. */
function watched(module: Module, hooks: Hooks, args: readonly unknown[], call: (args: unknown[]) => unknown): unknown {
  const { tensors, rebuild } = tensorsIn(args);
  let gradOutput: Gradients = [];
  const seen = (grads: Gradients): Gradients =>
    answers("registerFullBackwardHook", module, grads, hooks.backward.map(({ run }) => (g) => (run as FullBackwardHook)(module, g, gradOutput))); // prettier-ignore
  const before = (grads: Gradients): Gradients =>
    answers("registerFullBackwardPreHook", module, grads, hooks.backwardPre.map(({ run }) => (g) => (run as FullBackwardPreHook)(module, g))); // prettier-ignore
  const isFollowed = tensors.some(({ requiresGrad }) => requiresGrad);
  const inputs = watch(tensors, seen);
  const results = tensorsIn(call(rebuild(inputs) as unknown[]));
  const outputs = watch(results.tensors, (grads) => {
    gradOutput = before(grads);
    // No gradient will come to the arguments, so this is all there is to see.
    if (!isFollowed) seen(tensors.map(() => null));
    return gradOutput;
  });
  return results.rebuild(outputs);
}

/** The arguments without the options at their end, and those. */
function splitOptions(args: readonly unknown[]): [inputs: readonly unknown[], options: Kwargs] {
  const last = args.at(-1);
  const isOptions = typeof last === "object" && last !== null && Object.getPrototypeOf(last) === Object.prototype;
  return isOptions ? [args.slice(0, -1), last as Kwargs] : [args, {}];
}

const isGiven = (answer: unknown): boolean => answer !== undefined && answer !== null;

/** The arguments as the hooks before a call leave them. */
function changedArguments(self: Module, hooks: Hooks["pre"], inputs: readonly unknown[]): unknown[] {
  let args = [...inputs];
  for (const { run, withKwargs } of hooks) {
    const [given, options] = withKwargs ? splitOptions(args) : [args, {}];
    const answer = (run as ForwardPreHook)(self, given, options);
    if (!isGiven(answer)) continue;
    if (!withKwargs) args = Array.isArray(answer) ? answer : [answer];
    else {
      if (!Array.isArray(answer) || answer.length !== 2 || !Array.isArray(answer[0]))
        throw new ParameterError(
          `registerForwardPreHook: a hook with withKwargs=true must return [inputs, options] or nothing, on ${self.constructor.name}.`,
        );
      const changed = answer as [unknown[], Kwargs];
      args = Object.keys(changed[1]).length > 0 ? [...changed[0], changed[1]] : [...changed[0]];
    }
  }
  return args;
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
  let args: readonly unknown[] = inputs;
  const waiting = new Set(hooks.forward);
  const tell = (hook: Hooks["forward"][number], output: unknown): unknown => {
    waiting.delete(hook);
    if (!hook.withKwargs) return (hook.run as ForwardHook)(self, args, output);
    return (hook.run as ForwardKwargsHook)(self, ...splitOptions(args), output);
  };
  try {
    args = changedArguments(self, hooks.pre, inputs);
    const isWatched = hooks.backward.length + hooks.backwardPre.length > 0;
    let output = isWatched ? watched(self, hooks, args, forward) : forward([...args]);
    for (const hook of hooks.forward) output = tell(hook, output) ?? output;
    return output;
  } catch (error) {
    for (const hook of waiting) if (hook.alwaysCall) tell(hook, undefined);
    throw error;
  }
}

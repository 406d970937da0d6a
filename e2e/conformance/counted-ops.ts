// Core with its ops watched: which of them are called from outside, and which give something that carries a gradient?

let passedThrough: Set<string> | null = null;
let called: Set<string> | null = null;

/** Collects the names of ops whose results carry a gradient in `names` from now on; null for no longer. */
export function watch(names: Set<string> | null): void {
  passedThrough = names;
}

/** Collects the names of all ops that are called in `names` from now on; null for no longer. */
export function watchCalls(names: Set<string> | null): void {
  called = names;
}

const carries = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ((value as { requiresGrad?: unknown }).requiresGrad === true ||
    (Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value)
      ? Object.values(value).some(carries)
      : false));

/** `op` that notes its calls, and when a result of it carries a gradient. */
function counted(name: string, op: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    called?.add(name);
    const result = op(...args);
    if (passedThrough && carries(result)) passedThrough.add(name);
    return result;
  };
}

/** The module with those of its exports that are functions (not classes) counted. */
export function countedModule<M extends object>(module: M): M {
  const isPlain = (value: unknown): boolean => typeof value === "function" && !/^class\b/.test(Function.prototype.toString.call(value)); // prettier-ignore
  return Object.fromEntries(
    Object.entries(module).map(([name, value]) => [name, isPlain(value) ? counted(name, value as never) : value]),
  ) as M;
}

// Memory that goes back when a piece of work is done. Nobody needs this to be correct: storages that nothing points
// to are collected anyway, but a garbage collector does not see how full a GPU is.
import { ParameterError } from "../errors/index.js";
import { Tensor, type Storage } from "../tensor/index.js";
import { noteMade } from "./access.js";
import { backendOf } from "./registry.js";

const scopes: Set<Storage>[] = [];

/** Called for every storage that is made. */
export function trackStorage(storage: Storage): Storage {
  noteMade(storage);
  scopes.at(-1)?.add(storage);
  return storage;
}

/** Lets a tensor outlive the scopes it was made in; returns it. */
export function keep(t: Tensor): Tensor {
  for (const made of scopes) made.delete(t.storage);
  return t;
}

/** Tensors in a value: itself, or in arrays and plain objects. */
function tensorsIn(value: unknown, found: Tensor[] = []): Tensor[] {
  if (value instanceof Tensor) found.push(value);
  else if (Array.isArray(value)) for (const item of value) tensorsIn(item, found);
  else if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    for (const item of Object.values(value)) tensorsIn(item, found);
  return found;
}

/** Whether `backward()` may still walk from here, through tensors only the tape knows. */
const isPending = (t: Tensor): boolean => t.gradNode !== null && t.gradNode.inputs.length > 0;

/**
 * Runs `fn` and gives the memory of the tensors made inside back to their device at once.
 *
 * What lives on: tensors in the result (also in arrays and plain objects), gradients of leaves, and what was passed to
 * `keep`. A result that `backward()` has not walked yet keeps everything. Using a freed tensor is an error on a GPU;
 * on the CPU the memory simply waits for the garbage collector.
 *
 * @param fn  synchronous; scopes nest
 * @example const loss = scope(() => { const y = crossEntropy(model(x), t); y.backward(); return y.detach(); });
 */
export function scope<T>(fn: () => T): T {
  const made = new Set<Storage>();
  scopes.push(made);
  let result: T;
  try {
    result = fn();
  } finally {
    scopes.pop();
  }
  if (typeof (result as { then?: unknown } | null)?.then === "function") {
    (result as unknown as Promise<unknown>).then(undefined, () => {}); // its own failure is not the one to report
    throw new ParameterError(
      "scope: fn returned a promise, but it must be synchronous: the memory is given back when fn returns. Await outside.",
    );
  }
  const kept = tensorsIn(result);
  const outer = scopes.at(-1);
  if (kept.some(isPending)) {
    for (const storage of made) outer?.add(storage);
    return result;
  }
  for (const t of kept) {
    if (made.delete(t.storage)) outer?.add(t.storage);
  }
  for (const storage of made) backendOf(storage.device).free(storage);
  return result;
}

// Attaching ops to Tensor.prototype: `x.op(…)` calls `op(x, …)`.
import { Tensor } from "../tensor/index.js";

/** Adds each function as the method of its name; the tensor becomes the first argument. */
export function attachMethods(table: Readonly<Record<string, (x: Tensor, ...rest: never[]) => unknown>>): void {
  for (const [name, op] of Object.entries(table))
    Object.defineProperty(Tensor.prototype, name, {
      value(this: Tensor, ...rest: never[]) {
        return op(this, ...rest);
      },
      writable: true,
      configurable: true,
    });
}

/** The method form of a function on a tensor: the same without its first parameter. */
export type Method<F> = F extends (x: Tensor, ...rest: infer R) => infer T ? (...rest: R) => T : never;
/** The methods of a table of functions. */
export type MethodsOf<T> = { [K in keyof T]: Method<T[K]> };

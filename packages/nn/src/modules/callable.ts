// Makes instances of a class functions: `model(x)` runs `model.forward(x)`.
import { guardCapture, isCapturing, Tensor } from "@sonograd/core";
import { callWithHooks, hooksOf } from "./module-hooks.js";

/** What a captured call depends on: mode, settings, submodules, which tensors are the parameters, and hooks. */
const structureOf = (module: object): unknown[] => [
  ...Object.values(module).flatMap((v: unknown) => (v instanceof Tensor ? [v.storage, v.requiresGrad] : [v])),
  ...hooksOf(module),
];

/**
 * Base whose constructor returns a function with the subclass's prototype. JavaScript then installs the fields of
 * every subclass on that function, private ones included, so plain class fields work.
 */
export abstract class Callable {
  abstract forward(...inputs: never[]): unknown;

  constructor() {
    const call = (...inputs: never[]): unknown => {
      if (isCapturing()) guardCapture(call, `${call.constructor.name} (mode, settings or parameters)`, () => structureOf(call)); // prettier-ignore
      return callWithHooks(call, inputs, (args) => (call as unknown as Callable).forward(...(args as never[])));
    };
    // A function's own `name` and `length` are read-only and would shadow a subclass's.
    Reflect.deleteProperty(call, "name");
    Reflect.deleteProperty(call, "length");
    Object.setPrototypeOf(call, new.target.prototype as object);
    return call as unknown as this;
  }
}

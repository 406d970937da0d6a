// Makes instances of a class functions: `model(x)` runs `model.forward(x)`.

/**
 * Base whose constructor returns a function with the subclass's prototype. JavaScript then installs the fields of
 * every subclass on that function, private ones included, so plain class fields work.
 */
export abstract class Callable {
  abstract forward(...inputs: never[]): unknown;

  constructor() {
    const call = (...inputs: never[]): unknown => (call as unknown as Callable).forward(...inputs);
    // A function's own `name` and `length` are read-only and would shadow a subclass's.
    Reflect.deleteProperty(call, "name");
    Reflect.deleteProperty(call, "length");
    Object.setPrototypeOf(call, new.target.prototype as object);
    return call as unknown as this;
  }
}

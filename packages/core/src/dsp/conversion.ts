// The shape of every unit conversion: a number gives a number, a list gives a Float64Array.

import { ParameterError } from "../errors/index.js";
import { nameValue } from "../tensor/index.js";

/** Converts one value, or each value of a list, in double precision. */
export interface Conversion<Options extends object> {
  (value: number, options?: Options): number;
  (values: ArrayLike<number>, options?: Options): Float64Array;
}

/** A conversion from its formula for one value; the formula's destructuring holds the defaults. */
export function conversion<Options extends object = Record<never, never>>(
  formula: (value: number, options: Options) => number,
): Conversion<Options> {
  function convert(value: number, options?: Options): number;
  function convert(values: ArrayLike<number>, options?: Options): Float64Array;
  function convert(value: number | ArrayLike<number>, options?: Options): number | Float64Array {
    if (typeof value !== "number" && !(typeof value === "object" && value !== null && "length" in value))
      throw new ParameterError(`convert: value is ${nameValue(value)}, but must be a number or a list of numbers.`);
    const given = options ?? ({} as Options);
    return typeof value === "number" ? formula(value, given) : Float64Array.from(value, (v) => formula(v, given));
  }
  return convert;
}

// Option values from text; commander turns the error into a usage message and exit code 2.
import { InvalidArgumentError } from "commander";

/** Integers from `min` to `max`. */
export function integerBetween(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(
        max === Number.MAX_SAFE_INTEGER ? `It must be an integer ≥ ${min}.` : `It must be an integer, ${min}…${max}.`,
      );
    return value;
  };
}

/** Finite numbers above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError("It must be a number > 0.");
  return value;
}

// Checking the sizes that layers are made with.
import { ParameterError } from "@sonograd/core";

/** One integer, or one per spatial axis. */
export type Size = number | readonly number[];

/** `value` per axis, each an integer of at least `minimum`. */
export function perAxis(op: string, name: string, value: Size, axes: number, minimum: number): number[] {
  const list = typeof value === "number" ? Array.from({ length: axes }, () => value) : [...value];
  if (list.length !== axes || list.some((v) => !Number.isInteger(v) || v < minimum))
    throw new ParameterError(
      `${op}: ${name}=${typeof value === "number" ? value : `[${value.join(", ")}]`} must be an integer ≥ ${minimum}` +
        `${axes > 1 ? ` or ${axes} of them` : ""}.`,
    );
  return list;
}

/** A whole number of at least `minimum`. */
export function checkInteger(op: string, name: string, value: number, minimum: number): number {
  if (!Number.isInteger(value) || value < minimum)
    throw new ParameterError(`${op}: ${name}=${value} must be an integer ≥ ${minimum}.`);
  return value;
}

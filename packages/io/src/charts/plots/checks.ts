// Checks that all figure builders share.

import { ParameterError } from "@sonograd/core";

/** Refuses numbers that are not positive and finite. */
export function requirePositive(op: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value)))
      throw new ParameterError(`${op}: ${name}=${value} must be positive and finite.`);
  }
}

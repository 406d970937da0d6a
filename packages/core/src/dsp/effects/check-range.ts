import { ParameterError } from "../../errors/index.js";

/** Refuses a named number outside least…most. */
export function checkRange(op: string, named: Readonly<Record<string, number>>, least: number, most: number): void {
  for (const [name, value] of Object.entries(named)) {
    if (!(value >= least && value <= most) || !Number.isFinite(value))
      throw new ParameterError(`${op}: ${name}=${value} must be a number in ${least}…${most}.`);
  }
}

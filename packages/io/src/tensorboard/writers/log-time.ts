// When something is logged.
import { ParameterError } from "@sonograd/core";
import type { EventTime } from "../event.js";

/** When a value was logged. */
export interface LogTime {
  /** Seconds since 1970 (default now). */
  readonly walltime?: number;
}

/** @throws ParameterError  a step that is no integer */
export function timeOf(
  op: string,
  globalStep: number | undefined,
  { walltime = Date.now() / 1000 }: LogTime,
): EventTime {
  if (globalStep !== undefined) checkStep(op, "globalStep", globalStep);
  return { wallTime: walltime, step: globalStep };
}

export function checkStep(op: string, name: string, step: number): void {
  if (!Number.isSafeInteger(step)) throw new ParameterError(`${op}: ${name}=${step} must be an integer.`);
}

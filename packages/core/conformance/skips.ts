// Cases that a device cannot run, each with its reason. A skipped case that passes fails the run: the list stays true.
import type { Device } from "../src/index.js";

export interface Skip {
  /** Name of the case. */
  readonly case: string;
  readonly device: Device;
  readonly reason: string;
}

export const SKIPS: readonly Skip[] = [];

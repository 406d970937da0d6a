// Ctrl-C: the first one asks the command to finish what it holds, the second ends the process.
import { EXIT } from "./exit-codes.js";

export interface Interrupt {
  /** Aborted by the first SIGINT or SIGTERM, or by `trigger`. */
  readonly signal: AbortSignal;
  /** As if the key had been pressed; for views that read keys themselves. */
  readonly trigger: () => void;
  /** Stops listening. */
  readonly dispose: () => void;
}

/** Listens until disposed. `onFirst` runs once, at the first signal. */
export function listenForInterrupt(onFirst: () => void = () => undefined): Interrupt {
  const controller = new AbortController();
  const trigger = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onFirst();
  };
  process.on("SIGINT", trigger);
  process.on("SIGTERM", trigger);
  return {
    signal: controller.signal,
    trigger,
    dispose: () => {
      process.off("SIGINT", trigger);
      process.off("SIGTERM", trigger);
    },
  };
}

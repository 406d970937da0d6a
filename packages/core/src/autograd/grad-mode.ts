// Whether operations are recorded at the moment.
import { ParameterError } from "../errors/index.js";

let recording = true;

/** Whether operations are being recorded. */
export const isGradEnabled = (): boolean => recording;

/** Switches recording on or off from here on, as `torch.set_grad_enabled`; inside `noGrad` and the like until they end. */
export function setGradEnabled(enabled: boolean): void {
  recording = enabled;
}

/** Runs `fn` with recording on or off. For functions known to be synchronous. */
export function withRecording<T>(state: boolean, fn: () => T): T {
  const before = recording;
  recording = state;
  try {
    return fn();
  } finally {
    recording = before;
  }
}

/** Refuses a promise: what follows its first wait would run in the mode of whoever runs then. */
export function refusePromise<T>(op: string, result: T): T {
  if (typeof (result as { then?: unknown } | null)?.then !== "function") return result;
  (result as unknown as Promise<unknown>).then(undefined, () => {}); // its own failure is not the one to report
  throw new ParameterError(
    `${op}: fn returned a promise, but it must be synchronous: the mode ends when fn returns. Await outside and pass a function of the values.`,
  );
}

/**
 * Runs `fn` without recording, as `torch.no_grad()`.
 *
 * @param fn  synchronous
 * @throws ParameterError  fn returned a promise
 */
export const noGrad = <T>(fn: () => T): T => refusePromise("noGrad", withRecording(false, fn));

/** Runs `fn`, which must be synchronous, with recording on, also inside `noGrad`; as `torch.enable_grad()`. */
export const enableGrad = <T>(fn: () => T): T => refusePromise("enableGrad", withRecording(true, fn));

/**
 * Runs `fn`, which must be synchronous, without recording, as `torch.inference_mode()`. Here the same as `noGrad`:
 * PyTorch also refuses what was made inside in recorded operations later, which buys nothing here.
 */
export const inferenceMode = <T>(fn: () => T): T => refusePromise("inferenceMode", withRecording(false, fn));

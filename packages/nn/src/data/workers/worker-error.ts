import { SonogradError } from "@sonograd/core";

/** An error as it travels between threads. */
export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** A worker of a data loader failed or ended. Where its own code threw, `cause` holds that error with the worker's stack. */
export class WorkerError extends SonogradError {
  constructor(message: string, options?: ErrorOptions) {
    super("ERR_WORKER", message, options);
  }
}

export function reportOf(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "" };
  return { name: error.name, message: error.message, stack: error.stack ?? "" };
}

/** The error of a worker as one of this thread. */
export function errorOf(worker: number, { name, message, stack }: ErrorReport): WorkerError {
  const cause = new Error(message);
  cause.name = name;
  cause.stack = stack;
  return new WorkerError(`DataLoader: worker ${worker} failed. ${name}: ${message}`, { cause });
}

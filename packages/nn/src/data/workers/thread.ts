// One face for Node's worker threads and for Web Workers, seen from either side.
import { ParameterError } from "@sonograd/core";

/** A worker as its owner sees it. */
export interface Thread {
  post(message: unknown): void;
  /** Whether the process stays alive for it (Node). */
  keepAlive(on: boolean): void;
  terminate(): void;
}

export interface ThreadEvents {
  onMessage(message: unknown): void;
  /** It threw outside of any request, or ended: nothing more will come. */
  onDeath(reason: string, cause?: unknown): void;
}

/** What is needed of a `Worker` of `node:worker_threads`. */
export interface NodeWorker {
  on(event: "message" | "messageerror" | "error" | "exit", listener: (value: unknown) => void): unknown;
  postMessage(message: unknown, transfer: readonly []): void;
  ref(): void;
  unref(): void;
  terminate(): unknown;
}

/** A module's address, or what makes the worker: bundlers want to see `new Worker(new URL("./x.js", import.meta.url))`. */
export type WorkerModule = URL | string | (() => Worker | NodeWorker);

const threads = () => (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.("node:worker_threads");

function makeWorker(module: WorkerModule): Worker | NodeWorker {
  if (typeof module === "function") return module();
  const node = threads();
  if (node) return new node.Worker(new URL(module));
  if (typeof Worker === "undefined")
    throw new ParameterError("DataLoader: numWorkers must be 0 here: this environment has no workers.");
  return new Worker(module, { type: "module" });
}

/** Starts a worker. @throws ParameterError where there are no workers, or the address is none */
export function startThread(module: WorkerModule, events: ThreadEvents): Thread {
  if (typeof module === "string" && !URL.canParse(module))
    throw new ParameterError(
      `DataLoader: worker="${module}" must be a whole address. Use new URL("./clips.worker.js", import.meta.url).`,
    );
  const worker = makeWorker(module);
  if ("on" in worker) {
    worker.on("message", (message) => events.onMessage(message));
    worker.on("messageerror", (error) => events.onDeath("sent something that cannot be read", error));
    worker.on("error", (error) => events.onDeath(`threw. ${String(error)}`, error));
    worker.on("exit", (code) => events.onDeath(`ended with exit code ${String(code)}`));
    return {
      post: (message) => worker.postMessage(message, []),
      keepAlive: (on) => (on ? worker.ref() : worker.unref()),
      terminate: () => void worker.terminate(),
    };
  }
  worker.addEventListener("message", ({ data }) => events.onMessage(data));
  worker.addEventListener("messageerror", () => events.onDeath("sent something that cannot be read"));
  worker.addEventListener("error", ({ message, filename, lineno, error }) =>
    events.onDeath(message ? `threw. ${message} (${filename}:${lineno})` : "could not be loaded", error),
  );
  return {
    post: (message) => worker.postMessage(message, []),
    keepAlive: () => {},
    terminate: () => worker.terminate(),
  };
}

/** The owner of the worker that this runs in, or undefined in a main thread. */
export interface Owner {
  post(message: unknown, transfer: ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function ownerOfThisThread(): Owner | undefined {
  const port = threads()?.parentPort;
  if (port)
    return {
      post: (message, transfer) => port.postMessage(message, transfer),
      onMessage: (listener) => void port.on("message", listener),
    };
  if (typeof document !== "undefined" || typeof self === "undefined") return undefined;
  return {
    post: (message, transfer) => self.postMessage(message, { transfer }),
    onMessage: (listener) => self.addEventListener("message", ({ data }) => listener(data)),
  };
}

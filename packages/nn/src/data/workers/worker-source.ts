import { ParameterError } from "@sonograd/core";
import { unpack, type Call, type Reply, type WorkerInfo } from "./messages.js";
import type { SampleSource } from "./sample-source.js";
import { startThread, type Thread, type WorkerModule } from "./thread.js";
import { errorOf, WorkerError } from "./worker-error.js";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

/** Whole milliseconds that `setTimeout` can wait. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A dataset in a worker. Every request is answered, fails with the worker's error, or fails because the worker ended. */
export class WorkerSource<T> implements SampleSource<T> {
  readonly #info: WorkerInfo;
  readonly #thread: Thread;
  readonly #timeoutSeconds: number;
  readonly #waiting = new Map<number, Waiting>();
  /** Messages wait for the module to call `serveDataset`. */
  readonly #ready: Promise<unknown>;
  #requests = 0;
  #dead: WorkerError | null = null;

  constructor(module: WorkerModule, info: WorkerInfo, timeoutSeconds: number) {
    this.#info = info;
    this.#timeoutSeconds = timeoutSeconds;
    this.#thread = startThread(module, {
      onMessage: (message) => this.#receive(message as Reply),
      onDeath: (reason, cause) =>
        this.#die(new WorkerError(`DataLoader: worker ${info.id} ${reason}.`, cause === undefined ? {} : { cause })),
    });
    this.#ready = this.#wait(0, "calling serveDataset");
    this.#ready.catch(() => {}); // told by the first request
  }

  /**
   * Makes the dataset in the worker.
   *
   * @param length  of the loader's dataset, which the worker's must have too; null for an iterable one
   */
  async start(length: number | null): Promise<void> {
    const served = await this.#ask({ type: "start", info: this.#info });
    const name = (n: unknown): string => (n === null ? "an iterable one" : `${String(n)} samples`);
    if (served !== length)
      throw new ParameterError(
        `DataLoader: the dataset of worker ${this.#info.id} has ${name(served)}, the loader's ${name(length)}. Make the same dataset on both sides.`,
      );
  }
  async begin(epoch: number): Promise<void> {
    await this.#ask({ type: "begin", epoch });
  }
  async get(indices: readonly number[]): Promise<T[]> {
    return (await this.#ask({ type: "get", indices })) as T[];
  }
  async take(count: number): Promise<T[]> {
    return (await this.#ask({ type: "take", count })) as T[];
  }
  get dead(): boolean {
    return this.#dead !== null;
  }

  terminate(): void {
    this.#die(new WorkerError(`DataLoader: worker ${this.#info.id} was closed.`));
  }

  async #ask(call: Call): Promise<unknown> {
    await this.#ready;
    if (this.#dead) throw this.#dead;
    const request = ++this.#requests;
    const answer = this.#wait(request, `answering "${call.type}"`);
    this.#thread.post({ ...call, request });
    return answer;
  }

  #wait(request: number, what: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const seconds = this.#timeoutSeconds;
      const late = (): void =>
        this.#die(
          new WorkerError(
            `DataLoader: worker ${this.#info.id} took longer than timeoutSeconds=${seconds} for ${what}. Raise it if samples are slow to make.`,
          ),
        );
      const timer = seconds * 1000 <= LONGEST_TIMEOUT_MS ? setTimeout(late, seconds * 1000) : undefined;
      this.#waiting.set(request, { resolve, reject, timer });
      this.#thread.keepAlive(true);
    });
  }

  #take(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    clearTimeout(waiting?.timer);
    if (this.#waiting.size === 0) this.#thread.keepAlive(false);
    return waiting;
  }

  #receive(reply: Reply): void {
    if (reply.type === "ready") this.#take(0)?.resolve(undefined);
    else if (reply.type === "error") this.#take(reply.request)?.reject(errorOf(this.#info.id, reply.error));
    else this.#take(reply.request)?.resolve(unpack(reply.value));
  }

  /** Ends the worker; every request that waits, and every later one, fails with `error`. */
  #die(error: WorkerError): void {
    if (this.#dead) return;
    this.#dead = error;
    for (const request of this.#waiting.keys()) this.#take(request)?.reject(error);
    this.#thread.terminate();
  }
}

// What a chart is doing. One piece of work at a time: newer work aborts the older.

export type ChartState =
  | { readonly kind: "empty" }
  | { readonly kind: "loading"; readonly name: string }
  | { readonly kind: "ready" }
  | { readonly kind: "error"; readonly name: string; readonly message: string; readonly error: unknown };

export interface JobHandlers<Result> {
  /** Called after every change of `state`. */
  readonly changed: () => void;
  readonly done: (result: Result) => void;
}

export class ChartJob<Result> {
  state: ChartState = { kind: "empty" };
  #running: AbortController | undefined;

  constructor(private readonly handlers: JobHandlers<Result>) {}

  /** Aborts what runs and starts `work`; its failure becomes the state "error". */
  async start(name: string, work: (signal: AbortSignal) => Promise<Result>): Promise<void> {
    this.#running?.abort();
    const job = new AbortController();
    this.#running = job;
    this.#become({ kind: "loading", name });
    try {
      const result = await work(job.signal);
      if (job.signal.aborted) return;
      this.handlers.done(result);
      this.#become({ kind: "ready" });
    } catch (error) {
      if (job.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#become({ kind: "error", name, message, error });
    }
    if (this.#running === job) this.#running = undefined;
  }

  /** Aborts what runs. @returns whether there was something */
  cancel(): boolean {
    const running = this.#running;
    this.#running = undefined;
    running?.abort();
    return running !== undefined;
  }

  /** Aborts what runs and shows nothing. */
  clear(): void {
    this.cancel();
    this.#become({ kind: "empty" });
  }

  #become(state: ChartState): void {
    this.state = state;
    this.handlers.changed();
  }
}

import type { WorkerOptions } from "../loader-options.js";
import { WorkerSource } from "./worker-source.js";

/** The workers of a loader: new ones for each epoch, or the same ones where they are persistent. */
export class WorkerPool<T> {
  #kept: WorkerSource<T>[] | null = null;

  constructor(
    readonly length: number | null,
    readonly options: WorkerOptions,
  ) {}

  /** Workers whose dataset is made. @throws WorkerError, ParameterError  one of them failed, or has another dataset */
  async open(): Promise<WorkerSource<T>[]> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept) return kept;
    const { numWorkers = 0, worker, workerData, timeoutSeconds = 300 } = this.options;
    const workers = Array.from(
      { length: numWorkers },
      (_, id) => new WorkerSource<T>(worker!, { id, numWorkers, data: workerData }, timeoutSeconds),
    );
    try {
      await Promise.all(workers.map((w) => w.start(this.length)));
    } catch (error) {
      for (const w of workers) w.terminate();
      throw error;
    }
    return workers;
  }

  /** Ends the workers, or keeps them for the next epoch. */
  release(workers: readonly WorkerSource<T>[]): void {
    const keep = this.options.persistentWorkers && !this.#kept && workers.every((w) => !w.dead);
    if (keep) this.#kept = [...workers];
    else for (const w of workers) w.terminate();
  }

  close(): void {
    for (const w of this.#kept ?? []) w.terminate();
    this.#kept = null;
  }
}

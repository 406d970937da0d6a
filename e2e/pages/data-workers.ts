// A loader with Web Workers, for e2e/browser/data-workers.test.ts.
import { DataLoader, WorkerError } from "@sonograd/nn";
import { Squares } from "./squares.js";

declare global {
  interface Window {
    /** Labels of the batches that hold these samples, or what went wrong. */
    labelsByWorkers(samples: readonly number[]): Promise<readonly number[][] | string>;
  }
}

window.labelsByWorkers = async (samples) => {
  const sampler = { length: samples.length, [Symbol.iterator]: () => samples[Symbol.iterator]() };
  const worker = (): Worker => new Worker(new URL("./squares.worker.ts", import.meta.url), { type: "module" });
  const loader = new DataLoader(new Squares(), { sampler, batchSize: 3, numWorkers: 2, worker });
  const labels: number[][] = [];
  try {
    for await (const { y } of loader) labels.push(Array.from(await y.data()));
    return labels;
  } catch (error) {
    const inside = error instanceof WorkerError && error.cause instanceof Error ? error.cause.stack : "";
    return `${String(error)} | ${inside}`;
  }
};

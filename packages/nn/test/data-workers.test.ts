import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ParameterError, Tensor } from "@sonograd/core";
import { DataLoader, serveDataset, SubsetRandomSampler, WorkerError, type Collated, type DataLoaderOptions } from "../src/data/index.js"; // prettier-ignore
import { Squares, Streams, type Sample } from "./datasets.js";

// Workers read no TypeScript: the module is bundled once, which also starts them sooner.
let directory = "";
let module: URL;
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), "sonograd-workers-"));
  const conditions = ["@sonograd/source"];
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: path.join(import.meta.dirname, "datasets.worker.ts"),
      outDir: directory,
      minify: false,
      rollupOptions: { output: { entryFileNames: "worker.mjs" } },
    },
  });
  module = pathToFileURL(path.join(directory, "worker.mjs"));
}, 60_000);
afterAll(() => rm(directory, { recursive: true }));

/** Plain values of a batch. */
const plain = (value: unknown): unknown =>
  value instanceof Tensor
    ? [value.dtype, value.shape, Array.from(value.dataSync())]
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
        : value;

async function walk(loader: AsyncIterable<unknown>, batches = Infinity): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const batch of loader) {
    all.push(plain(batch));
    if (all.length >= batches) break;
  }
  return all;
}
const failure = (loader: AsyncIterable<unknown>): Promise<WorkerError> =>
  walk(loader).then(
    () => expect.fail("no error"),
    (error: WorkerError) => error,
  );

type Options = DataLoaderOptions<Sample, Collated<Sample>>;
const squares = (options: Options): DataLoader<Sample> =>
  new DataLoader(new Squares(), { numWorkers: 1, worker: module, ...options });
/** The first thirty samples, shuffled; later ones fail. */
const good = (): Options => ({
  batchSize: 4,
  sampler: new SubsetRandomSampler(
    Array.from({ length: 30 }, (_, i) => i),
    { seed: 1 },
  ),
});
class BySubset {
  constructor(readonly indices: readonly number[]) {}
  get length(): number {
    return this.indices.length;
  }
  [Symbol.iterator](): Iterator<number> {
    return this.indices[Symbol.iterator]();
  }
}

describe("a loader with workers", () => {
  it("gives the batches that it gives without, epoch after epoch, and goes on in the middle of one", async () => {
    const alone = squares({ ...good(), numWorkers: 0 });
    let started = 0;
    const worker = (): Worker => {
      started++;
      return new Worker(module);
    };
    const there = squares({ ...good(), numWorkers: 2, persistentWorkers: true, worker });
    const first = await walk(there);
    expect(first).toEqual(await walk(alone));
    const seen = await walk(there, 3);
    there.loadStateDict({ ...there.stateDict() });
    const second = [...seen, ...(await walk(there))];
    expect(second).toEqual(await walk(alone));
    expect(second).not.toEqual(first);
    expect(started).toBe(2);
    there.close();
    expect(await walk(there)).toEqual(await walk(alone));
    expect(started).toBe(4);
    there.close();
  });

  it("passes on what a worker throws, with its stack, and works on", async () => {
    const order: number[] = [90];
    const there = squares({ sampler: new BySubset(order), persistentWorkers: true });
    const error = await failure(there);
    expect(error).toBeInstanceOf(WorkerError);
    expect(error.message).toMatch(/worker 0 failed. ParameterError: sample 90 is broken/);
    expect((error.cause as Error).stack).toMatch(/Squares\.get.*worker\.mjs/s);
    order[0] = 93;
    expect((await failure(there)).message).toMatch(/DataCloneError/);
    order[0] = 8;
    expect(await walk(there)).toHaveLength(1);
    order[0] = 91;
    expect((await failure(there)).message).toMatch(/worker 0 ended with exit code 5/);
    order[0] = 9;
    expect(await walk(there)).toHaveLength(1); // by a new worker
    there.close();
  });

  it("reads each worker's part of an iterable dataset", async () => {
    const loader = new DataLoader(new Streams(), { numWorkers: 2, worker: module, workerData: "stream", batchSize: 2 });
    const all = (await walk(loader)) as [string, number[], number[]][];
    expect(all.map(([, , values]) => values)).toEqual([[0, 2], [1, 3], [4, 6], [5, 7], [8, 10], [9]]);
  });

  it("refuses a worker whose dataset is another, or cannot be made", async () => {
    expect(await failure(squares({ ...good(), workerData: "short" }))).toBeInstanceOf(ParameterError);
    expect((await failure(squares({ ...good(), workerData: "unmakeable" }))).message).toMatch(
      /RangeError: no such recordings/,
    );
  });
});

describe("a worker that is no worker", () => {
  const broken = (code: string): Options => ({
    ...good(),
    worker: new URL(`data:text/javascript,${encodeURIComponent(code)}`),
    timeoutSeconds: 0.5,
  });

  it("is an error, never a wait without end", async () => {
    expect((await failure(squares(broken("")))).message).toMatch(/worker 0 ended with exit code 0/);
    const thrown = await failure(squares(broken("throw new TypeError('not today')")));
    expect(thrown.message).toMatch(/worker 0 threw. TypeError: not today/);
    expect((thrown.cause as Error).stack).toContain("data:text/javascript");
    expect((await failure(squares(broken("setInterval(() => {}, 1e3)")))).message).toMatch(
      /timeoutSeconds=0.5 for calling serveDataset/,
    );
    expect(await failure(squares({ ...good(), worker: "./clips.js" }))).toBeInstanceOf(ParameterError);
    expect(() => serveDataset(() => new Squares())).toThrow(/called outside a worker/);
  });
});

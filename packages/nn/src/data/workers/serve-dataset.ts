import { ParameterError } from "@sonograd/core";
import { Dataset, type IterableDataset } from "../dataset.js";
import { pack, type Reply, type Request, type WorkerInfo } from "./messages.js";
import { DatasetSource } from "./sample-source.js";
import { ownerOfThisThread } from "./thread.js";
import { reportOf } from "./worker-error.js";

/**
 * Makes a module the worker of a `DataLoader`: call it at the module's top level, and give the module's address to the loader.
 * Samples may hold tensors, numbers, strings, typed arrays, and arrays and plain records of these.
 *
 * @param make  makes the dataset once, in the worker. An iterable dataset gives each worker its own part of the samples
 *   by `info.id` and `info.numWorkers`; `info.data` is the loader's `workerData`.
 * @throws ParameterError  called outside a worker
 * @example
 * // clips.worker.js
 * serveDataset(({ data }) => new Clips(data.directory));
 */
export function serveDataset(
  make: (info: WorkerInfo) => Dataset<unknown> | IterableDataset<unknown> | Promise<Dataset<unknown>>,
): void {
  const owner = ownerOfThisThread();
  if (!owner)
    throw new ParameterError(
      'serveDataset: called outside a worker. Give the address of its module to a loader: new DataLoader(dataset, { numWorkers: 2, worker: new URL("./clips.worker.js", import.meta.url) }).',
    );
  let source: DatasetSource<unknown> | undefined;

  const answer = async (request: Request): Promise<unknown> => {
    if (request.type === "start") {
      source = new DatasetSource(await make(request.info));
      return source.dataset instanceof Dataset ? source.dataset.length : null;
    }
    if (!source) throw new ParameterError("internal: serveDataset was asked before it was started.");
    if (request.type === "begin") return source.begin(request.epoch);
    if (request.type === "get") return source.get(request.indices);
    return source.take(request.count);
  };

  owner.onMessage((message) => {
    const request = message as Request;
    const transfer: ArrayBuffer[] = [];
    answer(request)
      .then((result) => pack(result, transfer))
      .then((value) => owner.post({ type: "result", request: request.request, value } satisfies Reply, transfer))
      .catch((error: unknown) =>
        owner.post({ type: "error", request: request.request, error: reportOf(error) } satisfies Reply, []),
      );
  });
  owner.post({ type: "ready" } satisfies Reply, []);
}

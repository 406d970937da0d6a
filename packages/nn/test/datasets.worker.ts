// The datasets of data-workers.test.ts, served by a worker.
import { serveDataset } from "../src/data/workers/serve-dataset.js";
import { Streams, Squares } from "./datasets.js";

serveDataset(({ data, id, numWorkers }) => {
  if (data === "stream") return new Streams(id, numWorkers);
  if (data === "short") return new Squares(3);
  if (data === "unmakeable") throw new RangeError("no such recordings");
  return new Squares();
});

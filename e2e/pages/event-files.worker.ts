import { opfsStorage } from "@sonograd/io";
import { logRun } from "./event-log.js";

opfsStorage()
  .then(logRun)
  .then(
    () => postMessage(""),
    (error: unknown) => postMessage(String(error)),
  );

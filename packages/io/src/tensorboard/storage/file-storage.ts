// Runs in the file system (Node).
import { ParameterError } from "@sonograd/core";
import { nodeModule, writeFileAtomic } from "../../bytes/index.js";
import type { LogStorage } from "./log-storage.js";

/** Files of Node; event files are appended to, so whatever was flushed stays after a crash. */
export const fileStorage: LogStorage = {
  create: async (path) => {
    const fs = nodeModule("node:fs/promises")!;
    const paths = nodeModule("node:path")!;
    try {
      await fs.mkdir(paths.dirname(path), { recursive: true });
      const file = await fs.open(path, "ax");
      return { write: (bytes) => file.writeFile(bytes), close: () => file.close() };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new ParameterError(`SummaryWriter: path="${path}" cannot be written: ${why}.`, { cause });
    }
  },
  write: (path, bytes) => writeFileAtomic("SummaryWriter", path, bytes),
};

/** The file system where there is one. */
export function defaultStorage(): LogStorage {
  if (nodeModule("node:fs/promises")) return fileStorage;
  throw new ParameterError(
    "SummaryWriter: storage is needed where there are no files. Pass new MemoryStorage() for a download, or await opfsStorage().",
  );
}

// Runs in the browser's private file system (WHATWG File System), which outlives the page.
import { ParameterError } from "@sonograd/core";
import type { EventSink } from "../sink.js";
import type { LogStorage } from "./log-storage.js";

/** A handle that workers have: writes go to the file at once. */
interface SyncAccessHandle {
  getSize: () => number;
  write: (bytes: Uint8Array, options: { at: number }) => number;
  flush: () => void;
  close: () => void;
}

/**
 * Keeps a run's files in the origin's private file system, or under any directory a user picked.
 *
 * In a worker, records go straight to the file. On a page each flush copies the file once (that is how pages may write), so
 * choose a large `maxQueue` there.
 *
 * @param root  where the runs go (default `navigator.storage.getDirectory()`)
 * @throws ParameterError  the browser has no such file system
 */
export async function opfsStorage(root?: FileSystemDirectoryHandle): Promise<LogStorage> {
  const storage = (globalThis as { navigator?: Navigator }).navigator?.storage;
  if (!root && typeof storage?.getDirectory !== "function")
    throw new ParameterError(
      "opfsStorage: root is missing and this host has no private file system. Use MemoryStorage.",
    );
  const top = root ?? (await storage!.getDirectory());
  return {
    create: async (path) => openSink(await fileHandle(top, path)),
    write: async (path, bytes) => {
      const sink = await openSink(await fileHandle(top, path), true);
      await sink.write(bytes);
      await sink.close?.();
    },
  };
}

async function fileHandle(top: FileSystemDirectoryHandle, path: string): Promise<FileSystemFileHandle> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  let folder = top;
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
  return folder.getFileHandle(parts.at(-1)!, { create: true });
}

async function openSink(file: FileSystemFileHandle, replace = false): Promise<EventSink> {
  const inWorker = file as FileSystemFileHandle & { createSyncAccessHandle?: () => Promise<SyncAccessHandle> };
  if (!replace && inWorker.createSyncAccessHandle) {
    const access = await inWorker.createSyncAccessHandle();
    return {
      write: (bytes) => {
        access.write(bytes, { at: access.getSize() });
        access.flush();
      },
      close: () => access.close(),
    };
  }
  return {
    write: async (bytes) => {
      const writable = await file.createWritable({ keepExistingData: !replace });
      if (!replace) await writable.seek((await file.getFile()).size);
      await writable.write(bytes as Uint8Array<ArrayBuffer>);
      await writable.close();
    },
  };
}

// A run written by a page, for e2e/browser/event-files.test.ts.
import { MemoryStorage, opfsStorage } from "@sonograd/io";
import { logRun } from "./event-log.js";

declare global {
  interface Window {
    /** Logs into the browser's private file system. Gives every file, latin1 for bytes, by its path. */
    logToOpfs(writer: "page" | "worker"): Promise<Readonly<Record<string, string>>>;
    /** Logs into memory and offers the files as a download. */
    logToDownload(fileName: string): Promise<void>;
  }
}

/** What TypeScript's library for pages leaves out: a folder lists its entries. */
type Folder = FileSystemDirectoryHandle & AsyncIterable<[name: string, entry: Folder | FileSystemFileHandle]>;

async function filesIn(folder: Folder, before = ""): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const [name, entry] of folder)
    if (entry.kind === "directory") found.push(...(await filesIn(entry as Folder, `${before}${name}/`)));
    else {
      const bytes = new Uint8Array(await (await (entry as FileSystemFileHandle).getFile()).arrayBuffer());
      found.push([before + name, Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")]);
    }
  return found;
}

function logInWorker(): Promise<void> {
  const worker = new Worker(new URL("./event-files.worker.ts", import.meta.url), { type: "module" });
  return new Promise<void>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<string>) => (data === "" ? resolve() : reject(new Error(data)))); // prettier-ignore
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  }).finally(() => worker.terminate());
}

window.logToOpfs = async (writer) => {
  const root = (await navigator.storage.getDirectory()) as Folder;
  for await (const [name] of root) await root.removeEntry(name, { recursive: true });
  await (writer === "page" ? logRun(await opfsStorage()) : logInWorker());
  return Object.fromEntries(await filesIn(root));
};

window.logToDownload = async (fileName) => {
  const storage = new MemoryStorage();
  await logRun(storage);
  storage.download(fileName);
};

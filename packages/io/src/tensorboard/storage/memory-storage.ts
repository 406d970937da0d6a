// Runs in memory, for a page that offers them as a download, and for tests.
import { zipSync } from "fflate";
import { concat } from "../../bytes/index.js";
import type { EventSink } from "../sink.js";
import type { LogStorage } from "./log-storage.js";

/**
 * Keeps a run's files in memory.
 *
 * @example
 * const storage = new MemoryStorage();
 * const writer = new SummaryWriter("runs/page", { storage });
 * writer.addScalar("loss", 0.5, 1);
 * await writer.close();
 * storage.download("runs.zip"); // unpack it, then: tensorboard --logdir runs
 */
export class MemoryStorage implements LogStorage {
  readonly #chunks = new Map<string, Uint8Array[]>();

  create(path: string): Promise<EventSink> {
    const chunks: Uint8Array[] = [];
    this.#chunks.set(path, chunks);
    return Promise.resolve({ write: (bytes) => void chunks.push(bytes) });
  }

  write(path: string, bytes: Uint8Array): Promise<void> {
    this.#chunks.set(path, [bytes]);
    return Promise.resolve();
  }

  /** All files so far by their paths. */
  files(): Map<string, Uint8Array<ArrayBuffer>> {
    return new Map([...this.#chunks].map(([path, chunks]) => [path, concat(chunks)]));
  }

  /** All files so far as a zip archive. */
  zip(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(zipSync(Object.fromEntries(this.files())));
  }

  /** Offers the zip archive as a download (browser). */
  download(fileName = "runs.zip"): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.zip()], { type: "application/zip" }));
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads the address after click() returns
  }
}

// Where event records go: a file in Node, or memory anywhere.
import { ParameterError } from "@sonograd/core";
import { concat, nodeModule } from "../bytes/index.js";

/** Takes whole records, in order. */
export interface EventSink {
  write: (bytes: Uint8Array) => void | Promise<void>;
  close?: () => void | Promise<void>;
}

/** Keeps everything in memory, for browsers and tests: offer `bytes()` as a download named `fileName`. */
export class MemorySink implements EventSink {
  readonly fileName = eventFileName();
  readonly #chunks: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
  }

  /** The event file so far. */
  bytes(): Uint8Array<ArrayBuffer> {
    return concat(this.#chunks);
  }
}

/**
 * Appends to a new event file in `logDir` (Node); the folder is made when it is missing.
 *
 * @throws ParameterError  outside Node, or the folder cannot be written (cause attached)
 */
export async function openEventFile(logDir: string, suffix = ""): Promise<EventSink & { readonly path: string }> {
  const fs = nodeModule("node:fs/promises");
  const paths = nodeModule("node:path");
  if (!fs || !paths)
    throw new ParameterError(
      `EventFileWriter: logDir="${logDir}" needs a file system. In a browser, use a MemorySink.`,
    );
  const path = paths.join(logDir, eventFileName() + suffix);
  try {
    await fs.mkdir(logDir, { recursive: true });
    const file = await fs.open(path, "ax");
    return {
      path,
      write: (bytes) => file.writeFile(bytes),
      close: () => file.close(),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ParameterError(`EventFileWriter: logDir="${logDir}" cannot be written: ${why}.`, { cause });
  }
}

let filesOpened = 0;

/** `events.out.tfevents.<seconds>.<host>.<pid>.<n>`, the form by which TensorBoard finds event files. */
export function eventFileName(): string {
  const seconds = String(Math.floor(Date.now() / 1000)).padStart(10, "0");
  const host = nodeModule("node:os")?.hostname() ?? "browser";
  const pid = (globalThis as { process?: { pid?: number } }).process?.pid ?? 0;
  return `events.out.tfevents.${seconds}.${host}.${pid}.${filesOpened++}`;
}

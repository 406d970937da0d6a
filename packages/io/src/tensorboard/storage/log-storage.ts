// Where a run's files go: event files that grow, and whole files beside them (embeddings).
import type { EventSink } from "../sink.js";

export interface LogStorage {
  /** A new file that takes records; missing folders are made. */
  create: (path: string) => Promise<EventSink>;
  /** A whole file, in place of what was there. */
  write: (path: string, bytes: Uint8Array) => Promise<void>;
}

/** A sink that is opened on the first write, so that its owner need not wait. */
export function lazySink(open: () => Promise<EventSink>): EventSink {
  let opened: Promise<EventSink> | undefined;
  return {
    write: async (bytes) => (await (opened ??= open())).write(bytes),
    close: async () => (await opened?.catch(() => undefined))?.close?.(),
  };
}

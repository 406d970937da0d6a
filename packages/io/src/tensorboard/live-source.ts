// Event files as they lie, also while another program writes them.
import { ParameterError } from "@sonograd/core";
import { nameOf, nodeModule, openRange, readSource, type ByteSource } from "../bytes/index.js";

/** A file handle of the browser's file systems. */
export interface FileHandle {
  readonly name: string;
  getFile: () => Promise<Blob>;
}

/** Where events come from; only a path (Node) and a file handle (browser) can be followed. */
export type EventSource = ByteSource | FileHandle;

/** A source whose size is asked anew each time. */
export interface LiveSource {
  readonly name: string;
  size: () => Promise<number>;
  read: (start: number, end: number) => Promise<Uint8Array>;
  close: () => Promise<void>;
}

const isHandle = (source: EventSource): source is FileHandle => typeof (source as FileHandle).getFile === "function";
const isPath = (source: EventSource): source is string =>
  typeof source === "string" && !/^[a-z]{2,}:/i.test(source) && nodeModule("node:fs/promises") !== undefined;

export const canGrow = (source: EventSource): boolean => isHandle(source) || isPath(source);

/**
 * Opens a source for reading in parts; what has no parts (URLs) is read whole.
 *
 * @throws ParameterError  the source cannot be opened
 */
export async function openLive(op: string, source: EventSource): Promise<LiveSource> {
  if (isHandle(source))
    return {
      name: source.name,
      size: async () => (await source.getFile()).size,
      read: async (start, end) => new Uint8Array(await (await source.getFile()).slice(start, end).arrayBuffer()),
      close: () => Promise.resolve(),
    };
  if (isPath(source)) return openPath(op, source);
  const range = (await openRange(op, source)) ?? (await openRange(op, (await readSource(op, source)).bytes))!;
  return { ...range, name: nameOf(source), size: () => Promise.resolve(range.size) };
}

async function openPath(op: string, path: string): Promise<LiveSource> {
  try {
    const file = await nodeModule("node:fs/promises")!.open(path, "r");
    return {
      name: path,
      size: async () => (await file.stat()).size,
      read: async (start, end) => {
        const { bytesRead, buffer } = await file.read(new Uint8Array(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ParameterError(`${op}: source="${path}" cannot be read: ${why}.`, { cause });
  }
}

/** Reads ahead, so that small records cost no read each. */
export class BlockReader {
  readonly #source: LiveSource;
  #start = 0;
  #block = new Uint8Array(0);

  constructor(source: LiveSource) {
    this.#source = source;
  }

  /** The bytes start…end, fewer where the file ends before. */
  async read(start: number, end: number): Promise<Uint8Array> {
    if (start < this.#start || end > this.#start + this.#block.length) {
      this.#block = Uint8Array.from(await this.#source.read(start, Math.max(end, start + BLOCK_BYTES)));
      this.#start = start;
    }
    return this.#block.subarray(start - this.#start, end - this.#start);
  }
}

const BLOCK_BYTES = 1 << 16;

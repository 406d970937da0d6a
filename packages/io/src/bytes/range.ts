// Parts of a source, where that is possible without reading all of it.
import { ParameterError } from "@sonograd/core";
import { bytesOf } from "./little-endian.js";
import { nodeModule } from "./node.js";
import { nameOf, type ByteSource } from "./source.js";

/** A source of which any part can be read. */
export interface RangeSource {
  readonly name: string;
  /** Bytes in all. */
  readonly size: number;
  /** The bytes start…end, fewer where the source ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const closeNothing = (): Promise<void> => Promise.resolve();

/**
 * Opens bytes in memory, a Blob or a local file (Node) for reading in parts; undefined for everything else.
 *
 * @throws ParameterError  a file that cannot be opened
 */
export async function openRange(op: string, source: ByteSource): Promise<RangeSource | undefined> {
  const name = nameOf(source);
  if (typeof Blob !== "undefined" && source instanceof Blob)
    return {
      name,
      size: source.size,
      read: async (start, end) => new Uint8Array(await source.slice(start, end).arrayBuffer()),
      close: closeNothing,
    };
  if (source instanceof ArrayBuffer || source instanceof Uint8Array) {
    const bytes = source instanceof Uint8Array ? bytesOf(source) : new Uint8Array(source);
    return { name, size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)), close: closeNothing }; // prettier-ignore
  }
  const fs = nodeModule("node:fs/promises");
  if (!fs || typeof source !== "string" || /^[a-z]{2,}:/i.test(source)) return undefined;
  try {
    const file = await fs.open(source, "r");
    const { size } = await file.stat();
    return {
      name,
      size,
      read: async (start, end) => {
        const length = Math.max(0, Math.min(end, size) - start);
        const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ParameterError(`${op}: source="${name}" cannot be read: ${why}.`, { cause });
  }
}

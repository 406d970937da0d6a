// Where bytes come from: a path, a URL, a Blob or memory. Every source has a name for error messages.
import { FormatError, ParameterError } from "@sonograd/core";
import { bytesOf } from "./little-endian.js";
import { nodeModule } from "./node.js";

/** A path (Node), a URL, a Blob or File, or bytes in memory. */
export type ByteSource = string | URL | Blob | ArrayBuffer | Uint8Array;

/** The bytes of a source and the name that errors use for it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const REMOTE = /^(https?|data|blob):/i;

/** What errors call a source: its path or URL, the file's name, or its size. */
export function nameOf(source: ByteSource): string {
  if (typeof source === "string") return source.length > 200 ? `${source.slice(0, 200)}…` : source;
  if (source instanceof URL) return nameOf(source.href);
  if (typeof Blob !== "undefined" && source instanceof Blob)
    return "name" in source && typeof source.name === "string" ? source.name : `blob of ${source.size} bytes`;
  return `${(source as ArrayBuffer | Uint8Array).byteLength} bytes in memory`;
}

/**
 * All bytes of `source`. Bytes in memory are returned as a view, everything else is read.
 *
 * @throws ParameterError  the source is of no known kind, does not exist or cannot be read (cause attached)
 * @throws FormatError     the source is empty
 */
export async function readSource(op: string, source: ByteSource): Promise<NamedBytes> {
  const name = nameOf(source);
  const bytes = await fetchBytes(op, source, name);
  if (bytes.length === 0) throw new FormatError(`${op}: source="${name}" is empty (0 bytes).`);
  return { name, bytes };
}

async function fetchBytes(op: string, source: ByteSource, name: string): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return bytesOf(source); // a plain view of Node's Buffer too
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Blob !== "undefined" && source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  const fs = nodeModule("node:fs/promises");
  const isUrl = source instanceof URL;
  if (typeof source !== "string" && !isUrl)
    throw new ParameterError(
      `${op}: source=${describe(source)} is none of path, URL, Blob, File, ArrayBuffer, Uint8Array.`,
    );
  try {
    if (fs && !REMOTE.test(String(source)))
      return bytesOf(await fs.readFile(isUrl || !/^file:/i.test(source) ? source : new URL(source)));
    const response = await fetch(source);
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ParameterError(`${op}: source="${name}" cannot be read: ${why}.`, { cause });
  }
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return value.constructor?.name ?? "object";
}

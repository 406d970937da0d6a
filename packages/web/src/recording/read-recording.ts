// From a URL or a file to a recording; stops when nobody waits any more.
import { ParameterError } from "@sonograd/core";
import { load } from "@sonograd/io";
import { makeRecording, type Recording } from "./recording.js";

/** What people call a source: the last part of its path. */
export function displayName(source: string | Blob): string {
  if (typeof source !== "string") return "name" in source && typeof source.name === "string" ? source.name : "audio";
  if (/^(data|blob):/i.test(source)) return "audio";
  const path = source.split(/[?#]/, 1)[0];
  const last = path.split("/").findLast((part) => part !== "") ?? source;
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // not percent-encoded after all
  }
}

/**
 * Fetches and decodes audio.
 *
 * @param source  a URL relative to `baseUrl`, or a Blob
 * @throws ParameterError  the source cannot be fetched
 * @throws FormatError     it is no audio, damaged or truncated; the message names it
 * @throws the signal's reason, once aborted
 */
export async function readRecording(
  op: string,
  source: string | Blob,
  { signal, baseUrl }: { readonly signal: AbortSignal; readonly baseUrl: string },
): Promise<Recording> {
  const name = displayName(source);
  const bytes =
    typeof source === "string" ? await fetchBytes(op, name, new URL(source, baseUrl), { signal, baseUrl }) : source;
  signal.throwIfAborted();
  // As a File, so that the decoder's errors name it.
  const { samples, sampleRate } = await load(new File([bytes], name));
  signal.throwIfAborted();
  return makeRecording(op, samples, sampleRate, name);
}

async function fetchBytes(
  op: string,
  name: string,
  url: URL,
  { signal, baseUrl }: { readonly signal: AbortSignal; readonly baseUrl: string },
): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`the server answered ${`${response.status} ${response.statusText}`.trimEnd()}`);
    return await response.arrayBuffer();
  } catch (cause) {
    signal.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    // Browsers hide from a page why another server's answer may not be read.
    const isForeign = cause instanceof TypeError && url.origin !== new URL(baseUrl).origin;
    const why = isForeign ? `${reason}; ${url.origin} must be reachable and allow this page to read it (CORS)` : reason;
    throw new ParameterError(`${op}: src="${name}" cannot be read: ${why}.`, { cause });
  }
}

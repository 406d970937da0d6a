// Event files record by record: large payloads left where they are, files that still grow, damage passed over.
import { FormatError, ParameterError } from "@sonograd/core";
import { parseEvent, type EventRecord, type LazyPayload } from "./event.js";
import { parseLazyEvent } from "./lazy-event.js";
import { BlockReader, canGrow, openLive, type EventSource, type LiveSource } from "./live-source.js";
import { FRAME_BYTES, HEADER_BYTES, isIntact, recordLength, type TornRecord } from "./records.js";

/** Bytes that hold no readable record. */
export interface DamagedBytes extends TornRecord {
  /** Where the next readable record begins, or the end of the file. */
  readonly end: number;
}

export interface StreamEventsOptions {
  /** Payloads of this many bytes and more are left in the file until `load()` (default: none are). */
  readonly lazyBytes?: number;
  /** Wait for more at the end of the file, until `signal` (default false). */
  readonly follow?: boolean;
  /** Between two looks at a file that is followed, seconds (default 1). */
  readonly pollSeconds?: number;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** Is told of damage, which is then passed over (default: damage is thrown). */
  readonly onDamage?: (damage: DamagedBytes) => void;
}

const OP = "streamEvents";

/**
 * The events of a file, one after the other, without holding the file in memory.
 *
 * Both checksums of each record are compared, for lazy payloads when they are loaded. Damage costs the records it lies in: the
 * stream goes on behind a record whose length is intact, otherwise with the next whole record, wherever that begins. A record that is cut off at the end of the file is damage too, unless the file is followed: then
 * it is waited for.
 *
 * @param source  a path (Node), URL, Blob, File, file handle (browser) or bytes; only paths and handles can be followed
 * @throws ParameterError  an option out of range, or a source that cannot be read or followed
 * @throws FormatError     damage, where there is no `onDamage`; all events before it were given
 * @example
 * for await (const { step, values } of streamEvents(path, { follow: true, lazyBytes: 4096 }))
 *   for (const { tag, scalar } of values) console.log(step, tag, scalar);
 */
export async function* streamEvents(
  source: EventSource,
  options: StreamEventsOptions = {},
): AsyncGenerator<EventRecord, void, void> {
  const { lazyBytes = Infinity, follow = false, pollSeconds = 1, signal, onDamage } = options;
  if (!(lazyBytes >= 1)) throw new ParameterError(`${OP}: lazyBytes=${lazyBytes} must be ≥ 1.`);
  if (!(pollSeconds >= 0)) throw new ParameterError(`${OP}: pollSeconds=${pollSeconds} must be ≥ 0.`);
  if (follow && !canGrow(source))
    throw new ParameterError(`${OP}: follow=true needs a path in Node or a file handle in a browser.`);
  const file = await openLive(OP, source);
  const reader = new BlockReader(file);
  const read = (start: number, end: number): Promise<Uint8Array> => reader.read(start, end);
  try {
    for (let at = 0; ;) {
      if (signal?.aborted) return;
      const size = await file.size();
      const found = at < size ? await recordAt(read, at, size, lazyBytes, source) : undefined;
      if (found && "event" in found) {
        yield found.event;
        at = found.end;
      } else if (follow && (!found || found.isCut)) await wait(pollSeconds, signal);
      else if (!found) return;
      else {
        const end = await nextRecord(read, at, size, found.end);
        const damage: DamagedBytes = { offset: at, end, reason: found.reason };
        if (!onDamage)
          throw new FormatError(`${OP}: source="${file.name}" is damaged at byte ${at}: ${found.reason}. Pass onDamage to go on at byte ${end}.`); // prettier-ignore
        onDamage(damage);
        at = end;
      }
    }
  } finally {
    await file.close();
  }
}

type Found =
  | { readonly event: EventRecord; readonly end: number }
  | {
      readonly reason: string;
      /** The file ends inside the record: it may still be written. */
      readonly isCut: boolean;
      /** Where the record ends, if its length is intact. */
      readonly end?: number;
    };

type Read = (start: number, end: number) => Promise<Uint8Array>;

async function recordAt(read: Read, at: number, size: number, lazyBytes: number, source: EventSource): Promise<Found> {
  if (size - at < HEADER_BYTES)
    return { reason: `the record header needs ${HEADER_BYTES} bytes, ${size - at} are present`, isCut: true };
  const length = recordLength(await read(at, at + HEADER_BYTES));
  if (length === undefined) return { reason: "the record length fails its checksum", isCut: false };
  const end = at + FRAME_BYTES + length;
  if (end > size) return { reason: `the record needs ${end - at} bytes, ${size - at} are present`, isCut: true };
  const start = at + HEADER_BYTES;
  try {
    if (length >= lazyBytes) {
      const lazy = (from: number, to: number): LazyPayload => ({
        size: to - from,
        load: () => loadPart(source, at, end, from, to),
      });
      return { event: await parseLazyEvent(read, start, end - 4, lazyBytes, lazy), end };
    }
    const record = (await read(at, end)).slice(); // or a payload that is kept would keep the block
    const payload = record.subarray(HEADER_BYTES, HEADER_BYTES + length);
    if (!isIntact(payload, record)) return { reason: "the record fails its checksum", isCut: false, end };
    return { event: parseEvent(payload), end };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), isCut: false, end };
  }
}

/**
 * Where to go on after a damaged record: at its end where its length is intact and a record or nothing follows, so that what
 * lies inside of it is not taken for records; otherwise where the next whole record with both checksums begins, or the end.
 */
async function nextRecord(read: Read, damaged: number, size: number, stated?: number): Promise<number> {
  if (stated === size) return stated;
  if (stated !== undefined && stated + HEADER_BYTES <= size) {
    const follows = recordLength(await read(stated, stated + HEADER_BYTES));
    if (follows !== undefined) return stated;
  }
  for (let from = damaged + 1; from + FRAME_BYTES <= size; from++) {
    const length = recordLength(await read(from, from + HEADER_BYTES));
    if (length === undefined || from + FRAME_BYTES + length > size) continue;
    const record = await read(from, from + FRAME_BYTES + length);
    if (isIntact(record.subarray(HEADER_BYTES, HEADER_BYTES + length), record)) return from;
  }
  return size;
}

/** The bytes from…to of the record at start…end, after its checksum was compared. */
async function loadPart(
  source: EventSource,
  start: number,
  end: number,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const file: LiveSource = await openLive(OP, source);
  try {
    const record = await file.read(start, end);
    if (record.length !== end - start || !isIntact(record.subarray(HEADER_BYTES, -4), record))
      throw new FormatError(`${OP}: source="${file.name}" is damaged at byte ${start}: the record fails its checksum.`);
    return record.subarray(from - start, to - start);
  } finally {
    await file.close();
  }
}

/** Resolves after a time, or at once on abort. */
function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 1000 * seconds);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done);
  });
}

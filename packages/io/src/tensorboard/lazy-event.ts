// Events whose large parts stay in the file: only the fields around them are read.
import { FormatError } from "@sonograd/core";
import { concat } from "../bytes/index.js";
import { EVENT, parseEvent, parseValue, SUMMARY, type EventRecord, type LazyPayload, type SummaryValue } from "./event.js"; // prettier-ignore
import { VALUE } from "./summaries/value.js";

type Read = (start: number, end: number) => Promise<Uint8Array>;

/** A field of a message in a file. */
interface Span {
  readonly number: number;
  /** Where the field begins, key included. */
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  readonly isBytes: boolean;
}

const PAYLOADS: readonly number[] = [VALUE.image, VALUE.histogram, VALUE.audio, VALUE.tensor];

/**
 * The event whose message lies at start…end of a file. Payloads of `lazyBytes` and more are not read; `lazy` makes what
 * stands for them.
 *
 * @throws FormatError  the bytes are no message
 */
export async function parseLazyEvent(
  read: Read,
  start: number,
  end: number,
  lazyBytes: number,
  lazy: (start: number, end: number) => LazyPayload,
): Promise<EventRecord> {
  const kept: Uint8Array[] = [];
  const values: SummaryValue[] = [];
  let lazyGraphDef: LazyPayload | undefined;
  for await (const field of spans(read, start, end)) {
    if (field.number === EVENT.summary && field.isBytes)
      for await (const value of spans(read, field.contentStart, field.end)) {
        if (value.number === SUMMARY.value && value.isBytes)
          values.push(await parseLazyValue(read, value, lazyBytes, lazy));
      }
    else if (field.number === EVENT.graphDef && field.end - field.contentStart >= lazyBytes)
      lazyGraphDef = lazy(field.contentStart, field.end);
    else kept.push((await read(field.start, field.end)).slice());
  }
  return { ...parseEvent(concat(kept)), ...(lazyGraphDef ? { lazyGraphDef } : {}), values };
}

async function parseLazyValue(
  read: Read,
  value: Span,
  lazyBytes: number,
  lazy: (start: number, end: number) => LazyPayload,
): Promise<SummaryValue> {
  const kept: Uint8Array[] = [];
  const lazyPayloads = new Map<number, LazyPayload>();
  for await (const field of spans(read, value.contentStart, value.end))
    if (field.isBytes && PAYLOADS.includes(field.number) && field.end - field.contentStart >= lazyBytes)
      lazyPayloads.set(field.number, lazy(field.contentStart, field.end));
    else kept.push((await read(field.start, field.end)).slice());
  return { ...parseValue(concat(kept)), ...(lazyPayloads.size > 0 ? { lazyPayloads } : {}) };
}

/** The fields of the message at start…end. A key and a length take at most fifteen bytes. */
async function* spans(read: Read, start: number, end: number): AsyncGenerator<Span> {
  for (let at = start; at < end;) {
    const head = await read(at, Math.min(end, at + 20));
    let used = 0;
    const varint = (): number => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        if (used >= head.length || used >= 20) throw new FormatError(`streamEvents: no field begins at byte ${at}.`);
        const byte = head[used++];
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
      }
    };
    const key = varint();
    const type = key % 8;
    if (type === 0) varint();
    const contentLength = type === 2 ? varint() : type === 1 ? 8 : type === 5 ? 4 : 0;
    const contentStart = at + used;
    const next = contentStart + contentLength;
    if (next > end || (type !== 0 && type !== 1 && type !== 2 && type !== 5))
      throw new FormatError(`streamEvents: the field at byte ${at} passes the end of its message, ${end}.`);
    yield { number: Math.floor(key / 8), start: at, contentStart, end: next, isBytes: type === 2 };
    at = next;
  }
}

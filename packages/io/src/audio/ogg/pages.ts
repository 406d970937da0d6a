// Ogg pages (RFC 3533): found, checked against their checksum, and grouped by logical stream.
import { FormatError } from "@sonograd/core";
import { counted, latin1, readInt64 } from "../../bytes/index.js";
import { oggCrc } from "./crc.js";

export interface OggPage {
  readonly serial: number;
  readonly sequence: number;
  /** Samples (in the codec's clock) finished by the end of this page; −1 when no packet ends here. */
  readonly granule: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** True when the first segment continues a packet of the page before. */
  readonly isContinued: boolean;
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
  /** The whole page, header included. */
  readonly bytes: Uint8Array;
}

/**
 * All pages of an Ogg file in file order.
 *
 * @throws FormatError  a page is torn, has a wrong checksum, or something else stands where a page should begin
 */
export function parseOggPages(bytes: Uint8Array, name: string): OggPage[] {
  const fail = (what: string): FormatError => new FormatError(`readOgg: source="${name}" ${what}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pages: OggPage[] = [];
  for (let at = 0; at < bytes.length;) {
    if (latin1(bytes, at, at + 4) !== "OggS".slice(0, bytes.length - at))
      throw fail(`is damaged: byte ${at} should begin Ogg page ${pages.length}.`);
    const headerEnd = at + 27 + (at + 26 < bytes.length ? bytes[at + 26] : 0);
    if (headerEnd > bytes.length || at + 27 > bytes.length) throw torn(fail, pages.length, at, bytes.length);
    if (bytes[at + 4] !== 0) throw fail(`has Ogg version ${bytes[at + 4]} at byte ${at}; only version 0 exists.`);
    const segments = bytes.subarray(at + 27, headerEnd);
    const end = headerEnd + segments.reduce((sum, length) => sum + length, 0);
    if (end > bytes.length) throw torn(fail, pages.length, at, bytes.length, end);
    const whole = bytes.subarray(at, end);
    if (oggCrc(whole) !== view.getUint32(at + 22, true))
      throw fail(`is damaged: Ogg page ${pages.length} at byte ${at} fails its checksum.`);
    const flags = bytes[at + 5];
    pages.push({
      serial: view.getUint32(at + 14, true),
      sequence: view.getUint32(at + 18, true),
      granule: readInt64(view, at + 6),
      isContinued: (flags & 1) !== 0,
      isFirst: (flags & 2) !== 0,
      isLast: (flags & 4) !== 0,
      segments,
      body: bytes.subarray(headerEnd, end),
      bytes: whole,
    });
    at = end;
  }
  return pages;
}

function torn(fail: (what: string) => FormatError, index: number, at: number, size: number, end?: number): FormatError {
  const needs = end === undefined ? "its header is cut off" : `it needs ${counted(end - at, "byte")}`;
  return fail(
    `is truncated inside Ogg page ${index} at byte ${at}: ${needs}, ${counted(size - at, "byte")} are present. ` +
      "Get a complete copy of the file.",
  );
}

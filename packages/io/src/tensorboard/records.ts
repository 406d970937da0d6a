// TFRecord framing: length, checksum of the length, payload, checksum of the payload.
import { readUint64 } from "../bytes/index.js";
import { maskedCrc32c } from "./crc32c.js";

/** `payload` as one record. */
export function frameRecord(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(payload.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(payload, 12);
  view.setUint32(12 + payload.length, maskedCrc32c(payload), true);
  return bytes;
}

/** Where and why reading stopped before the end of the bytes. */
export interface TornRecord {
  /** Byte offset of the record that could not be read. */
  readonly offset: number;
  readonly reason: string;
}

/** Bytes before the payload: its length and the checksum of that. */
export const HEADER_BYTES = 12;
/** Header and the checksum after the payload. */
export const FRAME_BYTES = 16;

/** The length that a record's first 12 bytes state, or undefined where they fail their checksum. */
export function recordLength(bytes: Uint8Array, at = 0): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  if (maskedCrc32c(bytes.subarray(at, at + 8)) !== view.getUint32(8, true)) return undefined;
  return readUint64(view, 0);
}

/** Whether a payload agrees with the checksum that follows it. */
export function isIntact(payload: Uint8Array, record: Uint8Array): boolean {
  const end = new DataView(record.buffer, record.byteOffset + record.length - 4, 4);
  return maskedCrc32c(payload) === end.getUint32(0, true);
}

/** The payloads of all records up to the first that is cut off or fails a checksum. */
export function readRecords(bytes: Uint8Array): {
  payloads: { offset: number; payload: Uint8Array }[];
  torn?: TornRecord;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloads: { offset: number; payload: Uint8Array }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const torn = (reason: string) => ({ payloads, torn: { offset: at, reason } });
    const left = bytes.length - at;
    if (left < 12) return torn(`the record header needs 12 bytes, ${left} are present`);
    if (maskedCrc32c(bytes.subarray(at, at + 8)) !== view.getUint32(at + 8, true))
      return torn("the record length fails its checksum");
    const length = readUint64(view, at);
    if (left < 16 + length) return torn(`the record needs ${16 + length} bytes, ${left} are present`);
    const payload = bytes.subarray(at + 12, at + 12 + length);
    if (maskedCrc32c(payload) !== view.getUint32(at + 12 + length, true)) return torn("the record fails its checksum");
    payloads.push({ offset: at, payload });
    at += 16 + length;
  }
  return { payloads };
}

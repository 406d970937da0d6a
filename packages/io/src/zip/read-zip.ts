// Entries of a zip archive, by its central directory: stored or deflated, each with its checksum looked at.
import { FormatError } from "@sonograd/core";
import { inflateSync } from "fflate";
import { preview, readUint64 } from "../bytes/index.js";
import { crc32 } from "./crc32.js";

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Its bytes, unpacked; a view into the archive where they are stored as they are. */
  read(): Uint8Array;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** No deflated stream is longer than this many times its bytes. */
const MAX_RATIO = 1032;

/**
 * The files in a zip archive, in the order of its directory. Archives over 4 GiB (zip64) are read.
 *
 * @param context  what errors begin with, such as `readNpz: source="x.npz"`
 * @throws FormatError  no zip archive, a damaged one, an encrypted entry, a method other than stored and deflated; on
 *                      `read`, an entry whose bytes do not fit their length or checksum
 */
export function readZip(bytes: Uint8Array, context: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (what: string, options?: ErrorOptions): FormatError => new FormatError(`${context} ${what}`, options);
  const { count, start } = directoryOf(view, bytes, fail);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw fail(`is a damaged zip archive: entry ${i} of ${count} is not where its directory says.`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > bytes.length) throw fail(`is a damaged zip archive: its directory passes the end.`);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const sizes = sizesOf(view, at, at + 46 + nameLength, extraLength);
    const [flags, method, crc] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint32(at + 16, true)]; // prettier-ignore
    if (flags & 1) throw fail(`has the encrypted entry "${name}". Store it without a password.`);
    if (method !== 0 && method !== 8)
      throw fail(`has entry "${name}" packed by method ${method}; stored (0) and deflated (8) ones are read.`);
    entries.push({ name, read: () => contents(bytes, view, { name, method, crc, ...sizes }, fail) });
    at = next;
  }
  return entries;
}

type Fail = (what: string, options?: ErrorOptions) => FormatError;

/** Number of entries and the place of the first. */
function directoryOf(view: DataView, bytes: Uint8Array, fail: Fail): { count: number; start: number } {
  const first = Math.max(0, bytes.length - 22 - 0xffff); // a comment of up to 65535 bytes may follow
  for (let at = bytes.length - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== END) continue;
    let [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    if (at >= 20 && view.getUint32(at - 20, true) === END_64_LOCATOR) {
      const wide = readUint64(view, at - 12);
      if (wide + 56 > at || view.getUint32(wide, true) !== END_64) throw fail("is a damaged zip64 archive.");
      [count, start] = [readUint64(view, wide + 32), readUint64(view, wide + 48)];
    }
    return { count, start };
  }
  throw fail(
    bytes.length >= 4 && view.getUint32(0, true) === LOCAL
      ? "is truncated: the directory at the end of the zip archive is missing."
      : `is no zip archive: it begins with ${preview(bytes)}.`,
  );
}

interface Sizes {
  readonly packed: number;
  readonly size: number;
  readonly local: number;
}

/** Lengths and place of an entry; those that 32 bits do not hold stand in the extra field. */
function sizesOf(view: DataView, at: number, extra: number, extraLength: number): Sizes {
  const found = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  for (let e = extra; e + 4 <= extra + extraLength; e += 4 + view.getUint16(e + 2, true)) {
    if (view.getUint16(e, true) !== 1) continue;
    let place = e + 4;
    const end = Math.min(extra + extraLength, place + view.getUint16(e + 2, true));
    found.forEach((value, k) => {
      if (value !== 0xffffffff || place + 8 > end) return;
      found[k] = readUint64(view, place);
      place += 8;
    });
  }
  const [size, packed, local] = found;
  return { packed, size, local };
}

interface Place extends Sizes {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
}

function contents(bytes: Uint8Array, view: DataView, entry: Place, fail: Fail): Uint8Array {
  const { name, method, crc, packed, size, local } = entry;
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw fail(`has entry "${name}" at byte ${local}, where none is.`);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) throw fail(`is truncated: entry "${name}" ends at byte ${start + packed}, ${bytes.length} are present.`); // prettier-ignore
  const raw = bytes.subarray(start, start + packed);
  let data = raw;
  if (method === 8) {
    if (size > packed * MAX_RATIO) throw fail(`has entry "${name}" of ${size} bytes, more than ${packed} can hold.`);
    try {
      data = inflateSync(raw, { out: new Uint8Array(size) });
    } catch (cause) {
      throw fail(`has entry "${name}" that cannot be unpacked.`, { cause });
    }
  }
  if (data.length !== size) throw fail(`has entry "${name}" of ${data.length} bytes; its directory says ${size}.`);
  if (crc32(data) !== crc) throw fail(`has entry "${name}" that is damaged: its checksum is wrong.`);
  return data;
}

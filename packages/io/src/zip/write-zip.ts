// Files as one zip archive.
import { zipSync, type Zippable } from "fflate";

/** Bytes of a zip archive of the files by name, stored as they are or deflated. Equal contents give equal bytes. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>, { compressed = false } = {}): Uint8Array<ArrayBuffer> {
  const zippable: Zippable = {};
  // 1 January 1980 is the earliest date that the format holds
  const mtime = new Date(1980, 0, 1);
  for (const [name, bytes] of files) zippable[name] = [bytes, { level: compressed ? 6 : 0, mtime }];
  return zipSync(zippable);
}

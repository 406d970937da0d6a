// npz archives: several npy files by name in one zip file.
import { FormatError } from "@sonograd/core";
import { readNpy, type NpyArray } from "../npy/index.js";
import { readZip } from "../zip/index.js";

export interface ReadNpzOptions {
  /** What errors call the bytes (default "npz bytes"). */
  readonly name?: string;
  /** The arrays to read (default: all). */
  readonly only?: readonly string[];
}

/**
 * The arrays of an npz archive by name, as `numpy.load` names them: stored (`numpy.savez`) or deflated
 * (`numpy.savez_compressed`). Each array is read as by `readNpy`, and only those wanted are unpacked.
 *
 * @param options.only  names to read; the others may be of dtypes that are not supported
 * @throws FormatError  no zip archive, a damaged or encrypted one, an entry that is no npy file, a name of `only` that is not there
 * @example readNpz(bytes).get("samples")
 */
export function readNpz(bytes: Uint8Array, { name = "npz bytes", only }: ReadNpzOptions = {}): Map<string, NpyArray> {
  const entries = readZip(bytes, `readNpz: source="${name}"`);
  const arrays = new Map<string, NpyArray>();
  for (const entry of entries) {
    const key = entry.name.replace(/\.npy$/, "");
    if (entry.name.endsWith("/") || (only && !only.includes(key))) continue;
    arrays.set(key, readNpy(entry.read(), { name: `${name}/${entry.name}` }));
  }
  const missing = only?.find((key) => !arrays.has(key));
  if (missing !== undefined) {
    const names = entries.map((entry) => entry.name.replace(/\.npy$/, "")).join(", ");
    throw new FormatError(`readNpz: source="${name}" has no array "${missing}". There are: ${names}.`);
  }
  return arrays;
}

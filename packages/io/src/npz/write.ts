// Arrays as one npz archive.
import { ParameterError, type Tensor } from "@sonograd/core";
import type { HostArray } from "../bytes/index.js";
import { writeNpy } from "../npy/index.js";
import { writeZip } from "../zip/index.js";

export interface WriteNpzOptions {
  /** Deflate the arrays, as `numpy.savez_compressed` (default false, as `numpy.savez`). */
  readonly compressed?: boolean;
}

/**
 * The bytes of an npz archive that numpy.load reads. Equal contents give equal bytes.
 *
 * @param arrays  by name: CPU tensors, or {dtype, shape, data}
 * @throws ParameterError  a name that is empty or climbs out of the archive
 * @throws ShapeError, DTypeError, BackendError  as `writeNpy`
 * @example writeNpz({ mel, labels }, { compressed: true })
 */
export function writeNpz(
  arrays: Readonly<Record<string, Tensor | HostArray>>,
  { compressed = false }: WriteNpzOptions = {},
): Uint8Array<ArrayBuffer> {
  const files = new Map<string, Uint8Array>();
  for (const [name, array] of Object.entries(arrays)) {
    if (name === "" || name.startsWith("/") || name.split("/").includes(".."))
      throw new ParameterError(`writeNpz: name="${name}" must be a relative name. Rename the array.`);
    files.set(`${name}.npy`, writeNpy(array));
  }
  return writeZip(files, { compressed });
}

// npz archives as tensors.
import type { Tensor } from "@sonograd/core";
import { readSource, toHost, writeFileAtomic, type ByteSource, type HostArray } from "../bytes/index.js";
import { npyToTensor } from "../npy/index.js";
import { readNpz, type ReadNpzOptions } from "./read.js";
import { writeNpz, type WriteNpzOptions } from "./write.js";

/**
 * The tensors of an npz archive by name.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @param options.only  names to read (default: all)
 * @throws FormatError, DTypeError, ParameterError  as `readNpz`, an array of strings, or the source cannot be read
 * @example const { mel, labels } = await loadNpz("batch.npz");
 */
export async function loadNpz(
  source: ByteSource,
  options: Pick<ReadNpzOptions, "only"> = {},
): Promise<Record<string, Tensor>> {
  const { bytes, name } = await readSource("loadNpz", source);
  const tensors: [string, Tensor][] = [];
  for (const [key, array] of readNpz(bytes, { ...options, name })) tensors.push([key, npyToTensor(array)]);
  return Object.fromEntries(tensors);
}

/** Writes tensors from any device to an npz archive (Node), whole or not at all. @throws ParameterError  as `writeNpz`, or the path cannot be written */
export async function saveNpz(
  path: string,
  tensors: Readonly<Record<string, Tensor>>,
  options: WriteNpzOptions = {},
): Promise<void> {
  const arrays: [string, HostArray][] = [];
  for (const [name, tensor] of Object.entries(tensors)) arrays.push([name, await toHost(tensor)]);
  await writeFileAtomic("saveNpz", path, writeNpz(Object.fromEntries(arrays), options));
}

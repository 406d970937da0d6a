// safetensors from any source, and to disk without ever leaving half a checkpoint.
import type { Tensor } from "@sonograd/core";
import { readSource, toHost, writeFileAtomic, type ByteSource, type HostArray } from "../bytes/index.js";
import { readSafetensors, type ReadSafetensorsOptions, type Safetensors } from "./read.js";
import { encodeSafetensors } from "./write.js";

/**
 * All tensors and the metadata of a safetensors file.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @param options  as `readSafetensors`
 * @throws FormatError, ParameterError  as `readSafetensors`, or the source cannot be read
 */
export async function loadSafetensors(
  source: ByteSource,
  options: Pick<ReadSafetensorsOptions, "wideIntegers"> = {},
): Promise<Safetensors> {
  const { bytes, name } = await readSource("loadSafetensors", source);
  return readSafetensors(bytes, { ...options, name });
}

/**
 * Writes tensors from any device to a safetensors file (Node): temporary file, sync, rename, so a crash leaves the old
 * file or the new one.
 *
 * @throws DTypeError, ParameterError  as `writeSafetensors`, or the path cannot be written
 */
export async function saveSafetensors(
  path: string,
  tensors: Readonly<Record<string, Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Promise<void> {
  const arrays: [string, HostArray][] = [];
  for (const [name, tensor] of Object.entries(tensors)) arrays.push([name, await toHost(tensor)]);
  await writeFileAtomic("saveSafetensors", path, encodeSafetensors(arrays, metadata));
}

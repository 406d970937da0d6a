// npy files as tensors.
import { DTypeError, fromTypedArray, type Tensor } from "@sonograd/core";
import { readSource, toHost, writeFileAtomic, type ByteSource } from "../bytes/index.js";
import { readNpy, type NpyArray } from "./read.js";
import { writeNpy } from "./write.js";

/**
 * A tensor over the array's data (no copy on the CPU).
 *
 * @throws DTypeError  an array of strings
 */
export function npyToTensor(array: NpyArray): Tensor {
  if (array.dtype === "string")
    throw new DTypeError("npyToTensor: dtype=string has no tensor. Use the data of readNpy.");
  return fromTypedArray(array.data, array.shape, { dtype: array.dtype });
}

/**
 * The tensor in an npy file.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @throws FormatError, DTypeError, ParameterError  as `readNpy`, `npyToTensor`, or the source cannot be read
 */
export async function loadNpy(source: ByteSource): Promise<Tensor> {
  const { bytes, name } = await readSource("loadNpy", source);
  return npyToTensor(readNpy(bytes, { name }));
}

/** Writes a tensor from any device to an npy file (Node), whole or not at all. */
export async function saveNpy(path: string, tensor: Tensor): Promise<void> {
  await writeFileAtomic("saveNpy", path, writeNpy(await toHost(tensor)));
}

// Tensors as safetensors bytes.
import { DTypeError, ParameterError, type DType, type Tensor } from "@sonograd/core";
import { bytesOf, toHostSync, type HostArray } from "../bytes/index.js";
import { ITEM_BYTES } from "./header.js";

const NAMES: Partial<Record<DType, string>> = {
  bool: "BOOL",
  uint8: "U8",
  int32: "I32",
  float32: "F32",
  float64: "F64",
  complex64: "C64",
};

/**
 * The bytes of a safetensors file. Wider dtypes come first, then names in order, so that every tensor is aligned and equal
 * contents give equal bytes.
 *
 * @param tensors   CPU tensors by name
 * @param metadata  strings stored beside them
 * @throws DTypeError      complex128 has no safetensors dtype
 * @throws ParameterError  the name "__metadata__", or metadata that is no string
 * @throws BackendError    a tensor on a GPU: use `saveSafetensors`, or move it to "cpu"
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const arrays = Object.entries(tensors).map(([name, tensor]): [string, HostArray] => [
    name,
    toHostSync("writeSafetensors", tensor, "saveSafetensors"),
  ]);
  return encodeSafetensors(arrays, metadata);
}

/** As `writeSafetensors`, from arrays in host memory. */
export function encodeSafetensors(
  arrays: readonly (readonly [string, HostArray])[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  for (const [key, value] of Object.entries(metadata))
    if (typeof value !== "string")
      throw new ParameterError(
        `writeSafetensors: metadata["${key}"]=${String(value)} must be a string. Use JSON.stringify.`,
      );
  const sorted = arrays
    .map(([name, array]) => ({ name, array, dtype: dtypeName(name, array.dtype) }))
    .sort((a, b) => ITEM_BYTES[b.dtype] - ITEM_BYTES[a.dtype] || (a.name < b.name ? -1 : 1));
  const header = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) header.set("__metadata__", metadata);
  let offset = 0;
  for (const { name, array, dtype } of sorted) {
    const end = offset + array.data.byteLength;
    header.set(name, { dtype, shape: array.shape, data_offsets: [offset, end] });
    offset = end;
  }
  const json = new TextEncoder().encode(stringifyEntries(header));
  const dataStart = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + offset).fill(0x20, 8 + json.length, dataStart);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(json, 8);
  let at = dataStart;
  for (const { array } of sorted) {
    bytes.set(bytesOf(array.data), at);
    at += array.data.byteLength;
  }
  return bytes;
}

/** A JSON object from entries; a plain object would move names like "0" to the front and lose "__proto__". */
const stringifyEntries = (entries: ReadonlyMap<string, unknown>): string =>
  `{${[...entries].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`;

function dtypeName(name: string, dtype: DType): string {
  if (name === "__metadata__")
    throw new ParameterError('writeSafetensors: name="__metadata__" is reserved. Rename the tensor.');
  const found = NAMES[dtype];
  if (!found)
    throw new DTypeError(
      `writeSafetensors: tensor "${name}" has dtype="${dtype}", which the format lacks. Store its real and imaginary parts.`,
    );
  return found;
}

// The header of an npy file: magic, version, and a Python dict literal with dtype, order and shape.
import { FormatError } from "@sonograd/core";
import { latin1, preview } from "../bytes/index.js";

export interface NpyHeader {
  readonly littleEndian: boolean;
  /** NumPy's kind letter: b, i, u, f, c, U. */
  readonly kind: string;
  /** Bytes per element; for U code points per element. */
  readonly width: number;
  readonly fortranOrder: boolean;
  readonly shape: number[];
  /** Byte offset of the first element. */
  readonly dataStart: number;
}

const MAGIC = "\x93NUMPY";

/**
 * @throws FormatError  no npy file, an unknown version, a damaged header, or a structured or object dtype
 */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const fail = (what: string): FormatError => new FormatError(`readNpy: source="${name}" ${what}`);
  if (bytes.length === 0) throw fail("is empty (0 bytes).");
  if (latin1(bytes, 0, 6) !== MAGIC) throw fail(`is no npy file: it begins with ${preview(bytes)}.`);
  const version = bytes[6];
  if (version < 1 || version > 3) throw fail(`has npy version ${version}; versions 1 to 3 are read.`);
  const lengthBytes = version === 1 ? 2 : 4;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 + lengthBytes) throw fail("is truncated inside its header.");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = 8 + lengthBytes + length;
  if (dataStart > bytes.length)
    throw fail(`is truncated: its header needs ${dataStart} bytes, ${bytes.length} are present.`);
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(8 + lengthBytes, dataStart));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const dims = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (order === undefined || dims === undefined || (descr === undefined && !text.includes("'descr'")))
    throw fail(`has a header that cannot be read: ${JSON.stringify(text.trim().slice(0, 80))}.`);
  const parts = /^([<>|=])([biufcU])(\d+)$/.exec(descr ?? "");
  if (!parts)
    throw fail(
      `has dtype ${descr === undefined ? "with fields" : `'${descr}'`}; bool, integer, float, complex and unicode arrays are read.`,
    );
  const shape = (dims.match(/\d+/g) ?? []).map(Number);
  return {
    littleEndian: parts[1] !== ">",
    kind: parts[2],
    width: Number(parts[3]),
    fortranOrder: order === "True",
    shape,
    dataStart,
  };
}

/** Version 1 header bytes (2 where 65535 bytes do not suffice), padded so that the data is aligned to 64 bytes. */
export function npyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const dims = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${dims}, }`;
  const version = dict.length + 75 > 0xffff ? 2 : 1;
  const prefix = version === 1 ? 10 : 12;
  const total = Math.ceil((prefix + dict.length + 1) / 64) * 64;
  const bytes = new Uint8Array(total).fill(0x20);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes[6] = version;
  bytes[7] = 0;
  if (version === 1) view.setUint16(8, total - prefix, true);
  else view.setUint32(8, total - prefix, true);
  for (let i = 0; i < dict.length; i++) bytes[prefix + i] = dict.charCodeAt(i);
  bytes[total - 1] = 0x0a;
  return bytes;
}

// Writes animated GIF files (GIF89a, CompuServe 1990): a palette per frame, endless loop.
import { concat } from "../../bytes/index.js";
import { indexColors } from "./palette.js";
import type { Pixels } from "./pixels.js";

const ASCII = new TextEncoder();
const word = (value: number): number[] => [value & 255, (value >> 8) & 255];
const NETSCAPE_LOOP = [0x21, 0xff, 11, ...ASCII.encode("NETSCAPE2.0"), 3, 1, 0, 0, 0];
const MOST_CODES = 4096;

/**
 * A GIF of frames of one size.
 *
 * @param delay  time per frame, hundredths of a second
 */
export function encodeGif(frames: readonly Pixels[], delay: number): Uint8Array {
  const [{ width, height }] = frames;
  const parts: Uint8Array[] = [
    Uint8Array.from([...ASCII.encode("GIF89a"), ...word(width), ...word(height), 0, 0, 0, ...NETSCAPE_LOOP]),
  ];
  for (const frame of frames) {
    const { colors, indices } = indexColors(frame.data);
    const bits = Math.max(1, Math.ceil(Math.log2(colors.length)));
    const table = new Uint8Array(3 * 2 ** bits);
    colors.forEach((color, i) => table.set(color, 3 * i));
    const control = [0x21, 0xf9, 4, 0x04, ...word(delay), 0, 0];
    const descriptor = [0x2c, ...word(0), ...word(0), ...word(width), ...word(height), 0x80 | (bits - 1)];
    parts.push(Uint8Array.from([...control, ...descriptor]), table, lzw(indices, Math.max(2, bits)));
  }
  return concat([...parts, Uint8Array.of(0x3b)]);
}

/** Codes of growing width, packed from the low bit up, in blocks of at most 255 bytes. */
function lzw(indices: Uint8Array, bits: number): Uint8Array {
  const clear = 2 ** bits;
  const bytes: number[] = [];
  let [held, heldBits, width, next] = [0, 0, bits + 1, clear + 2];
  let known = new Map<number, number>();
  const put = (code: number): void => {
    held |= code << heldBits;
    for (heldBits += width; heldBits >= 8; heldBits -= 8, held >>>= 8) bytes.push(held & 255);
  };
  put(clear);
  let prefix = indices[0];
  for (const index of indices.subarray(1)) {
    const longer = known.get(prefix * 256 + index);
    if (longer !== undefined) {
      prefix = longer;
      continue;
    }
    put(prefix);
    if (next < MOST_CODES) {
      if (next === 2 ** width) width++;
      known.set(prefix * 256 + index, next++);
    } else {
      put(clear);
      known = new Map();
      [width, next] = [bits + 1, clear + 2];
    }
    prefix = index;
  }
  put(prefix);
  if (next === 2 ** width && width < 12) width++;
  put(clear + 1);
  if (heldBits > 0) bytes.push(held & 255);
  const blocks = [Uint8Array.of(bits)];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(Uint8Array.from([block.length, ...block]));
  }
  return concat([...blocks, Uint8Array.of(0)]);
}

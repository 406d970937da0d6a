// The last frame of a FLAC file whose header does not say how long it is: where it ends is where the audio ends.

const CRC8 = table(8, 0x07);
const CRC16 = table(16, 0x8005);
/** No frame is longer in practice, and the search stays short on damaged files. */
const LONGEST_FRAME_BYTES = 2 ** 20;

/**
 * Samples per channel up to the end of the last frame, told by that frame's own position and size; undefined when the file
 * does not end with a whole frame (one whose CRC-16, stored behind it, fits).
 *
 * @param blockSize  samples per frame of a stream with fixed blocks, from STREAMINFO
 */
export function flacEndPosition(bytes: Uint8Array, audioStart: number, blockSize: number): number | undefined {
  const stop = Math.max(audioStart, bytes.length - LONGEST_FRAME_BYTES);
  for (let at = bytes.length - 8; at >= stop; at--) {
    if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) continue;
    const end = frameEnd(bytes, at, blockSize);
    if (end !== undefined && crc16(bytes, at) === 0) return end;
  }
  return undefined;
}

/** Position of the sample behind the frame at `at`, or undefined when these bytes are no frame header. */
function frameEnd(bytes: Uint8Array, at: number, fixedBlockSize: number): number | undefined {
  const hasVariableBlocks = (bytes[at + 1] & 1) === 1;
  const sizeCode = bytes[at + 2] >> 4;
  const rateCode = bytes[at + 2] & 0x0f;
  if (sizeCode === 0 || rateCode === 15) return undefined;
  const number = readCodedNumber(bytes, at + 4);
  if (!number) return undefined;
  let p = number.end;
  let size = sizeCode === 1 ? 192 : sizeCode < 6 ? 576 << (sizeCode - 2) : 256 << (sizeCode - 8);
  if (sizeCode === 6) size = bytes[p++] + 1;
  else if (sizeCode === 7) {
    size = ((bytes[p] << 8) | bytes[p + 1]) + 1;
    p += 2;
  }
  p += rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0;
  let crc = 0;
  for (let i = at; i < p; i++) crc = CRC8[crc ^ bytes[i]];
  if (p >= bytes.length || crc !== bytes[p]) return undefined;
  return number.value * (hasVariableBlocks ? 1 : fixedBlockSize) + size;
}

/** A frame or sample number in UTF-8's scheme, stretched to seven bytes. */
function readCodedNumber(bytes: Uint8Array, at: number): { value: number; end: number } | undefined {
  const first = bytes[at];
  const ones = Math.clz32(~(first << 24));
  if (ones === 0) return { value: first, end: at + 1 };
  if (ones === 1 || ones > 7) return undefined;
  let value = first & (0x7f >> ones);
  for (let i = 1; i < ones; i++) {
    if ((bytes[at + i] & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (bytes[at + i] & 0x3f);
  }
  return { value, end: at + ones };
}

function crc16(bytes: Uint8Array, start: number): number {
  let crc = 0;
  for (let i = start; i < bytes.length; i++) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ bytes[i]];
  return crc;
}

function table(bits: 8 | 16, polynomial: number): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) crc = crc & (1 << (bits - 1)) ? (crc << 1) ^ polynomial : crc << 1;
    return crc & (2 ** bits - 1);
  });
}

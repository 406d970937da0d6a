// Where a FLAC file of unknown length ends: on a frame boundary, or in the middle of a frame.

const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
  return crc & 0xffff;
});

/** No frame is longer: 65535 samples of 8 channels rarely pass this, and the search stays short on damaged files. */
const LONGEST_FRAME_BYTES = 2 ** 20;

/**
 * True when the file's last bytes are a whole frame: some frame sync code begins a run of bytes up to the end whose
 * CRC-16, which includes the stored one, is zero.
 */
export function endsOnFlacFrame(bytes: Uint8Array, audioStart: number): boolean {
  const stop = Math.max(audioStart, bytes.length - LONGEST_FRAME_BYTES);
  for (let at = bytes.length - 2; at >= stop; at--)
    if (bytes[at] === 0xff && (bytes[at + 1] & 0xfe) === 0xf8 && crc16(bytes, at) === 0) return true;
  return false;
}

function crc16(bytes: Uint8Array, start: number): number {
  let crc = 0;
  for (let i = start; i < bytes.length; i++) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ bytes[i]];
  return crc;
}

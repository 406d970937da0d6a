// The checksum of Ogg pages: CRC-32 with polynomial 0x04c11db7, most significant bit first, no final inversion.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** Checksum of one whole page; its own checksum field (bytes 22…25) counts as zero. */
export function oggCrc(page: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i];
    crc = (crc << 8) ^ TABLE[(crc >>> 24) ^ byte];
  }
  return crc >>> 0;
}

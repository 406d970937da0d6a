// Writes PNG files (W3C PNG, third edition): 8-bit RGB or RGBA, adaptive filters.

import { zlibSync } from "fflate";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour types by the number of channels. */
const COLOR_TYPES = { 3: 2, 4: 6 } as const;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 as PNG and zip use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** Each row after the filter that leaves the smallest differences (the heuristic of the specification). */
function filterRows(pixels: Uint8ClampedArray, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels;
  const result = new Uint8Array(height * (stride + 1));
  const candidates = Array.from({ length: 5 }, () => new Uint8Array(stride));
  for (let row = 0; row < height; row++) {
    const start = row * stride;
    const sums = [0, 0, 0, 0, 0];
    for (let i = 0; i < stride; i++) {
      const value = pixels[start + i];
      const left = i < channels ? 0 : pixels[start + i - channels];
      const up = row === 0 ? 0 : pixels[start - stride + i];
      const upLeft = row === 0 || i < channels ? 0 : pixels[start - stride + i - channels];
      candidates[0][i] = value;
      candidates[1][i] = value - left;
      candidates[2][i] = value - up;
      candidates[3][i] = value - ((left + up) >> 1);
      candidates[4][i] = value - paeth(left, up, upLeft);
      for (let f = 0; f < 5; f++) {
        const difference = candidates[f][i];
        sums[f] += difference < 128 ? difference : 256 - difference;
      }
    }
    const best = sums.indexOf(Math.min(...sums));
    result[row * (stride + 1)] = best;
    result.set(candidates[best], row * (stride + 1) + 1);
  }
  return result;
}

/** A PNG file from [height, width, channels] pixels; `pixelRatio` tells viewers how large the image is meant (96 px = 1 inch). */
export function encodePng(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  pixelRatio = 1,
  channels: 3 | 4 = 3,
): Uint8Array {
  const header = new Uint8Array(13);
  const headerView = new DataView(header.buffer);
  headerView.setUint32(0, width);
  headerView.setUint32(4, height);
  header.set([8, COLOR_TYPES[channels], 0, 0, 0], 8);
  const density = new Uint8Array(9);
  const perMetre = Math.round((96 * pixelRatio) / 0.0254);
  new DataView(density.buffer).setUint32(0, perMetre);
  new DataView(density.buffer).setUint32(4, perMetre);
  density[8] = 1;
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("pHYs", density),
    chunk("IDAT", zlibSync(filterRows(pixels, width, height, channels), { level: 6 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}

// PNG files back as pixels, to hold what is written to what was drawn.
import { unzlibSync } from "fflate";

/** The pixels of a PNG of 8-bit RGB or RGBA, row by row. */
export function pixelsOf(png: Uint8Array): number[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height, channels] = [view.getUint32(16), view.getUint32(20), png[25] === 6 ? 4 : 3];
  const data: number[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154) data.push(...png.subarray(at + 8, at + 8 + view.getUint32(at)));
  const raw = unzlibSync(Uint8Array.from(data));
  const stride = width * channels;
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < stride; i++) {
      const [a, b, c] = [
        i >= channels ? pixels[y * stride + i - channels] : 0,
        y > 0 ? pixels[(y - 1) * stride + i] : 0,
        i >= channels && y > 0 ? pixels[(y - 1) * stride + i - channels] : 0,
      ];
      const paeth = [a, b, c].reduce((best, v) => (Math.abs(a + b - c - v) < Math.abs(a + b - c - best) ? v : best), a);
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i] + [0, a, b, (a + b) >> 1, paeth][raw[y * (stride + 1)]];
    }
  return [...pixels];
}

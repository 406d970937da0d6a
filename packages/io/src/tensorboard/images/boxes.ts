// Boxes with labels over an image.
import { RasterSurface } from "../../charts/raster/raster-surface.js";
import type { Pixels } from "./pixels.js";

const RED = [255, 0, 0, 255] as const;
const BLACK = 0x000000;
const LABEL_SIZE = 11;

/** A copy with a red frame two pixels wide per box (xMin, yMin, xMax, yMax), and the label in its lower left corner. */
export function drawBoxes(image: Pixels, boxes: ArrayLike<number>, labels?: readonly string[]): Pixels {
  const result: Pixels = { ...image, data: image.data.slice() };
  for (let b = 0; 4 * b + 3 < boxes.length; b++) {
    const [left, top, right, bottom] = [0, 1, 2, 3].map((i) => Math.trunc(boxes[4 * b + i]));
    fill(result, left, top, left + 1, bottom);
    fill(result, left, bottom, right, bottom + 1);
    fill(result, right - 1, top, right, bottom);
    fill(result, left, top - 1, right, top);
    const label = labels?.[b];
    if (label) drawLabel(result, label, left, bottom);
  }
  return result;
}

/** Paints the columns left…right and rows top…bottom, ends included, as far as they lie in the image. */
function fill(
  { width, height, channels, data }: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  for (let y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++)
    for (let x = Math.max(0, left); x <= Math.min(width - 1, right); x++)
      data.set(RED.slice(0, channels), (y * width + x) * channels);
}

function drawLabel(image: Pixels, text: string, left: number, bottom: number): void {
  const { width, height, channels, data } = image;
  const surface = new RasterSurface(width, height, 1);
  fill(image, left, bottom - LABEL_SIZE - 1, left + Math.ceil(surface.measureText(text, LABEL_SIZE)) + 1, bottom);
  for (let i = 0; i < width * height; i++) surface.pixels.set(data.subarray(i * channels, i * channels + 3), 3 * i);
  surface.drawText({ text, size: LABEL_SIZE, color: BLACK, x: left + 1, y: bottom - 2, rotated: false });
  for (let i = 0; i < width * height; i++) data.set(surface.pixels.subarray(3 * i, 3 * i + 3), i * channels);
}

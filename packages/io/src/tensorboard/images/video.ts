// Videos as frames: a batch plays side by side.
import { ParameterError, ShapeError } from "@sonograd/core";
import type { HostArray } from "../../bytes/index.js";
import { byteOf, type Pixels } from "./pixels.js";

/**
 * The frames of [batch, frames, channels, height, width]. As in torch the batch is filled up with black to a power of two and
 * laid out in rows and columns that are powers of two.
 */
export function videoFrames({ dtype, shape, data }: HostArray): Pixels[] {
  const [batch, frames, stored, h, w] = shape;
  if (shape.length !== 5 || (stored !== 1 && stored !== 3) || data.length === 0)
    throw new ShapeError(
      `addVideo: video [${shape.join(", ")}] must be [batch, frames, 1 or 3, height, width], not empty.`,
    );
  const gridRows = 2 ** Math.floor((batch.toString(2).length - 1) / 2);
  const gridColumns = 2 ** Math.ceil(Math.log2(batch)) / gridRows;
  const [width, height] = [gridColumns * w, gridRows * h];
  return Array.from({ length: frames }, (_, t) => {
    const pixels = new Uint8ClampedArray(width * height * 3);
    for (let b = 0; b < batch; b++)
      for (let c = 0; c < 3; c++) {
        const from = ((b * frames + t) * stored + (stored === 1 ? 0 : c)) * h * w;
        const [top, left] = [Math.floor(b / gridColumns) * h, (b % gridColumns) * w];
        for (let i = 0; i < h * w; i++) {
          const place = (top + Math.floor(i / w)) * width + left + (i % w);
          pixels[3 * place + c] = byteOf(dtype, data[from + i]);
        }
      }
    return { width, height, channels: 3, data: pixels };
  });
}

/** Hundredths of a second per frame, which is all that GIF can say. */
export function gifDelay(fps: number): number {
  if (!(fps > 0 && Number.isFinite(fps)))
    throw new ParameterError(`addVideo: fps=${fps} must be positive, frames per second.`);
  return Math.max(1, Math.min(65535, Math.round(100 / fps)));
}

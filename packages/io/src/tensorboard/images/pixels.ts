// Arrays as pixels: order of the dimensions, scale of the values, several images as one.
import { ParameterError, ShapeError } from "@sonograd/core";
import type { HostArray } from "../../bytes/index.js";

/** Red, green, blue (and alpha) of each pixel: [height, width, channels]. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8ClampedArray;
}

/** Images side by side in a grid. */
const GRID_COLUMNS = 8;

/** 0…255 from a stored value: uint8 as it is, everything else times 255, cut and clipped. */
export const byteOf = (dtype: string, value: number): number =>
  dtype === "uint8" ? value : Math.trunc(Math.fround(Math.fround(value) * 255));

/** The order that fits a shape, where one does. */
function fitting(shape: readonly number[]): string {
  const isColor = (size: number | undefined): boolean => size === 1 || size === 3 || size === 4;
  const [first, last] = [isColor(shape.at(-3)), isColor(shape.at(-1))];
  const one = shape.length === 2 ? "HW" : first ? "CHW" : last ? "HWC" : undefined;
  if (one === undefined || shape.length < 2 || shape.length > 4) return "";
  return ` Pass dataformats: "${shape.length === 4 ? `N${one}` : one}".`;
}

/**
 * Pixels of one image (HW, WH, CHW, HWC, …) or of a batch (NCHW, NHWC, …), which becomes a grid eight wide. One channel is
 * repeated for red, green and blue.
 */
export function toPixels(op: string, image: HostArray, dataformats: string, gridColumns = GRID_COLUMNS): Pixels {
  const format = dataformats.toUpperCase();
  if (!["HW", "CHW", "CHNW"].includes([...format].sort().join("")))
    throw new ParameterError(
      `${op}: dataformats="${dataformats}" must order the letters of NCHW, CHW or HW, each once.`,
    );
  if (image.shape.length !== format.length)
    throw new ShapeError(
      `${op}: image [${image.shape.join(", ")}] does not have the dimensions of dataformats="${dataformats}".${fitting(image.shape)}`,
    );
  const size = (letter: string): number => (format.includes(letter) ? image.shape[format.indexOf(letter)] : 1);
  const stride = (letter: string): number =>
    format.includes(letter) ? image.shape.slice(format.indexOf(letter) + 1).reduce((a, b) => a * b, 1) : 0;
  const [count, stored, rows, columns] = ["N", "C", "H", "W"].map(size);
  if (stored !== 1 && stored !== 3 && !(stored === 4 && !format.includes("N")))
    throw new ShapeError(
      `${op}: image [${image.shape.join(", ")}] has ${stored} channels with dataformats="${dataformats}"; 1, 3 or (one image) 4 are shown.${fitting(image.shape)}`,
    );
  if (count * rows * columns === 0) throw new ShapeError(`${op}: image [${image.shape.join(", ")}] has no pixels.`);
  const channels = stored === 4 ? 4 : 3;
  const across = Math.min(count, gridColumns);
  const [width, height] = [columns * across, rows * Math.ceil(count / across)];
  const data = new Uint8ClampedArray(width * height * channels);
  const [nStride, cStride, hStride, wStride] = ["N", "C", "H", "W"].map(stride);
  for (let n = 0; n < count; n++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++)
        for (let c = 0; c < channels; c++) {
          const from = n * nStride + (stored === 1 ? 0 : c) * cStride + y * hStride + x * wStride;
          const [row, column] = [Math.floor(n / across) * rows + y, (n % across) * columns + x];
          data[(row * width + column) * channels + c] = byteOf(image.dtype, image.data[from]);
        }
  return { width, height, channels, data };
}

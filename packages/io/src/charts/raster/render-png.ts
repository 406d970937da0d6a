// Figures as image files, without a browser and without a font on the machine.

import { ParameterError } from "@sonograd/core";
import { drawFigure, type DrawOptions } from "../drawing/draw-figure.js";
import type { Figure } from "../scene/scene.js";
import { encodePng } from "./png.js";
import { RasterSurface } from "./raster-surface.js";

/** Size and look of an image. */
export interface PngOptions extends DrawOptions {
  /** Logical pixels (default 1000). */
  readonly width?: number;
  /** Logical pixels (default 600). */
  readonly height?: number;
  /** Device pixels per logical pixel (default 2, sharp in print and on dense screens). */
  readonly pixelRatio?: number;
}

/** Device pixels beyond which an image is refused: 4 bytes each must fit comfortably in memory. */
const MAX_PIXELS = 2 ** 27;

/**
 * A figure as a PNG file.
 *
 * @param options.width, options.height  logical pixels (default 1000 × 600)
 * @param options.pixelRatio  device pixels per logical pixel (default 2)
 * @param options.theme       `light` (default) or `dark`
 * @returns the bytes of the file; its size in pixels is width · pixelRatio × height · pixelRatio
 * @throws ParameterError  a size is not positive, or the image has more than 2²⁷ pixels
 * @example writeFileSync("speech.png", renderPng(waveformFigure({ samples, sampleRate })))
 */
export function renderPng(figure: Figure, options: PngOptions = {}): Uint8Array {
  const { width = 1000, height = 600, pixelRatio = 2 } = options;
  for (const [name, value] of Object.entries({ width, height, pixelRatio })) {
    if (!(value > 0 && Number.isFinite(value)))
      throw new ParameterError(`renderPng: ${name}=${value} must be positive.`);
  }
  if (width * height * pixelRatio ** 2 > MAX_PIXELS) {
    throw new ParameterError(
      `renderPng: width=${width}, height=${height}, pixelRatio=${pixelRatio} make more than ${MAX_PIXELS} pixels. Choose a smaller size.`,
    );
  }
  const surface = new RasterSurface(width, height, pixelRatio);
  drawFigure(surface, figure, options);
  return encodePng(surface.pixels, surface.columns, surface.rows, pixelRatio);
}

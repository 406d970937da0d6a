// Figures as files.

import { ParameterError } from "@sonograd/core";
import { writeFileAtomic } from "../../bytes/write-file.js";
import type { Figure } from "../scene/scene.js";
import { figureHeight } from "../layout/figure-height.js";
import { renderPng, type PngOptions } from "./render-png.js";

/**
 * Writes a figure as a PNG file, in Node. Missing folders are made.
 *
 * @param path    ends with .png
 * @param figure  a figure, or the promise of one
 * @param options.width       logical pixels (default 1000)
 * @param options.height      logical pixels (default: by the panels and their rows)
 * @param options.pixelRatio  device pixels per logical pixel (default 1.5)
 * @param options.theme       `light` (default) or `dark`
 * @throws ParameterError  the path does not end with .png or cannot be written, outside Node, or a size is out of range
 * @example await saveFigure("out/speech.png", waveshow(y, { sampleRate }), { theme: "dark" })
 */
export async function saveFigure(
  path: string,
  figure: Figure | Promise<Figure>,
  options: PngOptions = {},
): Promise<void> {
  if (!/\.png$/i.test(path))
    throw new ParameterError(`saveFigure: path="${path}" must end with .png, the format written.`);
  const drawn = await figure;
  const { width = 1000, height = figureHeight(drawn, width), pixelRatio = 1.5 } = options;
  await writeFileAtomic("saveFigure", path, renderPng(drawn, { ...options, width, height, pixelRatio }));
}

// Heat maps in character cells: two pixels per cell as a half block, or a ramp of characters without colour.

import type { Rect } from "../layout/placed.js";
import { colorIndex, colorOfValue, type ColorMapName } from "../scene/colormaps.js";
import type { PixelImage } from "../scene/heat-map.js";
import type { Values } from "../scene/scene.js";
import { DEFAULT_COLOR, type CellGrid, type TerminalColor } from "./cell-grid.js";

/** What the terminal can show. */
export interface CellLook {
  readonly color: TerminalColor;
  readonly unicode: boolean;
}

const SHADES = [" ", "░", "▒", "▓", "█"];
const ASCII_SHADES = Array.from(" .:-=+*#%@");

/** Pixels per cell, one above the other. */
export function pixelsPerCell({ color, unicode }: CellLook): 1 | 2 {
  return color !== "none" && unicode ? 2 : 1;
}

/** Paints a colour (or none) per pixel, or a shade 0…255 (or −1) where there are no colours. */
function paintCells(
  grid: CellGrid,
  rect: Rect,
  colorAt: (pixel: number) => number,
  shadeAt: (pixel: number) => number,
  look: CellLook,
): void {
  const shades = look.unicode ? SHADES : ASCII_SHADES;
  const width = rect.width;
  for (let row = 0; row < rect.height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [rect.x + column, rect.y + row];
      if (look.color === "none") {
        const index = shadeAt(row * width + column);
        if (index >= 0) grid.put(x, y, shades[Math.min(shades.length - 1, Math.floor((index / 256) * shades.length))]);
        continue;
      }
      if (!look.unicode) {
        grid.put(x, y, " ", DEFAULT_COLOR, colorAt(row * width + column));
        continue;
      }
      const upper = colorAt(2 * row * width + column);
      const lower = colorAt((2 * row + 1) * width + column);
      if (upper === lower) grid.put(x, y, " ", DEFAULT_COLOR, upper);
      else if (upper === DEFAULT_COLOR) grid.put(x, y, "▄", lower, DEFAULT_COLOR);
      else grid.put(x, y, "▀", upper, lower);
    }
  }
}

/** Paints values [rows · pixelsPerCell, columns] as colours; NaN stays blank. */
export function paintImage(
  grid: CellGrid,
  rect: Rect,
  values: Values,
  { colorMap, range }: { readonly colorMap: ColorMapName; readonly range: readonly [number, number] },
  look: CellLook,
): void {
  const colorAt = (i: number): number => colorOfValue(colorMap, values[i], range) ?? DEFAULT_COLOR;
  paintCells(grid, rect, colorAt, (i) => colorIndex(values[i], range), look);
}

/** Paints a picture of rows · pixelsPerCell × columns pixels; what is transparent stays blank. */
export function paintPixels(grid: CellGrid, rect: Rect, { data }: PixelImage, look: CellLook): void {
  const colorAt = (i: number): number =>
    data[4 * i + 3] === 0 ? DEFAULT_COLOR : (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2];
  // Brightness as the eye weighs the three colours (Rec. 709), for a terminal without any.
  const shadeAt = (i: number): number =>
    data[4 * i + 3] === 0 ? -1 : 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2];
  paintCells(grid, rect, colorAt, shadeAt, look);
}

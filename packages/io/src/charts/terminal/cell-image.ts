// Heat maps in character cells: two pixels per cell as a half block, or a ramp of characters without colour.

import type { Rect } from "../layout/placed.js";
import { colorIndex, colorOfValue, type ColorMapName } from "../scene/colormaps.js";
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

/** Paints values [rows · pixelsPerCell, columns] as colours; NaN stays blank. */
export function paintImage(
  grid: CellGrid,
  rect: Rect,
  values: Values,
  colors: { readonly colorMap: ColorMapName; readonly range: readonly [number, number] },
  look: CellLook,
): void {
  const shades = look.unicode ? SHADES : ASCII_SHADES;
  const width = rect.width;
  for (let row = 0; row < rect.height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [rect.x + column, rect.y + row];
      if (look.color === "none") {
        const index = colorIndex(values[row * width + column], colors.range);
        if (index >= 0) grid.put(x, y, shades[Math.min(shades.length - 1, Math.floor((index / 256) * shades.length))]);
        continue;
      }
      const of = (value: number): number => colorOfValue(colors.colorMap, value, colors.range) ?? DEFAULT_COLOR;
      if (!look.unicode) {
        grid.put(x, y, " ", DEFAULT_COLOR, of(values[row * width + column]));
        continue;
      }
      const upper = of(values[2 * row * width + column]);
      const lower = of(values[(2 * row + 1) * width + column]);
      if (upper === lower) grid.put(x, y, " ", DEFAULT_COLOR, upper);
      else if (upper === DEFAULT_COLOR) grid.put(x, y, "▄", lower, DEFAULT_COLOR);
      else grid.put(x, y, "▀", upper, lower);
    }
  }
}

// The title of a figure: one line in the middle, more where it is long.

import type { Figure } from "../scene/scene.js";
import { wrapText } from "./axis-label.js";
import type { LayoutOptions } from "./measure-rows.js";
import type { PlacedText } from "./placed.js";

/** Fewer rows of a terminal than this keep the title to one line. */
const TWO_LINES_MIN_ROWS = 20;

/** Free room below the title, which its line height holds, in images. */
const BELOW = 8;

/** The lines of a title, and the height they take from the figure. */
export function placeTitle(
  { title }: Figure,
  { metrics, measure, width, height }: LayoutOptions,
): { lines: PlacedText[]; height: number } {
  if (title === undefined) return { lines: [], height: 0 };
  const most = metrics.cells ? (height < TWO_LINES_MIN_ROWS ? 1 : 2) : 3;
  const below = metrics.cells ? 0 : BELOW;
  const lineHeight = metrics.lineHeight.title - below;
  const lines = wrapText(title, width - 2 * metrics.margin, most, (t) => measure(t, "title"));
  const placed = lines.map((text, i): PlacedText => {
    const textWidth = measure(text, "title");
    const x = (width - textWidth) / 2;
    return {
      text,
      role: "title",
      align: "center",
      rotated: false,
      x: metrics.cells ? Math.floor(x) : x,
      y: metrics.margin + i * lineHeight,
      width: textWidth,
      height: lineHeight,
    };
  });
  return { lines: placed, height: lines.length * lineHeight + below };
}

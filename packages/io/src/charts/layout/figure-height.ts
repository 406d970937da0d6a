// A height that suits a figure, where nobody asks for another.

import type { Figure, Panel } from "../scene/scene.js";
import { spanOf } from "./spacing.js";

/** Height of a panel alone in its figure, and of one among others, in logical pixels. */
const ALONE = 400;
const AMONG_OTHERS = 270;
/** Room above the first and below the last row for title and margins. */
const FRAME = 50;
/** Plots with units of equal length are never higher than this. */
const HIGHEST = 560;
/** Around such a plot: names and label at its left, a colour bar at its right, heading and axis above and below. */
const BESIDE = 90;
const COLOR_BAR = 75;
const ABOVE_AND_BELOW = 75;
const NAME_CHARACTER = 6.5;

/** Height for a panel as wide as its column: as wide panels need it, or as equal units make it. */
function panelHeight(panel: Panel, width: number, usual: number): number {
  if (panel.aspect === undefined || panel.aspect === "fill") return usual * (panel.weight ?? 1);
  const names = Math.max(0, ...(panel.y.categories ?? []).map((name) => name.length * NAME_CHARACTER));
  const plotWidth = width - BESIDE - names - (panel.colorBar === undefined ? 0 : COLOR_BAR);
  const shape = spanOf(panel.y) / Math.max(1e-9, spanOf(panel.x));
  return Math.max(0.4 * usual, Math.min(HIGHEST, plotWidth * shape)) + ABOVE_AND_BELOW;
}

/** Height in logical pixels for a figure of a given width, from its rows of panels. */
export function figureHeight(figure: Figure, width: number): number {
  const columns = Math.max(1, Math.min(figure.columns ?? 1, figure.panels.length));
  const rows = Math.max(1, Math.ceil(figure.panels.length / columns));
  const usual = rows > 1 ? AMONG_OTHERS : ALONE;
  let height = FRAME;
  for (let row = 0; row < rows; row++) {
    const panels = figure.panels.slice(row * columns, (row + 1) * columns);
    height += Math.max(0.4 * usual, ...panels.map((panel) => panelHeight(panel, width / columns, usual)));
  }
  return Math.round(height);
}

// Where everything of a figure lies. The three painters share this, so a figure has one composition.

import { ParameterError } from "@sonograd/core";
import type { Figure } from "../scene/scene.js";
import { withSharedX } from "../scene/shared-x.js";
import { layoutColumns, type Column } from "./columns.js";
import type { BelowTitle, LayoutOptions } from "./measure-rows.js";
import { movePanel } from "./move-panel.js";
import { placePanel } from "./place-panel.js";
import type { FigureLayout, PanelLayout } from "./placed.js";
import { placeTitle } from "./title.js";

/** The panels of a column, one below the other. */
function placeColumn(figure: Figure, column: Column, options: BelowTitle): PanelLayout[] {
  const { metrics } = options;
  const { panels, x, width, left, guess, rows } = column;
  let top = metrics.margin + options.titleHeight;
  return panels.map((panel, i) => {
    const row = rows[i];
    const showsX = figure.shareX !== true || i === panels.length - 1;
    const place = { ...guess, top, left, rows: row, showsX };
    top += row.above + Math.max(1, row.plotHeight) + row.axisHeight + metrics.panelGap;
    return movePanel(placePanel(panel, place, { ...options, width }), x);
  });
}

/**
 * Where everything of a figure lies.
 *
 * Plots of a column share their left and right edges. Where the height does not suffice, the panels with the least weight are left
 * out, the lowest first; y labels too long for their axis go above the plots, all of them.
 *
 * @throws ParameterError  width or height is not a positive number
 */
export function layoutFigure(figure: Figure, options: LayoutOptions): FigureLayout {
  const { metrics, width, height } = options;
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) {
    throw new ParameterError(`layoutFigure: width=${width} and height=${height} must be positive and finite.`);
  }
  const title = placeTitle(figure, options);
  const below = { ...options, titleHeight: title.height };
  let panels = withSharedX(figure);
  let columns = layoutColumns(figure, panels, below);
  const tooLow = ({ rows }: Column): boolean => rows.some((row) => row.plotHeight < metrics.minPlotHeight);
  while (panels.length > 1 && columns.some(tooLow)) {
    const least = Math.min(...panels.map((panel) => panel.weight ?? 1));
    const dropped = panels.findLastIndex((panel) => (panel.weight ?? 1) === least);
    panels = panels.filter((_, i) => i !== dropped);
    columns = layoutColumns(figure, panels, below);
  }
  const placed = columns.map((column) => placeColumn(figure, column, below));
  const inOrder = panels.map((_, i) => placed[i % columns.length][Math.floor(i / columns.length)]);
  return { figure, width, height, title: title.lines, panels: inOrder };
}

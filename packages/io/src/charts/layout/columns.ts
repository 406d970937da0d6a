// The columns of a figure: in each, plots share their left and right edges; across them, rows share their heights.

import { scaleOf } from "../scene/scale.js";
import type { Figure, Panel } from "../scene/scene.js";
import { axisLabel } from "./axis-label.js";
import { colorBarWidth } from "./color-bar.js";
import {
  measureRows,
  type BelowTitle,
  type LayoutOptions,
  type PanelRows,
  type SharedRows,
  type WidthGuess,
} from "./measure-rows.js";
import { xSpace } from "./spacing.js";
import { axisTicks } from "./ticks.js";

/** Narrower terminals than this have no room for a colour bar. */
const COLOR_BAR_MIN_CELLS = 56;

/** Panels below each other. */
export interface Column {
  readonly panels: readonly Panel[];
  /** Left edge in the figure. */
  readonly x: number;
  readonly width: number;
  /** Left edge of the plots in the column. */
  readonly left: number;
  readonly guess: WidthGuess;
  readonly rows: readonly PanelRows[];
}

/** How far the last x label would reach beyond the right margin. */
function overshoot(panel: Panel, plotWidth: number, right: number, { metrics, measure }: LayoutOptions): number {
  const last = axisTicks(panel.x, xSpace(plotWidth, metrics, measure)).ticks.at(-1);
  if (last === undefined || panel.x.scale === "category") return 0;
  const beyond = (1 - scaleOf(panel.x).toUnit(last.value)) * plotWidth;
  return measure(last.label, "tick") / 2 - beyond - right + 2;
}

/** Widths and heights depend on each other: a few rounds settle both. */
function settle(figure: Figure, panels: readonly Panel[], options: BelowTitle, shared?: SharedRows): Omit<Column, "x"> {
  const { metrics, measure, width } = options;
  const omitsColorBars = metrics.cells && width < COLOR_BAR_MIN_CELLS;
  let guess: WidthGuess = {
    plotWidth: Math.max(1, Math.floor(width * 0.8)),
    labelsAbove: metrics.cells,
    omitsColorBars,
  };
  let rows = measureRows(figure, panels, guess, options, shared);
  let left = 0;
  for (let round = 0; round < 4; round++) {
    const turned = !guess.labelsAbove && panels.some((panel) => axisLabel(panel.y.label, panel.y.unit ?? "") !== "");
    const widest = Math.max(0, ...rows.flatMap((row) => row.yTicks.ticks.map((tick) => measure(tick.label, "tick"))));
    left = Math.ceil(
      metrics.margin +
        (turned ? metrics.lineHeight.label + metrics.textGap : 0) +
        Math.min(widest, Math.floor(width / 3)) +
        metrics.textGap +
        metrics.tickLength +
        metrics.axisThickness,
    );
    const bars = omitsColorBars
      ? [0]
      : panels.map((panel, i) => colorBarWidth(panel.colorBar, rows[i].plotHeight, metrics, measure));
    let right = metrics.margin + Math.ceil(Math.max(0, ...bars));
    if (!metrics.cells) {
      const beyond = panels.map((panel) => overshoot(panel, width - left - right, right, options));
      right += Math.ceil(Math.max(0, ...beyond));
    }
    const tooLong = panels.some((panel, i) => {
      const label = axisLabel(panel.y.label, rows[i].yTicks.unit);
      return measure(label, "label") > Math.max(0, rows[i].plotHeight) + metrics.panelGap / 2;
    });
    guess = { plotWidth: Math.max(1, width - left - right), labelsAbove: guess.labelsAbove || tooLong, omitsColorBars };
    rows = measureRows(figure, panels, guess, options, shared);
  }
  return { panels, width, left, guess, rows };
}

/** What the rows of several columns need in common. */
function shareRows(columns: readonly Omit<Column, "x">[]): SharedRows {
  const count = Math.max(0, ...columns.map((column) => column.rows.length));
  const most = (of: (column: Omit<Column, "x">, row: number) => number): number[] =>
    Array.from({ length: count }, (_, row) =>
      Math.max(...columns.filter((column) => row < column.rows.length).map((column) => of(column, row))),
    );
  return {
    above: most((column, row) => column.rows[row].heading.height),
    axisHeights: most((column, row) => column.rows[row].axisHeight),
    weights: most((column, row) => column.panels[row].weight ?? 1),
  };
}

/** Panels in columns, row by row: as many columns as the figure wants and the width allows. */
export function layoutColumns(figure: Figure, panels: readonly Panel[], options: BelowTitle): Column[] {
  const { metrics } = options;
  const { columnGap, minColumnWidth, snap } = metrics;
  const fitting = Math.floor((options.width + columnGap) / (minColumnWidth + columnGap));
  const count = Math.max(1, Math.min(figure.columns ?? 1, panels.length, fitting));
  const exact = (options.width - (count - 1) * columnGap) / count;
  const width = Math.floor(exact / snap) * snap;
  const lists = Array.from({ length: count }, (_, c) => panels.filter((_, i) => i % count === c));
  const own = { ...options, width };
  let columns = lists.map((list) => settle(figure, list, own));
  // Turned labels can move above their plots once rows share a height, so sharing takes a second round.
  for (let rounds = count > 1 ? 2 : 0; rounds > 0; rounds--) {
    const shared = shareRows(columns);
    columns = lists.map((list) => settle(figure, list, own, shared));
  }
  return columns.map((column, c) => ({ ...column, x: c * (width + columnGap) }));
}

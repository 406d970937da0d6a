// Heights: what stands above and below each plot, and what remains for the plots.

import type { Axis, Figure, Panel } from "../scene/scene.js";
import { axisLabel } from "./axis-label.js";
import { barEnds } from "./color-bar.js";
import { layoutHeading, type Heading } from "./heading.js";
import type { LayoutMetrics, TextMeasure } from "./metrics.js";
import { unitFormat } from "./number-format.js";
import { plotSize, squareCell, spanOf, ySpace } from "./spacing.js";
import { axisTicks, type TickSet } from "./ticks.js";

/** What the layout needs from a painter. */
export interface LayoutOptions {
  readonly width: number;
  readonly height: number;
  readonly metrics: LayoutMetrics;
  readonly measure: TextMeasure;
}

/** The same, once the height of the figure's title is known. */
export interface BelowTitle extends LayoutOptions {
  readonly titleHeight: number;
}

/** Names below a category axis are turned upright, or numbered, where they do not fit side by side. */
export type CategoryNames = "across" | "upright" | "numbered";

/** One panel's share of the height. */
export interface PanelRows {
  readonly heading: Heading;
  /** From the top of the row to the plot; the heading ends there. */
  readonly above: number;
  readonly plotHeight: number;
  /** Axis, ticks and labels below the plot. */
  readonly axisHeight: number;
  /** The same of this panel alone: a neighbour in the row may need more. */
  readonly ownAxisHeight: number;
  readonly names: CategoryNames;
  readonly yTicks: TickSet;
}

/** What is known of the widths so far. */
export interface WidthGuess {
  readonly plotWidth: number;
  /** y labels stand above the plots instead of turned beside them. */
  readonly labelsAbove: boolean;
  /** Too narrow for colour bars: the heading says their range. */
  readonly omitsColorBars: boolean;
}

/** What stands above a plot, at the left. */
function headingWords(panel: Panel, guess: WidthGuess): string {
  const label = axisLabel(panel.y.label, unitFormat(panel.y).unit);
  const words = [panel.title, guess.labelsAbove ? label : undefined];
  if (guess.omitsColorBars && panel.colorBar !== undefined) {
    const { unit, range } = panel.colorBar;
    words.push(`${barEnds(range).join("…")}${unit === undefined ? "" : ` ${unit}`}`);
  }
  return words.filter((word) => word !== undefined && word !== "").join(" · ");
}

function namesBelow(
  panel: Panel,
  plotWidth: number,
  height: number,
  { metrics, measure }: LayoutOptions,
): CategoryNames {
  if (panel.x.scale !== "category") return "across";
  const widest = Math.max(0, ...(panel.x.categories ?? []).map((name) => measure(name, "tick")));
  const cell = squareCell(panel, plotWidth, height, metrics)?.width ?? plotWidth / Math.max(1, spanOf(panel.x));
  if (widest + (metrics.cells ? 1 : metrics.textGap) <= cell) return "across";
  if (!metrics.cells) return "upright";
  // Numbers stand for names where the y axis has the same ones and explains them.
  return panel.y.categories === undefined ? "across" : "numbered";
}

/** Longer names below a plot are cut, or little would remain of it. */
export function uprightLimit({ metrics, height }: LayoutOptions): number {
  return Math.min(10 * metrics.lineHeight.tick, height / 4);
}

function axisHeight(panel: Panel, names: CategoryNames, showsX: boolean, options: LayoutOptions): number {
  const { metrics, measure } = options;
  if (!showsX) return metrics.tickLength;
  const widest = Math.max(0, ...(panel.x.categories ?? []).map((name) => measure(name, "tick")));
  const tickHeight = names === "upright" ? Math.min(widest, uprightLimit(options)) : metrics.lineHeight.tick;
  // In cells a number axis has its label on the line of its ticks.
  const ownLine =
    axisLabel(panel.x.label, panel.x.unit ?? "") !== "" && !(metrics.cells && panel.x.scale !== "category");
  return (
    metrics.axisThickness + metrics.tickLength + metrics.textGap + tickHeight + (ownLine ? metrics.lineHeight.label : 0)
  );
}

/** Heights that the rows of all columns have in common. */
export interface SharedRows {
  readonly above: readonly number[];
  readonly axisHeights: readonly number[];
  readonly weights: readonly number[];
}

/** Names with their number, for a y axis that explains the numbers below the x axis. */
function numbered(axis: Axis): Axis {
  return axis.categories === undefined
    ? axis
    : { ...axis, categories: axis.categories.map((name, i) => `${name} ${i}`) };
}

/** Distributes the height of a figure over its panels; plot heights may come out too small or negative. */
export function measureRows(
  figure: Figure,
  panels: readonly Panel[],
  guess: WidthGuess,
  options: BelowTitle,
  shared?: SharedRows,
): PanelRows[] {
  const { metrics, measure, width, height, titleHeight } = options;
  const headings = panels.map((panel) =>
    layoutHeading(panel, headingWords(panel, guess), metrics.cells ? width : guess.plotWidth, metrics, measure),
  );
  const names = panels.map((panel) => namesBelow(panel, guess.plotWidth, height * 0.7, options));
  const own = panels.map((panel, i) =>
    axisHeight(panel, names[i], figure.shareX !== true || i === panels.length - 1, options),
  );
  const axisHeights = shared?.axisHeights ?? own;
  const above = shared?.above ?? headings.map((heading) => heading.height);
  const weights = shared?.weights ?? panels.map((panel) => panel.weight ?? 1);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const gaps = 2 * metrics.margin + Math.max(0, weights.length - 1) * metrics.panelGap;
  const room = height - titleHeight - gaps - sum(above) - sum(axisHeights);
  const total = sum(weights);
  let weight = 0;
  let used = 0;
  return panels.map((panel, i) => {
    weight += weights[i];
    const end = Math.round((room * weight) / total / metrics.snap) * metrics.snap;
    const plotHeight = end - used;
    used = end;
    const length = plotSize(panel, guess.plotWidth, plotHeight, metrics)?.height ?? plotHeight;
    const axis = names[i] === "numbered" ? numbered(panel.y) : panel.y;
    const yTicks = axisTicks(axis, ySpace(Math.max(1, length), metrics));
    const heights = { above: above[i], plotHeight, axisHeight: axisHeights[i], ownAxisHeight: own[i] };
    return { heading: headings[i], ...heights, names: names[i], yTicks };
  });
}

// Where everything of a figure lies. The three painters share this, so a figure has one composition.

import { ParameterError } from "@sonograd/core";
import { scaleOf } from "../scene/scale.js";
import type { Figure, Panel } from "../scene/scene.js";
import { axisLabel, fitText } from "./axis-label.js";
import { colorBarWidth } from "./color-bar.js";
import { measureRows, type LayoutOptions, type PanelRows, type WidthGuess } from "./measure-rows.js";
import { placePanel } from "./place-panel.js";
import type { FigureLayout, PlacedText } from "./placed.js";
import { xSpace } from "./spacing.js";
import { axisTicks } from "./ticks.js";

/** Narrower terminals than this have no room for a colour bar. */
const COLOR_BAR_MIN_CELLS = 56;

/** The panels, those of a shared x axis with one common range. */
function withSharedX(figure: Figure): readonly Panel[] {
  if (figure.shareX !== true) return figure.panels;
  const ends = figure.panels.flatMap((panel) => panel.x.range).filter((end) => Number.isFinite(end));
  if (ends.length === 0) return figure.panels;
  const range = [Math.min(...ends), Math.max(...ends)] as const;
  return figure.panels.map((panel) => ({ ...panel, x: { ...panel.x, range } }));
}

/** How far the last x label would reach beyond the right margin. */
function overshoot(panel: Panel, plotWidth: number, right: number, { metrics, measure }: LayoutOptions): number {
  const last = axisTicks(panel.x, xSpace(plotWidth, metrics, measure)).ticks.at(-1);
  if (last === undefined || panel.x.scale === "category") return 0;
  const beyond = (1 - scaleOf(panel.x).toUnit(last.value)) * plotWidth;
  return measure(last.label, "tick") / 2 - beyond - right + 2;
}

/** Widths and heights depend on each other: a few rounds settle both. */
function settle(
  figure: Figure,
  panels: readonly Panel[],
  options: LayoutOptions,
): { left: number; guess: WidthGuess; rows: PanelRows[] } {
  const { metrics, measure, width } = options;
  const omitsColorBars = metrics.cells && width < COLOR_BAR_MIN_CELLS;
  let guess: WidthGuess = {
    plotWidth: Math.max(1, Math.floor(width * 0.8)),
    labelsAbove: metrics.cells,
    omitsColorBars,
  };
  let rows = measureRows(figure, panels, guess, options);
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
    rows = measureRows(figure, panels, guess, options);
  }
  return { left, guess, rows };
}

/** The title, in the middle of the first line. */
function placeTitle(title: string, { metrics, measure, width }: LayoutOptions): PlacedText {
  const text = fitText(title, width - 2 * metrics.margin, (t) => measure(t, "title"));
  const textWidth = measure(text, "title");
  const x = (width - textWidth) / 2;
  return {
    text,
    role: "title",
    align: "center",
    rotated: false,
    x: metrics.cells ? Math.floor(x) : x,
    y: metrics.margin,
    width: textWidth,
    height: metrics.lineHeight.title - (metrics.cells ? 0 : 8),
  };
}

/**
 * Where everything of a figure lies.
 *
 * Plots share their left and right edges. Where the height does not suffice, the panels with the least weight are left
 * out, the lowest first; y labels too long for their axis go above the plots, all of them.
 *
 * @throws ParameterError  width or height is not a positive number
 */
export function layoutFigure(figure: Figure, options: LayoutOptions): FigureLayout {
  const { metrics, width, height } = options;
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) {
    throw new ParameterError(`layoutFigure: width=${width} and height=${height} must be positive and finite.`);
  }
  let panels = withSharedX(figure);
  let { left, guess, rows } = settle(figure, panels, options);
  while (panels.length > 1 && rows.some((row) => row.plotHeight < metrics.minPlotHeight)) {
    const least = Math.min(...panels.map((panel) => panel.weight ?? 1));
    const dropped = panels.findLastIndex((panel) => (panel.weight ?? 1) === least);
    panels = panels.filter((_, i) => i !== dropped);
    ({ left, guess, rows } = settle(figure, panels, options));
  }
  let top = metrics.margin + (figure.title === undefined ? 0 : metrics.lineHeight.title);
  const placed = panels.map((panel, i) => {
    const row = rows[i];
    const showsX = figure.shareX !== true || i === panels.length - 1;
    const place = {
      top,
      left,
      plotWidth: guess.plotWidth,
      rows: row,
      showsX,
      labelsAbove: guess.labelsAbove,
      omitsColorBars: guess.omitsColorBars,
    };
    top += row.heading.height + Math.max(1, row.plotHeight) + row.axisHeight + metrics.panelGap;
    return placePanel(panel, place, options);
  });
  const layout = { figure, width, height, panels: placed };
  return figure.title === undefined ? layout : { ...layout, title: placeTitle(figure.title, options) };
}

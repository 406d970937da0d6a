// The colour bar at the right of a panel.

import type { ColorBar } from "../scene/scene.js";
import { axisLabel } from "./axis-label.js";
import type { LayoutMetrics, TextMeasure } from "./metrics.js";
import { formatNumber } from "./number-format.js";
import type { PlacedColorBar, PlacedTick, Rect } from "./placed.js";
import { ySpace } from "./spacing.js";
import { axisTicks, type Tick } from "./ticks.js";

/** Both ends of a range in three digits; what is next to nothing beside the other end is 0. */
export function barEnds(range: readonly [number, number]): [string, string] {
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  const name = (value: number): string =>
    formatNumber(Math.abs(value) < largest / 1000 ? 0 : Number(value.toPrecision(3)));
  return [name(range[0]), name(range[1])];
}

/** Ticks along the bar; in cells only its ends, the upper one with the unit, and in one row only that. */
function barTicks(bar: ColorBar, length: number, metrics: LayoutMetrics): readonly Tick[] {
  if (!metrics.cells)
    return axisTicks({ scale: bar.scale ?? "linear", range: bar.range }, ySpace(length, metrics)).ticks;
  const [low, high] = barEnds(bar.range);
  const upper = { value: bar.range[1], label: bar.unit === undefined ? high : `${high} ${bar.unit}` };
  return length < 2 ? [upper] : [{ value: bar.range[0], label: low }, upper];
}

/** Room a colour bar takes beside a plot of the given height; 0 without one. */
export function colorBarWidth(
  bar: ColorBar | undefined,
  plotHeight: number,
  metrics: LayoutMetrics,
  measure: TextMeasure,
): number {
  if (bar === undefined) return 0;
  const widest = Math.max(0, ...barTicks(bar, plotHeight, metrics).map((tick) => measure(tick.label, "tick")));
  const label =
    !metrics.cells && axisLabel(bar.label, bar.unit ?? "") !== "" ? metrics.textGap + metrics.lineHeight.label : 0;
  const space = metrics.cells ? 1 : metrics.textGap + metrics.tickLength;
  return metrics.colorBarGap + metrics.colorBarWidth + space + widest + label;
}

/** Places a colour bar beside its plot. */
export function placeColorBar(bar: ColorBar, plot: Rect, metrics: LayoutMetrics, measure: TextMeasure): PlacedColorBar {
  const rect = {
    x: plot.x + plot.width + metrics.colorBarGap,
    y: plot.y,
    width: metrics.colorBarWidth,
    height: plot.height,
  };
  const textX = rect.x + rect.width + (metrics.cells ? 1 : metrics.textGap + metrics.tickLength);
  const height = metrics.lineHeight.tick;
  const extent = bar.range[1] - bar.range[0];
  let widest = 0;
  const ticks = barTicks(bar, plot.height, metrics).map((tick): PlacedTick => {
    const unit = extent === 0 ? 0.5 : (tick.value - bar.range[0]) / extent;
    const position = plot.y + (1 - unit) * plot.height;
    const row = plot.y + Math.min(plot.height - 1, Math.floor(position - plot.y));
    const width = measure(tick.label, "tick");
    widest = Math.max(widest, width);
    const y = metrics.cells ? row : position - height / 2;
    return {
      position,
      label: { text: tick.label, role: "tick", align: "left", rotated: false, x: textX, y, width, height },
    };
  });
  const words = axisLabel(bar.label, bar.unit ?? "");
  if (metrics.cells || words === "") return { bar, rect, ticks };
  const length = measure(words, "label");
  return {
    bar,
    rect,
    ticks,
    label: {
      text: words,
      role: "label",
      align: "center",
      rotated: true,
      x: textX + widest + metrics.textGap,
      y: plot.y + (plot.height - length) / 2,
      width: metrics.lineHeight.label,
      height: length,
    },
  };
}

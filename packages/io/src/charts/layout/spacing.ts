// How densely axes may be labelled, and how large the cells of a square panel are.

import type { Axis, Panel } from "../scene/scene.js";
import type { LayoutMetrics, TextMeasure } from "./metrics.js";
import type { TickSpace } from "./ticks.js";

/** Room for ticks along a horizontal axis. */
export function xSpace(length: number, metrics: LayoutMetrics, measure: TextMeasure): TickSpace {
  return {
    length,
    labelExtent: (label) => measure(label, "tick"),
    minSpacing: metrics.minTickSpacing.x,
    minGap: metrics.cells ? 1 : 8,
  };
}

/** Room for ticks along a vertical axis. */
export function ySpace(length: number, metrics: LayoutMetrics): TickSpace {
  // In two rows, neighbouring rows may both have a label; in more that would look crowded and uneven.
  const least = metrics.cells ? (length <= 2 ? 1 : length <= 4 ? 1.5 : 2) : metrics.lineHeight.tick;
  return {
    length,
    labelExtent: () => (metrics.cells ? 0 : metrics.lineHeight.tick),
    // Short axes are labelled more densely than tall ones: two ticks say little.
    minSpacing: Math.min(metrics.minTickSpacing.y, Math.max(least, length / 5)),
    minGap: metrics.cells ? 0 : 2,
  };
}

/** Extent of an axis in its own unit. */
export function spanOf(axis: Axis): number {
  return Math.abs(axis.range[1] - axis.range[0]);
}

/** Size of a plot whose units have a fixed shape; undefined where it fills its room. */
export function plotSize(
  panel: Panel,
  width: number,
  height: number,
  metrics: LayoutMetrics,
): { width: number; height: number } | undefined {
  const [across, down] = [spanOf(panel.x), spanOf(panel.y)];
  const cell = squareCell(panel, width, height, metrics);
  if (cell !== undefined) return { width: cell.width * across, height: cell.height * down };
  if (panel.aspect !== "equal" || !(across > 0 && down > 0)) return undefined;
  // A character cell is about twice as high as wide.
  const stretch = metrics.cells ? 2 : 1;
  const unit = Math.min(width / stretch / across, height / down);
  const size = { width: unit * stretch * across, height: unit * down };
  return metrics.cells
    ? { width: Math.max(1, Math.round(size.width)), height: Math.max(1, Math.round(size.height)) }
    : size;
}

/** Width and height of one unit of a panel with square units; undefined for others, or where there is no room. */
export function squareCell(
  panel: Panel,
  width: number,
  height: number,
  metrics: LayoutMetrics,
): { width: number; height: number } | undefined {
  if (panel.aspect !== "square") return undefined;
  const across = width / Math.max(1e-9, spanOf(panel.x));
  const down = height / Math.max(1e-9, spanOf(panel.y));
  if (!metrics.cells) {
    const size = Math.min(across, down);
    return size > 0 ? { width: size, height: size } : undefined;
  }
  if (across < 1 || down < 1) return undefined;
  // A character cell is about twice as high as wide; numbers need some width, hence at least 5 where there is room.
  const high = Math.min(Math.floor(down), Math.max(1, Math.floor(across / 2)), 3);
  return { width: Math.min(Math.floor(across), Math.max(5, 2 * high)), height: high };
}

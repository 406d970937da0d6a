// Bars in one line of code.

import { ShapeError } from "@sonograd/core";
import type { Axis, BarsLayer, Figure, SceneColor } from "../scene/scene.js";
import { readValues, type ChartValues } from "./chart-input.js";
import { rangeWithZero } from "./data-range.js";
import { valueAxis, type ValueAxis } from "./value-axis.js";

/** One bar per group. */
export interface BarSeries {
  readonly values: ChartValues;
  readonly label?: string;
  readonly color?: SceneColor;
}

/** Names and axes of bars. */
export interface BarOptions {
  /** Name of each bar or group (default: numbers from 0). */
  readonly labels?: readonly string[];
  readonly title?: string;
  readonly x?: Pick<ValueAxis, "label" | "unit">;
  readonly y?: Omit<ValueAxis, "scale">;
}

/** Share of the room between neighbours that bars fill. */
const FILLED = 0.8;

const isSeries = (data: unknown): data is readonly BarSeries[] =>
  Array.isArray(data) && data.length > 0 && typeof data[0] === "object";

/** Item i covers [i, i + 1] where bars have names, and lies around i where they have numbers. */
function itemAxis(count: number, { labels, x = {} }: BarOptions): Axis {
  const words = {
    ...(x.label === undefined ? {} : { label: x.label }),
    ...(x.unit === undefined ? {} : { unit: x.unit }),
  };
  const range = [0, Math.max(1, count)] as const;
  if (labels !== undefined) return { scale: "category", range, categories: labels, ...words };
  return { scale: "linear", range: [range[0] - 0.5, range[1] - 0.5], whole: true, ...words };
}

/**
 * Bars from 0 to each value, side by side in groups where there are several series.
 *
 * @param data  values [n], or `[{ values, label, color }]` with equally many values each; NaN leaves a gap
 * @param options.labels  name below each bar or group, n of them (default: numbers from 0)
 * @param options.y       `{ label, unit, range }`; without a range it holds 0 and all finite values
 * @returns a figure of one panel
 * @throws ShapeError      labels or series differ in number
 * @throws ParameterError  a range is not finite, or values are complex
 * @source matplotlib.pyplot.bar
 * @example await bar([0.91, 0.88], { labels: ["CNN", "GRU"], y: { label: "Accuracy", range: [0, 1] } })
 */
export async function bar(data: ChartValues | readonly BarSeries[], options: BarOptions = {}): Promise<Figure> {
  const { labels, title, y = {} } = options;
  const series = isSeries(data) ? data : [{ values: data }];
  const heights = await Promise.all(series.map(({ values }, i) => readValues("bar", `series[${i}].values`, values)));
  const count = labels?.length ?? heights[0].length;
  for (const [i, { length }] of heights.entries()) {
    if (length === count) continue;
    const rule = labels === undefined ? `series[0].values.length=${count}` : `labels.length=${count}`;
    throw new ShapeError(`bar: series[${i}].values.length=${length} must equal ${rule}.`);
  }
  const width = FILLED / series.length;
  const first = (labels === undefined ? 0 : 0.5) - FILLED / 2 + width / 2;
  const layers = series.map(({ label, color }: BarSeries, i): BarsLayer => ({
    kind: "bars",
    x: { start: first + i * width, step: 1 },
    heights: heights[i],
    width,
    ...(label === undefined ? {} : { label }),
    ...(color === undefined ? {} : { color }),
  }));
  return {
    ...(title === undefined ? {} : { title }),
    panels: [{ x: itemAxis(count, options), y: valueAxis("bar", "y", y, rangeWithZero(heights)), layers }],
  };
}

// Histograms in one line of code.

import { ParameterError } from "@sonograd/core";
import type { Figure, Values } from "../scene/scene.js";
import { readValues, type ChartValues } from "./chart-input.js";
import { finiteExtent, rangeWithZero } from "./data-range.js";
import { valueAxis, type ValueAxis } from "./value-axis.js";

/** Bins and axes of a histogram. */
export interface HistOptions {
  /** Number of bins (default 30). */
  readonly bins?: number;
  /** First and last edge (default: all finite values); values outside are not counted. */
  readonly range?: readonly [number, number];
  /** Bars with an area of 1 in all, to compare with a probability density (default false: counts). */
  readonly density?: boolean;
  readonly title?: string;
  readonly x?: Omit<ValueAxis, "scale">;
  readonly y?: Omit<ValueAxis, "scale">;
}

/** Edges as numpy.histogram has them: a single value gets half a unit to both sides. */
function edgesOf(values: Values, range: HistOptions["range"]): readonly [number, number] {
  const [low, high] = range ?? finiteExtent(values) ?? [0, 1];
  if (!(high >= low && Number.isFinite(high - low)))
    throw new ParameterError(`hist: range=[${low}, ${high}] must be finite and increase.`);
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}

function countBins(values: Values, [low, high]: readonly [number, number], bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= low && values[i] <= high)) continue;
    // The last bin holds its upper edge too.
    counts[Math.min(bins - 1, Math.floor(((values[i] - low) / (high - low)) * bins))]++;
  }
  return counts;
}

/**
 * How often values fall into each of several equal bins.
 *
 * @param x  values of any shape that is one row; NaN and infinite values are not counted
 * @param options.bins     integer > 0 (default 30)
 * @param options.range    first and last edge (default: smallest and largest finite value)
 * @param options.density  divides by the number of values and the width of a bin (default false)
 * @returns a figure of one panel
 * @throws ParameterError  bins is not a positive integer, a range is not finite, or x is complex
 * @source numpy.histogram, matplotlib.pyplot.hist
 * @example await hist(noise, { bins: 50, density: true, x: { label: "Amplitude" } })
 */
export async function hist(x: ChartValues, options: HistOptions = {}): Promise<Figure> {
  const { bins = 30, density = false, title } = options;
  if (!Number.isInteger(bins) || bins < 1) throw new ParameterError(`hist: bins=${bins} must be a positive integer.`);
  const values = await readValues("hist", "x", x);
  const edges = edgesOf(values, options.range);
  const width = (edges[1] - edges[0]) / bins;
  const counts = countBins(values, edges, bins);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const heights = density && total > 0 ? counts.map((count) => count / (total * width)) : counts;
  return {
    ...(title === undefined ? {} : { title }),
    panels: [
      {
        x: valueAxis("hist", "x", options.x ?? {}, edges),
        y: valueAxis("hist", "y", { label: density ? "Density" : "Count", ...options.y }, rangeWithZero([heights])),
        layers: [{ kind: "bars", x: { start: edges[0] + width / 2, step: width }, heights, width: 0.94 * width }],
      },
    ],
  };
}

// From many samples to the few columns of a screen.

import type { Positions, Values } from "./scene.js";

/** x of element `i`. */
export function positionAt(x: Positions, i: number): number {
  return "step" in x ? x.start + x.step * i : x[i];
}

/**
 * Smallest and largest value in each of `count` columns.
 *
 * Column c covers the elements from `edges[c]` up to `edges[c + 1]` (element coordinates, increasing), and one more on
 * the left so that neighbouring columns touch like the line they stand for.
 *
 * @returns minima and maxima [count]; NaN where a column holds no finite value
 */
export function columnExtrema(values: Values, edges: Float64Array): { minima: Float64Array; maxima: Float64Array } {
  const count = Math.max(0, edges.length - 1);
  const minima = new Float64Array(count).fill(Number.NaN);
  const maxima = new Float64Array(count).fill(Number.NaN);
  for (let c = 0; c < count; c++) {
    const from = Math.max(0, Math.ceil(edges[c]) - 1);
    const to = Math.min(values.length, Math.max(Math.ceil(edges[c + 1]), from + 1));
    // Outside the recording there is nothing to draw, not even the neighbour that makes columns touch.
    if (edges[c] > values.length - 1 || edges[c + 1] <= 0) continue;
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low <= high && Number.isFinite(low) && Number.isFinite(high)) {
      minima[c] = low;
      maxima[c] = high;
    }
  }
  return { minima, maxima };
}

/**
 * Fewer points for the same picture: where several neighbouring points fall in one pixel column, only the first, the
 * lowest, the highest and the last remain (M4 of Jugel et al., VLDB 2014). Points are (x, y) pairs; NaN breaks the line.
 */
export function thinToColumns(points: Float64Array): Float64Array {
  const kept: number[] = [];
  const count = points.length / 2;
  let i = 0;
  while (i < count) {
    const column = Math.floor(points[2 * i]);
    if (Number.isNaN(column) || Number.isNaN(points[2 * i + 1])) {
      kept.push(Number.NaN, Number.NaN);
      i++;
      continue;
    }
    let end = i;
    let lowest = i;
    let highest = i;
    while (end < count && Math.floor(points[2 * end]) === column && !Number.isNaN(points[2 * end + 1])) {
      if (points[2 * end + 1] < points[2 * lowest + 1]) lowest = end;
      if (points[2 * end + 1] > points[2 * highest + 1]) highest = end;
      end++;
    }
    const chosen = new Set([i, Math.min(lowest, highest), Math.max(lowest, highest), end - 1]);
    for (const index of chosen) kept.push(points[2 * index], points[2 * index + 1]);
    i = end;
  }
  return Float64Array.from(kept);
}

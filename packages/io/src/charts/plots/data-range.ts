// Ranges of axes from data that may be empty, silent or partly NaN.

import { niceRange } from "../layout/ticks.js";
import type { Values } from "../scene/scene.js";

/** Smallest and largest finite value; undefined where there is none. */
export function finiteExtent(...arrays: readonly Values[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < low && value !== -Infinity) low = value;
      if (value > high && value !== Infinity) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** A range with round ends around all finite values; [0, 1] without any. `floor` is the highest allowed lower end. */
export function rangeAround(arrays: readonly Values[], { floor }: { floor?: number } = {}): [number, number] {
  const extent = finiteExtent(...arrays);
  if (extent === undefined) return [0, 1];
  return niceRange(floor === undefined ? extent[0] : Math.min(floor, extent[0]), extent[1]);
}

/** A range with round ends around 0 and all finite values, for bars. */
export function rangeWithZero(arrays: readonly Values[]): [number, number] {
  const [low, high] = finiteExtent(...arrays) ?? [0, 0];
  return niceRange(Math.min(0, low), Math.max(0, high));
}

/** A range symmetric around 0 for audio: full scale for silence, else a little above the peak. */
export function amplitudeRange(...arrays: readonly Values[]): [number, number] {
  const extent = finiteExtent(...arrays);
  const peak = extent === undefined ? 0 : Math.max(Math.abs(extent[0]), Math.abs(extent[1]));
  if (!(peak > 0)) return [-1, 1];
  // Half steps so that −high, 0 and high are all ticks; full scale stays full scale.
  const high = peak > 0.8 && peak <= 1 ? 1 : niceRange(0, peak * 1.02, 6)[1];
  return [-high, high];
}

// From a height in the plot to a frequency, as the axis is drawn.
import { hzToMel, melToHz } from "@sonograd/core";
import type { Axis } from "@sonograd/io";

/** Frequency at a height 0 (bottom)…1 (top) of an axis in Hz. */
export function frequencyAtHeight(
  { scale, range: [low, high] }: Pick<Axis, "scale" | "range">,
  height: number,
): number {
  if (scale === "log") return low * (high / low) ** height;
  if (scale === "mel") return melToHz(hzToMel(low) + height * (hzToMel(high) - hzToMel(low)));
  return low + height * (high - low);
}

// Colours for overlays that name none.

import type { SceneColor } from "../scene/scene.js";
import { SERIES_ORDER } from "../scene/theme.js";

/** Colours that stand out on every colour map and on light and dark paper. */
const OVER_IMAGES: readonly SceneColor[] = ["#00a5c8", "#5bb318", "#8f7bff", "#d08a00"];

/** For each overlay its own colour, or the next that no other has; the waveform below keeps blue. */
export function overlayColors(
  overlays: readonly { readonly color?: SceneColor }[],
  under: "waveform" | "image",
): SceneColor[] {
  const taken = new Set(overlays.map((overlay) => overlay.color));
  const order = under === "image" ? OVER_IMAGES : SERIES_ORDER.filter((color) => color !== "blue");
  const left = order.filter((color) => !taken.has(color));
  const free = left.length > 0 ? left : order;
  let next = 0;
  return overlays.map(({ color }) => color ?? free[next++ % free.length]);
}

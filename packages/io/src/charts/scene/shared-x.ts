// One x axis for the panels of a figure.

import type { Figure, Panel } from "./scene.js";

/** The panels; those of a shared x axis with one common range. */
export function withSharedX(figure: Figure): readonly Panel[] {
  if (figure.shareX !== true) return figure.panels;
  const ends = figure.panels.flatMap((panel) => panel.x.range).filter((end) => Number.isFinite(end));
  if (ends.length === 0) return figure.panels;
  const range = [Math.min(...ends), Math.max(...ends)] as const;
  return figure.panels.map((panel) => ({ ...panel, x: { ...panel.x, range } }));
}

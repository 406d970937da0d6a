// Which layers of a panel take a colour from the theme, and which of them a legend lists.

import type { Layer, Panel, SceneColor } from "./scene.js";

/** A layer drawn in one colour. */
export type SeriesLayer = Exclude<Layer, { kind: "heatMap" | "image" | "textGrid" }>;

/** A layer with its place in the order of theme colours. */
export interface Series {
  readonly layer: SeriesLayer;
  readonly index: number;
}

function isSeries(layer: Layer): layer is SeriesLayer {
  return layer.kind !== "heatMap" && layer.kind !== "image" && layer.kind !== "textGrid";
}

/** Layers drawn in one colour, in order; those without a colour of their own are numbered. */
export function seriesOf(panel: Panel): Series[] {
  let next = 0;
  return panel.layers.filter(isSeries).map((layer) => ({ layer, index: layer.color === undefined ? next++ : 0 }));
}

/** How a legend shows a series. */
export interface LegendEntry {
  readonly label: string;
  readonly swatch: "line" | "block" | "circle" | "ring" | "cross";
  readonly color: SceneColor | undefined;
  readonly index: number;
  readonly dash: "solid" | "dashed" | "dotted";
  readonly opacity: number;
}

/** The labelled series of a panel. */
export function legendOf(panel: Panel): LegendEntry[] {
  return seriesOf(panel).flatMap(({ layer, index }) => {
    if (layer.label === undefined) return [];
    const point = layer.kind === "markers" && layer.shape !== "line" ? layer.shape : undefined;
    const isLine = layer.kind === "curve" || layer.kind === "markers";
    return [
      {
        label: layer.label,
        swatch: point ?? (isLine ? "line" : "block"),
        color: layer.color,
        index,
        dash: layer.kind === "curve" ? (layer.dash ?? "solid") : "solid",
        opacity: layer.kind === "band" ? Math.max(0.35, layer.opacity ?? 0.25) : 1,
      },
    ];
  });
}

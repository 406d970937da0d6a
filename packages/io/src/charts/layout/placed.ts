// What the layout answers: where everything of a figure lies, in the painter's unit, y down.

import type { ColorBar, Figure, Panel } from "../scene/scene.js";
import type { LegendEntry } from "../scene/series.js";
import type { TextRole } from "./metrics.js";

/** A rectangle. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A text in its box; a rotated one reads upwards. */
export interface PlacedText extends Rect {
  readonly text: string;
  readonly role: TextRole;
  readonly align: "left" | "center" | "right";
  readonly rotated: boolean;
}

/** A tick: `position` along its axis, with or without a label. */
export interface PlacedTick {
  readonly position: number;
  readonly label?: PlacedText;
}

/** A legend entry: its swatch and its text. */
export interface PlacedLegend {
  readonly entry: LegendEntry;
  readonly swatch: Rect;
  readonly text: PlacedText;
}

/** A colour bar with its scale. */
export interface PlacedColorBar {
  readonly bar: ColorBar;
  readonly rect: Rect;
  readonly ticks: readonly PlacedTick[];
  readonly label?: PlacedText;
}

/** One panel. */
export interface PanelLayout {
  /** The panel with its final x range. */
  readonly panel: Panel;
  /** Where data is drawn. */
  readonly plot: Rect;
  readonly xTicks: readonly PlacedTick[];
  readonly yTicks: readonly PlacedTick[];
  readonly xMinor: readonly number[];
  readonly yMinor: readonly number[];
  /** Whether the x axis belongs to this panel or to one below it. */
  readonly showsX: boolean;
  /** Heading and axis labels. */
  readonly texts: readonly PlacedText[];
  readonly legend: readonly PlacedLegend[];
  readonly colorBar?: PlacedColorBar;
}

/** A whole figure. */
export interface FigureLayout {
  readonly figure: Figure;
  readonly width: number;
  readonly height: number;
  /** Lines of the title; none without. */
  readonly title: readonly PlacedText[];
  /** From top to bottom; panels that found no room are missing. */
  readonly panels: readonly PanelLayout[];
}

/** Every text of a layout. */
export function textsOf(layout: FigureLayout): PlacedText[] {
  const labels = (ticks: readonly PlacedTick[] | undefined): PlacedText[] =>
    (ticks ?? []).flatMap((tick) => (tick.label === undefined ? [] : [tick.label]));
  return [
    ...layout.title,
    ...layout.panels.flatMap((panel) => [
      ...panel.texts,
      ...panel.legend.map((item) => item.text),
      ...labels(panel.xTicks),
      ...labels(panel.yTicks),
      ...labels(panel.colorBar?.ticks),
      ...(panel.colorBar?.label === undefined ? [] : [panel.colorBar.label]),
    ]),
  ];
}

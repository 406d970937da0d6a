// What a figure is: plain data that says nothing of pixels, fonts or screens. Painters read it, builders write it.

import type { ColorMapName } from "./colormaps.js";

/** A colour named by its place in the theme, so that it suits light and dark, or a fixed `#rrggbb`. */
export type SceneColor = SeriesColorName | "text" | `#${string}`;

/** The colours for data; every theme has each of them. */
export type SeriesColorName = "blue" | "orange" | "green" | "red" | "purple" | "brown" | "pink" | "gray";

/** How values are spaced along an axis. `decibel` is linear with steps people use for levels. */
export type ScaleKind = "linear" | "log" | "mel" | "decibel" | "category";

/** One axis of a panel. */
export interface Axis {
  readonly scale: ScaleKind;
  /** First and last value; [high, low] draws the axis the other way round. `log` needs both > 0. */
  readonly range: readonly [number, number];
  /** The quantity, for example `Frequency`. */
  readonly label?: string;
  /** Unit of the values; Hz and s get SI prefixes, and time beyond a minute is written m:ss. */
  readonly unit?: string;
  /** Values are counted, not measured: ticks are whole numbers (default false). */
  readonly whole?: boolean;
  /** Names for `category`, where item i covers [i, i + 1]. */
  readonly categories?: readonly string[];
}

/** Places along x: explicit, or `start + step * i`. */
export type Positions = Float32Array | Float64Array | { readonly start: number; readonly step: number };

/** Numbers of a layer. */
export type Values = Float32Array | Float64Array;

/** A line through (x, y). A NaN or infinite value leaves a gap. */
export interface CurveLayer {
  readonly kind: "curve";
  readonly x: Positions;
  readonly y: Values;
  readonly color?: SceneColor;
  readonly label?: string;
  readonly dash?: "solid" | "dashed" | "dotted";
  /** Line width in logical pixels (default 1.5). */
  readonly width?: number;
}

/** Audio: the painter draws the range of the samples under each pixel column, or a line when zoomed in. */
export interface WaveformLayer {
  readonly kind: "waveform";
  readonly samples: Values;
  /** x of sample 0 and between samples. */
  readonly x: { readonly start: number; readonly step: number };
  readonly color?: SceneColor;
  readonly label?: string;
}

/** The area between two curves. */
export interface BandLayer {
  readonly kind: "band";
  readonly x: Positions;
  readonly lower: Values;
  readonly upper: Values;
  readonly color?: SceneColor;
  readonly label?: string;
  /** 0…1 (default 0.25). */
  readonly opacity?: number;
}

/** A matrix as colours. Row 0 lies at `y[0]`. NaN cells are left blank. */
export interface HeatMapLayer {
  readonly kind: "heatMap";
  /** [rows, columns], row-major. */
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
  /** Outer edges of the first and the last column. */
  readonly x: readonly [number, number];
  /** Outer edges of the first and the last row, evenly divided after `rowScale`. */
  readonly y: readonly [number, number];
  /** Scale on which the rows are evenly spaced (default `linear`), for example `mel` for a mel spectrogram. */
  readonly rowScale?: "linear" | "log" | "mel";
  /** Edges of the rows where no scale spaces them evenly: [rows + 1], increasing from `y[0]` to `y[1]`. */
  readonly rowEdges?: Values;
  readonly colorMap: ColorMapName;
  /** Values at the two ends of the colour map; values beyond take the end colour. */
  readonly range: readonly [number, number];
  /** How enlarged cells look (default `smooth`); shrunk cells are always averaged over their area. */
  readonly enlarge?: "smooth" | "blocks";
}

/** Bars from `base` to each height. */
export interface BarsLayer {
  readonly kind: "bars";
  /** Centres of the bars. */
  readonly x: Positions;
  readonly heights: Values;
  /** Width of a bar in units of x. */
  readonly width: number;
  readonly base?: number;
  readonly color?: SceneColor;
  readonly label?: string;
}

/** Points, or vertical lines over the whole panel (`y` is then not read). */
export interface MarkersLayer {
  readonly kind: "markers";
  readonly shape: "circle" | "ring" | "cross" | "line";
  readonly x: Values;
  readonly y?: Values;
  readonly color?: SceneColor;
  readonly label?: string;
  /** Diameter in logical pixels (default 6). */
  readonly size?: number;
}

/** A table of numbers on coloured cells, one category per row and column. Row 0 is at `y` 0…1. */
export interface TextGridLayer {
  readonly kind: "textGrid";
  /** [rows, columns], row-major; cells take their colour from these. */
  readonly values: Values;
  readonly rows: number;
  readonly columns: number;
  /** What each cell says; row-major. */
  readonly texts: readonly string[];
  readonly colorMap: ColorMapName;
  readonly range: readonly [number, number];
}

/** A picture in its own colours. Row 0 lies at `y[0]`. */
export interface ImageLayer {
  readonly kind: "image";
  /** Red, green and blue, each [rows, columns] row-major, 0…1. */
  readonly channels: readonly [Values, Values, Values];
  readonly rows: number;
  readonly columns: number;
  /** Outer edges of the first and the last column. */
  readonly x: readonly [number, number];
  /** Outer edges of the first and the last row. */
  readonly y: readonly [number, number];
}

/** Anything a panel can show; later layers lie on top. */
export type Layer =
  CurveLayer | WaveformLayer | BandLayer | HeatMapLayer | ImageLayer | BarsLayer | MarkersLayer | TextGridLayer;

/** The scale beside a panel that says which colour is which value. */
export interface ColorBar {
  readonly colorMap: ColorMapName;
  readonly range: readonly [number, number];
  readonly scale?: "linear" | "decibel";
  readonly label?: string;
  readonly unit?: string;
}

/** One pair of axes with its layers. Layers with a label are listed in a legend. */
export interface Panel {
  readonly title?: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly layers: readonly Layer[];
  readonly colorBar?: ColorBar;
  /** Height relative to the other panels (default 1). */
  readonly weight?: number;
  /**
   * `equal` makes one unit of x as long as one unit of y; `square` does so too, and gives each unit whole character
   * cells in a terminal, for tables (default `fill`).
   */
  readonly aspect?: "fill" | "equal" | "square";
  /** Lines behind the data at the ticks (default true unless a heat map or text grid covers them). */
  readonly grid?: boolean;
}

/** Panels stacked from top to bottom, or side by side. */
export interface Figure {
  readonly title?: string;
  readonly panels: readonly Panel[];
  /** One x axis for all: the ranges are joined, and only the lowest panel names the values. */
  readonly shareX?: boolean;
  /** Panels per row, filled row by row (default 1); narrow screens take fewer. */
  readonly columns?: number;
}

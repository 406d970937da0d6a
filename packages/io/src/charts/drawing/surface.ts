// What a painter of pixels must be able to do. The raster and the canvas surface implement it; drawing knows no more.

import type { TextRole } from "../layout/metrics.js";
import type { Rect } from "../layout/placed.js";
import type { PixelImage } from "../scene/heat-map.js";

/** How a line looks; lengths in logical pixels. */
export interface StrokeStyle {
  readonly color: number;
  readonly width: number;
  /** Lengths of strokes and gaps, alternating; empty for a solid line. */
  readonly dash: readonly number[];
}

/** A text and where it goes: its baseline start, or the start of its upward baseline. */
export interface TextRun {
  readonly text: string;
  readonly size: number;
  readonly color: number;
  readonly x: number;
  readonly y: number;
  readonly rotated: boolean;
}

/** A place to draw, in logical pixels with y down. Colours are 0xrrggbb. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  /** Device pixels per logical pixel. */
  readonly pixelRatio: number;
  measureText(text: string, size: number): number;
  /** A rectangle; `opacity` 0…1. */
  fillRect(rect: Rect, color: number, opacity: number): void;
  /** A closed shape through (x, y) pairs. */
  fillPolygon(points: Float64Array, color: number, opacity: number): void;
  /** A line through (x, y) pairs with round joins; NaN breaks it. */
  strokePolyline(points: Float64Array, style: StrokeStyle): void;
  /** An image of exactly the device pixels of the rectangle. */
  drawImage(image: PixelImage, rect: Rect): void;
  drawText(run: TextRun): void;
  /** Whatever `draw` does shows inside the rectangle only. */
  clipped(rect: Rect, draw: () => void): void;
}

/** Sizes of the texts of a figure. */
export type FontSizes = Readonly<Record<TextRole, number>>;

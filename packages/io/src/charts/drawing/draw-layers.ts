// The data of a panel on a surface of pixels.

import type { Rect } from "../layout/placed.js";
import { colorOfValue } from "../scene/colormaps.js";
import { readableOn } from "../scene/color.js";
import { columnExtrema, positionAt, thinToColumns } from "../scene/envelope.js";
import { colorize, imagePixels, resampleHeatMap, resampleImage } from "../scene/heat-map.js";
import { scaleOf, type Scale } from "../scene/scale.js";
import type {
  BandLayer,
  BarsLayer,
  CurveLayer,
  HeatMapLayer,
  ImageLayer,
  MarkersLayer,
  Panel,
  Positions,
  TextGridLayer,
  Values,
  WaveformLayer,
} from "../scene/scene.js";
import { seriesOf } from "../scene/series.js";
import { layerColor, type Theme } from "../scene/theme.js";
import type { Surface } from "./surface.js";

/** Values to places on the surface. */
interface Frame {
  readonly surface: Surface;
  readonly panel: Panel;
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
}

/** Below this many samples per pixel column a waveform is drawn as the line it is, anti-aliased. */
const LINE_SAMPLES_PER_COLUMN = 8;

/** Diameter of points that name none. */
const MARKER_SIZE = 6;

const DASHES = { solid: [], dashed: [6, 4], dotted: [1.5, 3] } as const;

function toX(frame: Frame, value: number): number {
  return frame.plot.x + frame.x.toUnit(value) * frame.plot.width;
}

function toY(frame: Frame, value: number): number {
  const y = frame.plot.y + (1 - frame.y.toUnit(value)) * frame.plot.height;
  return Number.isFinite(y) ? y : Number.NaN;
}

/** (x, y) pairs on the surface, NaN where a value is not finite. */
function tracePoints(frame: Frame, x: Positions, y: Values): Float64Array {
  const count = "step" in x ? y.length : Math.min(x.length, y.length);
  const points = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    points[2 * i] = toX(frame, positionAt(x, i));
    points[2 * i + 1] = toY(frame, y[i]);
  }
  return points;
}

/** The same line with no more points than pixel columns can show. */
function thinned(frame: Frame, points: Float64Array): Float64Array {
  return points.length > 4 * frame.plot.width ? thinToColumns(points) : points;
}

function drawCurve(frame: Frame, layer: CurveLayer, color: number): void {
  const width = layer.width ?? 1.5;
  const points = thinned(frame, tracePoints(frame, layer.x, layer.y));
  frame.surface.strokePolyline(points, { color, width, dash: DASHES[layer.dash ?? "solid"] });
  drawLonelyPoints(frame.surface, points, color, width);
}

/** A point without neighbours has no line; a dot shows it. */
function drawLonelyPoints(surface: Surface, points: Float64Array, color: number, width: number): void {
  const count = points.length / 2;
  const missing = (i: number): boolean => i < 0 || i >= count || Number.isNaN(points[2 * i] + points[2 * i + 1]);
  for (let i = 0; i < count; i++) {
    if (!missing(i) && missing(i - 1) && missing(i + 1))
      drawDot(surface, points[2 * i], points[2 * i + 1], width + 3, color);
  }
}

function drawDot(surface: Surface, x: number, y: number, diameter: number, color: number): void {
  surface.fillPolygon(circlePoints(x, y, diameter), color, 1);
}

/** A circle, closed: its first point is also its last. */
function circlePoints(x: number, y: number, diameter: number): Float64Array {
  const corners = 24;
  const points = new Float64Array(2 * corners + 2);
  for (let i = 0; i <= corners; i++) {
    points[2 * i] = x + (diameter / 2) * Math.cos((2 * Math.PI * i) / corners);
    points[2 * i + 1] = y + (diameter / 2) * Math.sin((2 * Math.PI * i) / corners);
  }
  return points;
}

/** One point of a scatter plot, or its likeness in a legend. */
export function drawMarker(
  surface: Surface,
  shape: "circle" | "ring" | "cross",
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  color: number,
): void {
  const half = size / 2;
  const style = { color, width: 1.75, dash: [] };
  if (shape === "circle") drawDot(surface, x, y, size, color);
  else if (shape === "ring") surface.strokePolyline(circlePoints(x, y, size), style);
  else {
    surface.strokePolyline(Float64Array.of(x - half, y - half, x + half, y + half), style);
    surface.strokePolyline(Float64Array.of(x - half, y + half, x + half, y - half), style);
  }
}

function drawWaveform(frame: Frame, layer: WaveformLayer, color: number): void {
  const { surface, plot } = frame;
  const columns = Math.max(1, Math.round(plot.width * surface.pixelRatio));
  const edges = Float64Array.from(
    { length: columns + 1 },
    (_, c) => (frame.x.fromUnit(c / columns) - layer.x.start) / layer.x.step,
  );
  if (edges[1] - edges[0] < LINE_SAMPLES_PER_COLUMN) {
    const first = Math.max(0, Math.floor(edges[0]) - 1);
    const last = Math.min(layer.samples.length, Math.ceil(edges[columns]) + 2);
    const x = { start: layer.x.start + first * layer.x.step, step: layer.x.step };
    drawCurve(frame, { kind: "curve", x, y: layer.samples.subarray(first, Math.max(first, last)), width: 1.25 }, color);
    return;
  }
  const { minima, maxima } = columnExtrema(layer.samples, edges);
  const thinnest = 1 / surface.pixelRatio;
  for (let c = 0; c < columns; c++) {
    if (Number.isNaN(minima[c])) continue;
    const top = toY(frame, maxima[c]);
    const missing = Math.max(0, thinnest - (toY(frame, minima[c]) - top));
    const height = toY(frame, minima[c]) - top + missing;
    surface.fillRect({ x: plot.x + c / surface.pixelRatio, y: top - missing / 2, width: thinnest, height }, color, 1);
  }
}

function drawBand(frame: Frame, layer: BandLayer, color: number): void {
  const upper = tracePoints(frame, layer.x, layer.upper);
  const lower = tracePoints(frame, layer.x, layer.lower);
  const count = Math.min(upper.length, lower.length) / 2;
  let start = -1;
  for (let i = 0; i <= count; i++) {
    const whole = i < count && !Number.isNaN(upper[2 * i] + upper[2 * i + 1] + lower[2 * i + 1]);
    if (whole && start < 0) start = i;
    if (whole || start < 0) continue;
    const there = thinned(frame, upper.subarray(2 * start, 2 * i));
    const back = thinned(frame, lower.subarray(2 * start, 2 * i));
    const outline = new Float64Array(there.length + back.length);
    outline.set(there);
    for (let k = 0; k < back.length; k += 2) outline.set(back.subarray(k, k + 2), outline.length - 2 - k);
    frame.surface.fillPolygon(outline, color, layer.opacity ?? 0.25);
    start = -1;
  }
}

function drawBars(frame: Frame, layer: BarsLayer, color: number): void {
  const base = toY(frame, layer.base ?? 0);
  const from = Number.isFinite(base) ? base : frame.plot.y + frame.plot.height;
  for (let i = 0; i < layer.heights.length; i++) {
    const at = positionAt(layer.x, i);
    const left = toX(frame, at - layer.width / 2);
    const width = toX(frame, at + layer.width / 2) - left;
    const to = toY(frame, layer.heights[i]);
    if (Number.isNaN(to + width)) continue;
    frame.surface.fillRect({ x: left, y: Math.min(from, to), width, height: Math.abs(to - from) }, color, 1);
  }
}

function drawMarkers(frame: Frame, layer: MarkersLayer, color: number): void {
  const { surface, plot } = frame;
  const size = layer.size ?? MARKER_SIZE;
  const outside = (at: number, start: number, length: number): boolean =>
    !(at >= start - 1 && at <= start + length + 1);
  for (let i = 0; i < layer.x.length; i++) {
    const x = toX(frame, layer.x[i]);
    const y = layer.y === undefined ? plot.y + plot.height / 2 : toY(frame, layer.y[i]);
    if (outside(x, plot.x, plot.width) || outside(y, plot.y, plot.height)) continue;
    if (layer.shape === "line") {
      const points = Float64Array.of(x, plot.y, x, plot.y + plot.height);
      surface.strokePolyline(points, { color, width: 1.25, dash: [] });
    } else drawMarker(surface, layer.shape, { x, y, size }, color);
  }
}

function drawHeatMap(frame: Frame, layer: HeatMapLayer): void {
  const { surface, plot, panel } = frame;
  const width = Math.round(plot.width * surface.pixelRatio);
  const height = Math.round(plot.height * surface.pixelRatio);
  if (width < 1 || height < 1) return;
  surface.drawImage(colorize(resampleHeatMap(layer, panel.x, panel.y, width, height), width, height, layer), plot);
}

function drawImage({ surface, plot, panel }: Frame, layer: ImageLayer): void {
  const width = Math.round(plot.width * surface.pixelRatio);
  const height = Math.round(plot.height * surface.pixelRatio);
  if (width < 1 || height < 1) return;
  surface.drawImage(imagePixels(resampleImage(layer, panel.x, panel.y, width, height), width, height), plot);
}

function drawTextGrid(frame: Frame, layer: TextGridLayer, theme: Theme, fontSize: number): void {
  const { surface } = frame;
  const cellWidth = Math.abs(toX(frame, 1) - toX(frame, 0));
  const cellHeight = Math.abs(toY(frame, 1) - toY(frame, 0));
  const widest = Math.max(1, ...layer.texts.map((text) => surface.measureText(text, fontSize)));
  // Small matrices have large cells, which small numbers would leave empty.
  const wanted = Math.max(fontSize + 1, Math.min(fontSize * 1.6, cellHeight / 4));
  const size = Math.min(wanted, fontSize * ((cellWidth - 6) / widest), (cellHeight - 2) / 1.1);
  const gap = cellWidth > 12 ? 1 / surface.pixelRatio : 0;
  for (let row = 0; row < layer.rows; row++) {
    for (let column = 0; column < layer.columns; column++) {
      const value = layer.values[row * layer.columns + column];
      const color = colorOfValue(layer.colorMap, value, layer.range) ?? theme.background;
      const x = Math.min(toX(frame, column), toX(frame, column + 1));
      const y = Math.min(toY(frame, row), toY(frame, row + 1));
      surface.fillRect({ x, y, width: cellWidth - gap, height: cellHeight - gap }, color, 1);
      const text = layer.texts[row * layer.columns + column] ?? "";
      if (size < 7 || text === "") continue;
      const textX = x + (cellWidth - gap - surface.measureText(text, size)) / 2;
      surface.drawText({
        text,
        size,
        color: readableOn(color),
        x: textX,
        y: y + cellHeight / 2 + size * 0.36,
        rotated: false,
      });
    }
  }
}

/** Draws every layer of a panel inside its plot. */
export function drawLayers(surface: Surface, panel: Panel, plot: Rect, theme: Theme, fontSize: number): void {
  const frame: Frame = { surface, panel, plot, x: scaleOf(panel.x), y: scaleOf(panel.y) };
  const indices = new Map(seriesOf(panel).map(({ layer, index }) => [layer as object, index]));
  for (const layer of panel.layers) {
    // A line along the very edge of the range shows its whole width, and so does a point.
    const isPoint = layer.kind === "markers" && layer.shape !== "line";
    const [dx, dy] = isPoint ? [layer.size ?? MARKER_SIZE, layer.size ?? MARKER_SIZE] : [0, 1];
    const room = { x: plot.x - dx, y: plot.y - dy, width: plot.width + 2 * dx, height: plot.height + 2 * dy };
    surface.clipped(room, () => {
      if (layer.kind === "heatMap") drawHeatMap(frame, layer);
      else if (layer.kind === "image") drawImage(frame, layer);
      else if (layer.kind === "textGrid") drawTextGrid(frame, layer, theme, fontSize);
      else {
        const color = layerColor(theme, layer.color, indices.get(layer) ?? 0);
        if (layer.kind === "curve") drawCurve(frame, layer, color);
        else if (layer.kind === "waveform") drawWaveform(frame, layer, color);
        else if (layer.kind === "band") drawBand(frame, layer, color);
        else if (layer.kind === "bars") drawBars(frame, layer, color);
        else drawMarkers(frame, layer, color);
      }
    });
  }
}

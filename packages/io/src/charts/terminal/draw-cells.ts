// The data of a panel in character cells.

import type { Rect } from "../layout/placed.js";
import { colorOfValue } from "../scene/colormaps.js";
import { mixColors, readableOn } from "../scene/color.js";
import { columnExtrema, positionAt, thinToColumns } from "../scene/envelope.js";
import { imagePixels, resampleHeatMap, resampleImage } from "../scene/heat-map.js";
import { scaleOf, type Scale } from "../scene/scale.js";
import type {
  BandLayer,
  BarsLayer,
  CurveLayer,
  HeatMapLayer,
  ImageLayer,
  MarkersLayer,
  Panel,
  TextGridLayer,
  WaveformLayer,
} from "../scene/scene.js";
import { seriesOf } from "../scene/series.js";
import { layerColor, type Theme } from "../scene/theme.js";
import { DEFAULT_COLOR, type CellGrid } from "./cell-grid.js";
import { paintImage, paintPixels, pixelsPerCell, type CellLook } from "./cell-image.js";
import { terminalText, textCells } from "./cell-text.js";
import { DotGrid } from "./dot-grid.js";

/** Points of scatter plots. */
export const MARKERS = { circle: "●", ring: "○", cross: "×" };
/** The same without Unicode. */
export const ASCII_MARKERS = { circle: "o", ring: "0", cross: "x" };

/** A panel's plot with its dots. */
interface Frame {
  readonly grid: CellGrid;
  readonly dots: DotGrid;
  readonly panel: Panel;
  readonly plot: Rect;
  readonly x: Scale;
  readonly y: Scale;
  readonly look: CellLook;
}

/** Dot of a place 0…1 along an axis of `size` dots; the far end belongs to the last dot, what lies outside is far off. */
function dotAt(unit: number, size: number): number {
  if (!Number.isFinite(unit)) return Number.NaN;
  if (unit > 1 && unit < 1 + 1e-9) return size - 1;
  return unit === 1 ? size - 1 : Math.floor(unit * size + 1e-9);
}

function toX(frame: Frame, value: number): number {
  return dotAt(frame.x.toUnit(value), frame.dots.width);
}

/** Dot row of a value; 0 is at the top. */
function toY(frame: Frame, value: number): number {
  return frame.dots.height - 1 - dotAt(frame.y.toUnit(value), frame.dots.height);
}

function drawCurve(frame: Frame, layer: Pick<CurveLayer, "x" | "y">, color: number): void {
  const { x, y } = layer;
  const count = "step" in x ? y.length : Math.min(x.length, y.length);
  const dots = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    dots[2 * i] = toX(frame, positionAt(x, i));
    dots[2 * i + 1] = toY(frame, y[i]);
  }
  const points = thinToColumns(dots);
  for (let i = 0; i < points.length; i += 2) {
    const [px, py] = [points[i], points[i + 1]];
    if (Number.isNaN(px + py)) continue;
    const joined = i >= 2 && !Number.isNaN(points[i - 2] + points[i - 1]);
    if (joined) frame.dots.line(points[i - 2], points[i - 1], px, py, color);
    else frame.dots.set(px, py, color);
  }
}

function drawWaveform(frame: Frame, layer: WaveformLayer, color: number): void {
  const columns = frame.dots.width;
  const edges = Float64Array.from(
    { length: columns + 1 },
    (_, c) => (frame.x.fromUnit(c / columns) - layer.x.start) / layer.x.step,
  );
  if (edges[1] - edges[0] < 1) {
    drawCurve(frame, { x: layer.x, y: layer.samples }, color);
    return;
  }
  const { minima, maxima } = columnExtrema(layer.samples, edges);
  for (let c = 0; c < columns; c++) {
    if (!Number.isNaN(minima[c])) frame.dots.line(c, toY(frame, maxima[c]), c, toY(frame, minima[c]), color);
  }
}

/** Every other dot between the edges, so that lines on top stay visible. */
function drawBand(frame: Frame, layer: BandLayer, color: number): void {
  const count = Math.min(layer.lower.length, layer.upper.length);
  const places = Float64Array.from({ length: count }, (_, i) => toX(frame, positionAt(layer.x, i)));
  let i = 0;
  for (let c = 0; c < frame.dots.width; c += 2) {
    while (i + 1 < count && places[i + 1] <= c) i++;
    if (i >= count || !(places[i] <= c) || (i === count - 1 && places[i] < c)) continue;
    const top = Math.max(0, toY(frame, layer.upper[i]));
    const bottom = Math.min(frame.dots.height - 1, toY(frame, layer.lower[i]));
    for (let y = top + (top % 2); y <= bottom; y += 2) frame.dots.set(c, y, color);
  }
}

function drawBars(frame: Frame, layer: BarsLayer, color: number): void {
  const bottom = Math.min(frame.dots.height - 1, toY(frame, layer.base ?? 0));
  for (let i = 0; i < layer.heights.length; i++) {
    const at = positionAt(layer.x, i);
    const left = toX(frame, at - layer.width / 2);
    const right = Math.max(left, toX(frame, at + layer.width / 2) - 1);
    const top = toY(frame, layer.heights[i]);
    if (Number.isNaN(left + right + top) || layer.heights[i] === (layer.base ?? 0)) continue;
    for (let x = Math.max(0, left); x <= Math.min(frame.dots.width - 1, right); x++) {
      frame.dots.line(x, top, x, Number.isNaN(bottom) ? frame.dots.height - 1 : bottom, color);
    }
  }
}

function drawMarkers(frame: Frame, layer: MarkersLayer, color: number): void {
  const { plot, grid, look, dots } = frame;
  for (let i = 0; i < layer.x.length; i++) {
    const x = toX(frame, layer.x[i]);
    if (Number.isNaN(x) || x < 0 || x >= dots.width) continue;
    if (layer.shape === "line") {
      for (let y = 0; y < dots.height; y++) dots.set(x, y, color);
      continue;
    }
    const y = layer.y === undefined ? Math.floor(dots.height / 2) : toY(frame, layer.y[i]);
    if (Number.isNaN(y) || y < 0 || y >= dots.height) continue;
    const character = (look.unicode ? MARKERS : ASCII_MARKERS)[layer.shape];
    grid.put(
      plot.x + Math.floor((x * plot.width) / dots.width),
      plot.y + Math.floor((y * plot.height) / dots.height),
      character,
      color,
    );
  }
}

function drawHeatMap({ grid, panel, plot, look }: Frame, layer: HeatMapLayer): void {
  const height = plot.height * pixelsPerCell(look);
  paintImage(grid, plot, resampleHeatMap(layer, panel.x, panel.y, plot.width, height), layer, look);
}

function drawImage({ grid, panel, plot, look }: Frame, layer: ImageLayer): void {
  const height = plot.height * pixelsPerCell(look);
  const channels = resampleImage(layer, panel.x, panel.y, plot.width, height);
  paintPixels(grid, plot, imagePixels(channels, plot.width, height), look);
}

function drawTextGrid(frame: Frame, layer: TextGridLayer): void {
  const { grid, plot, look } = frame;
  const [width, height] = [plot.width / layer.columns, plot.height / layer.rows];
  if (!Number.isInteger(width) || !Number.isInteger(height)) {
    drawHeatMap(frame, { ...layer, kind: "heatMap", x: [0, layer.columns], y: [0, layer.rows], enlarge: "blocks" });
    return;
  }
  for (let i = 0; i < layer.rows * layer.columns; i++) {
    const x = plot.x + (i % layer.columns) * width;
    const y = plot.y + Math.floor(i / layer.columns) * height;
    const background = look.color === "none" ? undefined : colorOfValue(layer.colorMap, layer.values[i], layer.range);
    for (let dy = 0; dy < height; dy++) {
      for (let dx = 0; dx < width; dx++) grid.put(x + dx, y + dy, " ", DEFAULT_COLOR, background ?? DEFAULT_COLOR);
    }
    // Zeros are most of a good matrix; a dot keeps the numbers that matter visible.
    const text = terminalText(layer.texts[i] === "0" ? "·" : (layer.texts[i] ?? ""), look.unicode);
    const free = width - textCells(text);
    if (free < 0) continue;
    grid.text(
      x + Math.ceil(free / 2),
      y + Math.floor((height - 1) / 2),
      text,
      background === undefined ? DEFAULT_COLOR : readableOn(background),
    );
  }
}

/** Draws every layer of a panel inside its plot. */
export function drawCellLayers(grid: CellGrid, panel: Panel, plot: Rect, theme: Theme, look: CellLook): void {
  const base = { grid, panel, plot, look, x: scaleOf(panel.x), y: scaleOf(panel.y) };
  const dots = new DotGrid(plot, { unicode: look.unicode, separate: look.color !== "none" });
  const frame: Frame = { ...base, dots };
  const indices = new Map(seriesOf(panel).map(({ layer, index }) => [layer as object, index]));
  for (const layer of panel.layers) {
    if (layer.kind === "heatMap") drawHeatMap(frame, layer);
    else if (layer.kind === "image") drawImage(frame, layer);
    else if (layer.kind === "textGrid") drawTextGrid(frame, layer);
    else if (layer.kind !== "markers" || layer.shape === "line") {
      const color = layerColor(theme, layer.color, indices.get(layer) ?? 0);
      if (layer.kind === "curve") drawCurve(frame, layer, color);
      else if (layer.kind === "waveform") drawWaveform(frame, layer, color);
      else if (layer.kind === "band") drawBand(frame, layer, mixColors(theme.background, color, 0.55));
      else if (layer.kind === "bars") drawBars(frame, layer, color);
      else drawMarkers(frame, layer, color);
    }
  }
  dots.paint(grid);
  // Whole characters go over the dots of all other layers.
  for (const layer of panel.layers) {
    if (layer.kind !== "markers" || layer.shape === "line") continue;
    drawMarkers(frame, layer, layerColor(theme, layer.color, indices.get(layer) ?? 0));
  }
}

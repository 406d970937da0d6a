// A laid out figure on a surface of pixels: axes, texts, legends, colour bars and, through draw-layers, the data.

import { pixelMetrics, fontSizes } from "../layout/metrics.js";
import { layoutFigure } from "../layout/layout.js";
import type { FigureLayout, PanelLayout, PlacedColorBar, PlacedLegend, PlacedText, Rect } from "../layout/placed.js";
import { colorize } from "../scene/heat-map.js";
import type { Figure } from "../scene/scene.js";
import { layerColor, themeOf, type Theme, type ThemeName } from "../scene/theme.js";
import { drawLayers, drawMarker } from "./draw-layers.js";
import type { FontSizes, Surface } from "./surface.js";

/** How a figure is drawn on pixels. */
export interface DrawOptions {
  /** Default `light`. */
  readonly theme?: ThemeName;
  /** Size of tick labels in logical pixels (default 11); the other texts follow. */
  readonly fontSize?: number;
}

interface Pen {
  readonly surface: Surface;
  readonly theme: Theme;
  readonly sizes: FontSizes;
}

/** A straight line of whole device pixels: sharp, where a stroke between pixels would blur. */
function sharpLine({ surface }: Pen, line: Rect, color: number): void {
  const ratio = surface.pixelRatio;
  const snap = (value: number): number => Math.round(value * ratio) / ratio;
  surface.fillRect({ x: snap(line.x), y: snap(line.y), width: snap(line.width), height: snap(line.height) }, color, 1);
}

/** Thickness of axes: one logical pixel, whole in device pixels. */
function hairline({ surface }: Pen): number {
  return Math.max(1, Math.round(surface.pixelRatio)) / surface.pixelRatio;
}

function drawText(pen: Pen, text: PlacedText, color: number): void {
  const size = pen.sizes[text.role];
  // Capitals of the usual fonts are about 0.73 of the size high; this centres them in their box.
  const rise = size * 0.365;
  if (text.rotated) {
    const x = text.x + text.width / 2 + rise;
    pen.surface.drawText({ text: text.text, size, color, x, y: text.y + text.height, rotated: true });
    return;
  }
  pen.surface.drawText({ text: text.text, size, color, x: text.x, y: text.y + text.height / 2 + rise, rotated: false });
}

function drawGrid(pen: Pen, { plot, xTicks, yTicks }: PanelLayout): void {
  const thin = hairline(pen);
  const { grid } = pen.theme;
  for (const { position } of xTicks)
    sharpLine(pen, { x: position - thin / 2, y: plot.y, width: thin, height: plot.height }, grid);
  for (const { position } of yTicks)
    sharpLine(pen, { x: plot.x, y: position - thin / 2, width: plot.width, height: thin }, grid);
}

function drawAxes(pen: Pen, panel: PanelLayout): void {
  const { plot } = panel;
  const thin = hairline(pen);
  const { axis, mutedText } = pen.theme;
  const tick = 4;
  const bottom = plot.y + plot.height;
  sharpLine(pen, { x: plot.x - thin, y: plot.y, width: thin, height: plot.height + thin }, axis);
  sharpLine(pen, { x: plot.x - thin, y: bottom, width: plot.width + thin, height: thin }, axis);
  for (const { position } of panel.xTicks)
    sharpLine(pen, { x: position - thin / 2, y: bottom, width: thin, height: tick }, axis);
  for (const { position } of panel.yTicks)
    sharpLine(pen, { x: plot.x - tick, y: position - thin / 2, width: tick, height: thin }, axis);
  for (const position of panel.xMinor)
    sharpLine(pen, { x: position - thin / 2, y: bottom, width: thin, height: tick / 2 }, axis);
  for (const position of panel.yMinor)
    sharpLine(pen, { x: plot.x - tick / 2, y: position - thin / 2, width: tick / 2, height: thin }, axis);
  for (const { label } of [...panel.xTicks, ...panel.yTicks]) if (label !== undefined) drawText(pen, label, mutedText);
}

function drawLegend(pen: Pen, item: PlacedLegend): void {
  const { surface, theme } = pen;
  const { entry, swatch } = item;
  const color = layerColor(theme, entry.color, entry.index);
  const middle = swatch.y + swatch.height / 2;
  if (entry.swatch === "block") {
    surface.fillRect({ x: swatch.x + 4, y: middle - 5, width: swatch.width - 6, height: 10 }, color, entry.opacity);
  } else if (entry.swatch !== "line") {
    drawMarker(surface, entry.swatch, { x: swatch.x + swatch.width / 2, y: middle, size: 7 }, color);
  } else {
    const dash = { solid: [], dashed: [6, 4], dotted: [1.5, 3] }[entry.dash];
    surface.strokePolyline(Float64Array.of(swatch.x, middle, swatch.x + swatch.width, middle), {
      color,
      width: 2,
      dash,
    });
  }
  drawText(pen, item.text, theme.mutedText);
}

function drawColorBar(pen: Pen, { bar, rect, ticks, label }: PlacedColorBar): void {
  const { surface, theme } = pen;
  const height = Math.round(rect.height * surface.pixelRatio);
  const width = Math.round(rect.width * surface.pixelRatio);
  if (height < 1 || width < 1) return;
  const ramp = new Float64Array(width * height);
  for (let i = 0; i < ramp.length; i++) ramp[i] = 1 - (Math.floor(i / width) + 0.5) / height;
  surface.drawImage(colorize(ramp, width, height, { colorMap: bar.colorMap, range: [0, 1] }), rect);
  const thin = hairline(pen);
  for (const tick of ticks) {
    sharpLine(pen, { x: rect.x + rect.width, y: tick.position - thin / 2, width: 4, height: thin }, theme.axis);
    if (tick.label !== undefined) drawText(pen, tick.label, theme.mutedText);
  }
  if (label !== undefined) drawText(pen, label, theme.text);
}

/** Draws a figure over the whole surface and returns where everything lies. */
export function drawFigure(surface: Surface, figure: Figure, options: DrawOptions = {}): FigureLayout {
  const { theme: themeName = "light", fontSize = 11 } = options;
  const sizes = fontSizes(fontSize);
  const theme = themeOf(themeName);
  const pen: Pen = { surface, theme, sizes };
  const layout = layoutFigure(figure, {
    width: surface.width,
    height: surface.height,
    metrics: pixelMetrics(fontSize, surface.pixelRatio),
    measure: (text, role) => surface.measureText(text, sizes[role]),
  });
  surface.fillRect({ x: 0, y: 0, width: surface.width, height: surface.height }, theme.background, 1);
  for (const line of layout.title) drawText(pen, line, theme.text);
  for (const placed of layout.panels) {
    const covered = placed.panel.layers.some(
      ({ kind }) => kind === "heatMap" || kind === "image" || kind === "textGrid",
    );
    if (placed.panel.grid ?? !covered) drawGrid(pen, placed);
    drawLayers(surface, placed.panel, placed.plot, theme, fontSize);
    drawAxes(pen, placed);
    for (const text of placed.texts) drawText(pen, text, theme.text);
    for (const item of placed.legend) drawLegend(pen, item);
    if (placed.colorBar !== undefined) drawColorBar(pen, placed.colorBar);
  }
  return layout;
}

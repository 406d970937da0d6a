// Figures as lines of text for a terminal.

import { ParameterError } from "@sonograd/core";
import { layoutFigure } from "../layout/layout.js";
import { cellMetrics } from "../layout/metrics.js";
import type { PanelLayout, PlacedColorBar, PlacedLegend, PlacedText } from "../layout/placed.js";
import type { Figure } from "../scene/scene.js";
import { layerColor, themeOf, type Theme, type ThemeName } from "../scene/theme.js";
import { CellGrid, type TerminalColor } from "./cell-grid.js";
import { paintImage, pixelsPerCell, type CellLook } from "./cell-image.js";
import { terminalText, textCells } from "./cell-text.js";
import { ASCII_MARKERS, drawCellLayers, MARKERS } from "./draw-cells.js";

/** Size and abilities of a terminal. */
export interface CellOptions {
  readonly columns: number;
  readonly rows: number;
  /** Default `truecolor`. */
  readonly color?: TerminalColor;
  /** Braille, blocks and box lines (default true); false uses ASCII only. */
  readonly unicode?: boolean;
  /** Whether lines must show on a dark (default) or a light background. */
  readonly theme?: ThemeName;
}

interface Lines {
  readonly vertical: string;
  readonly horizontal: string;
  readonly corner: string;
  readonly yTick: string;
  readonly xTick: string;
}

const BOX: Lines = { vertical: "│", horizontal: "─", corner: "└", yTick: "┤", xTick: "┬" };
const ASCII_BOX: Lines = { vertical: "|", horizontal: "-", corner: "+", yTick: "+", xTick: "+" };

function drawAxes(grid: CellGrid, placed: PanelLayout, theme: Theme, unicode: boolean): void {
  const { plot, panel, showsX } = placed;
  const box = unicode ? BOX : ASCII_BOX;
  const names = panel.y.scale === "category";
  for (let y = plot.y; y < plot.y + plot.height; y++) grid.put(plot.x - 1, y, box.vertical, theme.axis);
  for (const { position } of placed.yTicks) if (!names) grid.put(plot.x - 1, position, box.yTick, theme.axis);
  if (!showsX) return;
  const bottom = plot.y + plot.height;
  grid.put(plot.x - 1, bottom, box.corner, theme.axis);
  for (let x = plot.x; x < plot.x + plot.width; x++) grid.put(x, bottom, box.horizontal, theme.axis);
  for (const { position } of placed.xTicks) if (!names) grid.put(position, bottom, box.xTick, theme.axis);
}

function drawSwatch(grid: CellGrid, { entry, swatch }: PlacedLegend, theme: Theme, unicode: boolean): void {
  const color = layerColor(theme, entry.color, entry.index);
  const kind =
    entry.swatch === "line" && entry.dash !== "solid"
      ? "dashed"
      : entry.swatch === "block" && entry.opacity < 1
        ? "band"
        : entry.swatch;
  const drawn = unicode
    ? { line: "──", dashed: "╌╌", block: "██", band: "▒▒", ...MARKERS }[kind]
    : { line: "--", dashed: "- ", block: "##", band: "::", ...ASCII_MARKERS }[kind];
  grid.text(swatch.x, swatch.y, drawn.padStart(2), color);
}

function drawColorBar(grid: CellGrid, { bar, rect }: PlacedColorBar, look: CellLook): void {
  const height = rect.height * pixelsPerCell(look);
  const ramp = new Float64Array(rect.width * height);
  for (let i = 0; i < ramp.length; i++) ramp[i] = 1 - (Math.floor(i / rect.width) + 0.5) / height;
  paintImage(grid, rect, ramp, { colorMap: bar.colorMap, range: [0, 1] }, look);
}

/**
 * A figure as lines of text.
 *
 * Curves and waveforms are Braille dots (2 × 4 per cell), heat maps half blocks in colour, or shades without. The
 * layout drops what does not fit: colour bars below 56 columns, and in few rows the panels with the least weight.
 *
 * @param options.columns, options.rows  size in character cells, integers > 0
 * @param options.color    `truecolor` (default), `256` or `none`
 * @param options.unicode  false restricts the output to ASCII
 * @returns `rows` lines without line ends, each at most `columns` cells wide without its colour sequences
 * @throws ParameterError  columns or rows is not a positive integer
 * @example console.log(renderCells(figure, { columns: 80, rows: 24 }).join("\n"))
 */
export function renderCells(figure: Figure, options: CellOptions): string[] {
  const { columns, rows, color = "truecolor", unicode = true, theme: themeName = "dark" } = options;
  for (const [name, value] of Object.entries({ columns, rows })) {
    if (!Number.isInteger(value) || value < 1)
      throw new ParameterError(`renderCells: ${name}=${value} must be a positive integer.`);
  }
  const theme = themeOf(themeName);
  const look: CellLook = { color, unicode };
  const grid = new CellGrid(columns, rows);
  const layout = layoutFigure(figure, {
    width: columns,
    height: rows,
    metrics: cellMetrics(),
    measure: (text) => textCells(terminalText(text, unicode)),
  });
  const write = (text: PlacedText | undefined): void => {
    if (text !== undefined) grid.text(text.x, text.y, terminalText(text.text, unicode));
  };
  for (const placed of layout.panels) {
    drawCellLayers(grid, placed.panel, placed.plot, theme, look);
    drawAxes(grid, placed, theme, unicode);
    for (const tick of [...placed.xTicks, ...placed.yTicks]) write(tick.label);
    for (const text of placed.texts) write(text);
    for (const item of placed.legend) {
      drawSwatch(grid, item, theme, unicode);
      write(item.text);
    }
    if (placed.colorBar !== undefined) {
      drawColorBar(grid, placed.colorBar, look);
      for (const tick of placed.colorBar.ticks) write(tick.label);
    }
  }
  for (const line of layout.title) write(line);
  return grid.toLines(color);
}

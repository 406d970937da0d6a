// Charts: pictures in one line, figure builders, then painters, then the scene they share.

export { waveshow, type WaveshowOptions } from "./plots/waveshow.js";
export { specshow, type SpecshowOptions } from "./plots/specshow.js";
export { plot, type PlotLine, type PlotOptions } from "./plots/plot.js";
export { bar, type BarOptions, type BarSeries } from "./plots/bar.js";
export { hist, type HistOptions } from "./plots/hist.js";
export { scatter, type ScatterPlotOptions, type ScatterPoints } from "./plots/scatter.js";
export { imshow, type ImageAxis, type ImshowOptions } from "./plots/imshow.js";
export { subplots, type SubplotsOptions } from "./plots/subplots.js";
export { saveFigure } from "./raster/save-figure.js";
export type { ChartMatrix, ChartValues } from "./plots/chart-input.js";
export type { Overlay } from "./plots/overlays.js";
export type { RowKind } from "./plots/row-axis.js";
export type { ValueAxis } from "./plots/value-axis.js";

export { waveformFigure, type FrameValues, type WaveformFigureOptions } from "./plots/waveform-figure.js";
export { curvesFigure, type CurveInput, type CurvesAxis, type CurvesFigureOptions } from "./plots/curves-figure.js";
export { spectrogramFigure, type SpectrogramFigureOptions } from "./plots/spectrogram-figure.js";
export { confusionMatrixFigure, type ConfusionMatrixFigureOptions } from "./plots/confusion-matrix-figure.js";
export { analysisFigure, type AnalysisFigureOptions } from "./plots/analysis-figure.js";

export { renderPng, type PngOptions } from "./raster/render-png.js";
export { renderCells, type CellOptions } from "./terminal/render-cells.js";
export { drawCanvas, type Canvas2D, type CanvasOptions } from "./canvas/draw-canvas.js";

export { colorMap, COLOR_MAP_NAMES, type ColorMapName } from "./scene/colormaps.js";
export type { ThemeName } from "./scene/theme.js";
export type { TerminalColor } from "./terminal/cell-grid.js";
export type { PixelImage } from "./scene/heat-map.js";
export type {
  Axis,
  BandLayer,
  BarsLayer,
  ColorBar,
  CurveLayer,
  Figure,
  HeatMapLayer,
  ImageLayer,
  Layer,
  MarkersLayer,
  Panel,
  Positions,
  ScaleKind,
  SceneColor,
  SeriesColorName,
  TextGridLayer,
  Values,
  WaveformLayer,
} from "./scene/scene.js";
export type { FigureLayout, PanelLayout, PlacedText, Rect } from "./layout/placed.js";

// Charts: figure builders first, then painters, then the scene they share.

export { waveformFigure, type FrameValues, type WaveformFigureOptions } from "./plots/waveform-figure.js";
export { curvesFigure, type CurveInput, type CurvesAxis, type CurvesFigureOptions } from "./plots/curves-figure.js";
export { spectrogramFigure, type SpectrogramFigureOptions } from "./plots/spectrogram-figure.js";
export { confusionMatrixFigure, type ConfusionMatrixFigureOptions } from "./plots/confusion-matrix-figure.js";
export { analysisFigure, type AnalysisFigureOptions } from "./plots/analysis-figure.js";

export { renderPng, type PngOptions } from "./raster/render-png.js";

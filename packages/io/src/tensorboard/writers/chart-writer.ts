// Charts: drawn here as images, or described for TensorBoard to draw.
import {
  confusionMatrixFigure,
  type ConfusionMatrixFigureOptions,
} from "../../charts/plots/confusion-matrix-figure.js";
import { spectrogramFigure, type SpectrogramFigureOptions } from "../../charts/plots/spectrogram-figure.js";
import { waveformFigure, type WaveformFigureOptions } from "../../charts/plots/waveform-figure.js";
import { renderPng, type PngOptions } from "../../charts/raster/render-png.js";
import type { Figure } from "../../charts/scene/scene.js";
import { customScalarsValue, type CustomScalarLayout } from "../summaries/custom-scalars.js";
import { imageValue } from "../summaries/image.js";
import type { LogTime } from "./log-time.js";
import { PictureWriter } from "./picture-writer.js";

export type FigureImageOptions = LogTime & PngOptions;

export abstract class ChartWriter extends PictureWriter {
  /**
   * Charts as images.
   *
   * @param figure  of one of the figure builders; several are stored as `tag/0`, `tag/1`, …
   * @param options.width, options.height, options.pixelRatio, options.theme  as `renderPng`
   */
  addFigure(
    tag: string,
    figure: Figure | readonly Figure[],
    globalStep?: number,
    { walltime, ...look }: FigureImageOptions = {},
  ): void {
    const figures = Array.isArray(figure) ? (figure as readonly Figure[]) : [figure as Figure];
    const values = figures.map((one, i) => {
      const file = renderPng(one, look);
      const header = new DataView(file.buffer, file.byteOffset + 16, 8); // IHDR begins with the size in pixels
      const size = { width: header.getUint32(0), height: header.getUint32(4), channels: 3 } as const;
      return imageValue(Array.isArray(figure) ? `${tag}/${i}` : tag, size, file);
    });
    this.record("addFigure", globalStep, walltime === undefined ? {} : { walltime }, values);
  }

  /** A spectrogram as a chart; `values` and its shape as `spectrogramFigure`. */
  addSpectrogram(
    tag: string,
    spectrogram: SpectrogramFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, spectrogramFigure(spectrogram), globalStep, options);
  }

  /** Samples over time as a chart. */
  addWaveform(
    tag: string,
    waveform: WaveformFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, waveformFigure(waveform), globalStep, options);
  }

  /** A confusion matrix as a chart. */
  addConfusionMatrix(
    tag: string,
    confusion: ConfusionMatrixFigureOptions,
    globalStep?: number,
    options: FigureImageOptions = {},
  ): void {
    this.addFigure(tag, confusionMatrixFigure(confusion), globalStep, options);
  }

  /** Charts of several scalars, by category and title. A run has one layout: the last one added is shown. */
  addCustomScalars(layout: CustomScalarLayout): void {
    this.record("addCustomScalars", undefined, {}, [customScalarsValue("addCustomScalars", layout)]);
  }

  /** A single chart of several curves. */
  addCustomScalarsMultilinechart(
    tags: readonly string[],
    { category = "default", title = "untitled" }: { category?: string; title?: string } = {},
  ): void {
    this.addCustomScalars({ [category]: { [title]: ["Multiline", tags] } });
  }

  /** A single chart of a curve inside a band; the tags are value, lower and upper. */
  addCustomScalarsMarginchart(
    tags: readonly string[],
    { category = "default", title = "untitled" }: { category?: string; title?: string } = {},
  ): void {
    this.addCustomScalars({ [category]: { [title]: ["Margin", tags] } });
  }
}

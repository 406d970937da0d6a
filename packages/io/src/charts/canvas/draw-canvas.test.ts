import { describe, expect, test } from "vitest";
import { confusionMatrixFigure } from "../plots/confusion-matrix-figure.js";
import { spectrogramFigure } from "../plots/spectrogram-figure.js";
import type { PixelImage } from "../scene/heat-map.js";
import { drawCanvas, type Canvas2D } from "./draw-canvas.js";

/** A context that writes down what it is asked to do. */
class RecordingContext implements Canvas2D<PixelImage> {
  fillStyle: unknown = "";
  strokeStyle: unknown = "";
  lineWidth = 1;
  lineJoin = "";
  lineCap = "";
  font = "";
  textBaseline = "";
  textAlign = "";
  globalAlpha = 1;
  depth = 0;
  readonly texts: string[] = [];
  readonly rects: { x: number; y: number; width: number; height: number; style: unknown }[] = [];
  readonly images: { image: PixelImage; width: number; height: number }[] = [];
  readonly scales: number[] = [];
  save(): void {
    this.depth++;
  }
  restore(): void {
    this.depth--;
  }
  beginPath(): void {}
  closePath(): void {}
  moveTo(): void {}
  lineTo(): void {}
  rect(): void {}
  clip(): void {}
  fill(): void {}
  stroke(): void {}
  setLineDash(): void {}
  translate(): void {}
  rotate(): void {}
  scale(x: number): void {
    this.scales.push(x);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.rects.push({ x, y, width, height, style: this.fillStyle });
  }
  fillText(text: string): void {
    this.texts.push(text);
  }
  measureText(text: string): { width: number } {
    return { width: 0.6 * Number.parseFloat(this.font) * text.length };
  }
  drawImage(image: PixelImage, _x: number, _y: number, width: number, height: number): void {
    this.images.push({ image, width, height });
  }
}

const spectrogram = spectrogramFigure({
  values: new Float32Array(9 * 10).fill(-20),
  bins: 9,
  sampleRate: 8000,
  hopLength: 100,
  title: "Noise",
});
const createImage = (image: PixelImage): PixelImage => image;

describe("drawCanvas", () => {
  test("hands heat map and colour bar over at the device's own pixels", () => {
    const context = new RecordingContext();
    const { panels } = drawCanvas(context, spectrogram, { width: 600, height: 300, pixelRatio: 2, createImage });
    expect(context.scales).toEqual([2]);
    expect(context.images).toHaveLength(2);
    const [{ image, width, height }] = context.images;
    expect([image.width, image.height]).toEqual([2 * width, 2 * height]);
    expect([width, height]).toEqual([panels[0].plot.width, panels[0].plot.height]);
  });

  test("writes title, axis labels and ticks", () => {
    const context = new RecordingContext();
    drawCanvas(context, spectrogram, { width: 600, height: 300, createImage });
    for (const text of ["Noise", "Time (s)", "Frequency (kHz)", "Level (dB)", "0", "4"])
      expect(context.texts).toContain(text);
  });

  test("covers the canvas with the theme's background first and restores the state", () => {
    const context = new RecordingContext();
    drawCanvas(context, spectrogram, { width: 600, height: 300, theme: "dark", createImage });
    expect(context.rects[0]).toEqual({ x: 0, y: 0, width: 600, height: 300, style: "#14171c" });
    expect(context.depth).toBe(0);
    expect(context.globalAlpha).toBe(1);
  });

  test("restores the state when the figure cannot be laid out", () => {
    const context = new RecordingContext();
    expect(() => drawCanvas(context, spectrogram, { width: Number.NaN, height: 300, createImage })).toThrow(
      /width=NaN/,
    );
    expect(context.depth).toBe(0);
  });

  test("writes every number of a confusion matrix", () => {
    const context = new RecordingContext();
    drawCanvas(
      context,
      confusionMatrixFigure({
        matrix: [
          [12, 3],
          [4, 56],
        ],
        labels: ["a", "b"],
      }),
      { width: 400, height: 300, createImage },
    );
    for (const text of ["12", "3", "4", "56"]) expect(context.texts).toContain(text);
  });

  test("takes a real context of the page and of a worker", () => {
    const draw = (
      page: CanvasRenderingContext2D,
      worker: OffscreenCanvasRenderingContext2D,
      image: (pixels: PixelImage) => OffscreenCanvas,
    ): void => {
      drawCanvas(page, spectrogram, { width: 1, height: 1, createImage: image });
      drawCanvas(worker, spectrogram, { width: 1, height: 1, createImage: image });
    };
    expect(typeof draw).toBe("function");
  });
});

// Figures on a canvas. Typed against the few members it uses, so it runs on any 2D context and needs no DOM to test.

import { drawFigure, type DrawOptions } from "../drawing/draw-figure.js";
import type { StrokeStyle, Surface, TextRun } from "../drawing/surface.js";
import type { FigureLayout, Rect } from "../layout/placed.js";
import { colorToHex } from "../scene/color.js";
import type { PixelImage } from "../scene/heat-map.js";
import type { Figure } from "../scene/scene.js";

/** What is used of a CanvasRenderingContext2D; `Drawable` is whatever its drawImage takes. */
export interface Canvas2D<Drawable> {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineJoin: string;
  lineCap: string;
  font: string;
  textBaseline: string;
  textAlign: string;
  globalAlpha: number;
  save(): void;
  restore(): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  clip(): void;
  fill(): void;
  stroke(): void;
  setLineDash(segments: number[]): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  scale(x: number, y: number): void;
  drawImage(image: Drawable, x: number, y: number, width: number, height: number): void;
}

/** Size, look and what only the page can do. */
export interface CanvasOptions<Drawable> extends DrawOptions {
  /** Logical (CSS) pixels. */
  readonly width: number;
  /** Logical (CSS) pixels. */
  readonly height: number;
  /** Device pixels per logical pixel (default 1); the canvas has width · pixelRatio × height · pixelRatio pixels. */
  readonly pixelRatio?: number;
  /** Default `system-ui, sans-serif`. */
  readonly fontFamily?: string;
  /** Makes pixels drawable, for example an OffscreenCanvas filled with putImageData. */
  readonly createImage: (image: PixelImage) => Drawable;
}

class CanvasSurface<Drawable> implements Surface {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly #context: Canvas2D<Drawable>;
  readonly #family: string;
  readonly #createImage: (image: PixelImage) => Drawable;

  constructor(context: Canvas2D<Drawable>, options: CanvasOptions<Drawable>) {
    this.width = options.width;
    this.height = options.height;
    this.pixelRatio = options.pixelRatio ?? 1;
    this.#context = context;
    this.#family = options.fontFamily ?? "system-ui, sans-serif";
    this.#createImage = options.createImage;
  }

  measureText(text: string, size: number): number {
    this.#context.font = `${size}px ${this.#family}`;
    return this.#context.measureText(text).width;
  }

  fillRect({ x, y, width, height }: Rect, color: number, opacity: number): void {
    this.#withAlpha(opacity, () => {
      this.#context.fillStyle = colorToHex(color);
      this.#context.fillRect(x, y, width, height);
    });
  }

  fillPolygon(points: Float64Array, color: number, opacity: number): void {
    this.#withAlpha(opacity, () => {
      this.#context.fillStyle = colorToHex(color);
      this.#context.beginPath();
      this.#trace(points);
      this.#context.closePath();
      this.#context.fill();
    });
  }

  strokePolyline(points: Float64Array, { color, width, dash }: StrokeStyle): void {
    const context = this.#context;
    context.strokeStyle = colorToHex(color);
    context.lineWidth = width;
    context.lineJoin = "round";
    context.lineCap = dash.length > 0 ? "butt" : "round";
    context.setLineDash([...dash]);
    context.beginPath();
    this.#trace(points);
    context.stroke();
  }

  drawImage(image: PixelImage, { x, y }: Rect): void {
    // On whole device pixels and at its own size: nothing is resampled a second time.
    const ratio = this.pixelRatio;
    const [left, top] = [Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio];
    this.#context.drawImage(this.#createImage(image), left, top, image.width / ratio, image.height / ratio);
  }

  drawText({ text, size, color, x, y, rotated }: TextRun): void {
    const context = this.#context;
    context.save();
    context.font = `${size}px ${this.#family}`;
    context.fillStyle = colorToHex(color);
    context.textBaseline = "alphabetic";
    context.textAlign = "left";
    context.translate(x, y);
    if (rotated) context.rotate(-Math.PI / 2);
    context.fillText(text, 0, 0);
    context.restore();
  }

  clipped({ x, y, width, height }: Rect, draw: () => void): void {
    this.#context.save();
    this.#context.beginPath();
    this.#context.rect(x, y, width, height);
    this.#context.clip();
    draw();
    this.#context.restore();
  }

  /** Path through the points; NaN lifts the pen. */
  #trace(points: Float64Array): void {
    let down = false;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]];
      if (Number.isNaN(x + y)) down = false;
      else if (down) this.#context.lineTo(x, y);
      else {
        this.#context.moveTo(x, y);
        down = true;
      }
    }
  }

  #withAlpha(opacity: number, draw: () => void): void {
    const before = this.#context.globalAlpha;
    this.#context.globalAlpha = before * opacity;
    draw();
    this.#context.globalAlpha = before;
  }
}

/**
 * Draws a figure over a whole canvas and returns where everything lies, in logical pixels, for pointers and readers.
 *
 * @param context  2D context of a canvas with width · pixelRatio × height · pixelRatio pixels; its state is restored
 * @param options.width, options.height  logical pixels, > 0
 * @param options.createImage  makes the pixels of heat maps drawable; called once per heat map and colour bar
 * @throws ParameterError  width or height is not positive
 * @example
 * drawCanvas(context, figure, { width: 800, height: 400, createImage: ({ data, width, height }) => {
 *   const canvas = new OffscreenCanvas(width, height);
 *   canvas.getContext("2d")!.putImageData(new ImageData(data, width, height), 0, 0);
 *   return canvas;
 * } });
 */
export function drawCanvas<Drawable>(
  context: Canvas2D<Drawable>,
  figure: Figure,
  options: CanvasOptions<Drawable>,
): FigureLayout {
  context.save();
  try {
    const ratio = options.pixelRatio ?? 1;
    if (ratio !== 1) context.scale(ratio, ratio);
    return drawFigure(new CanvasSurface(context, options), figure, options);
  } finally {
    context.restore();
  }
}

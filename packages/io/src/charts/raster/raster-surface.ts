// A surface in memory: red, green and blue per device pixel, anti-aliased.

import type { Rect } from "../layout/placed.js";
import type { PixelImage } from "../scene/heat-map.js";
import type { StrokeStyle, Surface, TextRun } from "../drawing/surface.js";
import { fillCoverage, strokeCoverage, type Coverage, type PixelBox } from "./coverage.js";
import { dashLine } from "./dash.js";
import { glyphOf, glyphTable, textWidth } from "./glyphs.js";

/** An opaque image that can be drawn on; starts white. */
export class RasterSurface implements Surface {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Size in device pixels. */
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns, 3], red, green, blue. */
  readonly pixels: Uint8ClampedArray;
  #clip: PixelBox;

  constructor(width: number, height: number, pixelRatio: number) {
    this.columns = Math.max(1, Math.round(width * pixelRatio));
    this.rows = Math.max(1, Math.round(height * pixelRatio));
    this.width = width;
    this.height = height;
    this.pixelRatio = pixelRatio;
    this.pixels = new Uint8ClampedArray(this.columns * this.rows * 3).fill(255);
    this.#clip = { x0: 0, y0: 0, x1: this.columns, y1: this.rows };
  }

  measureText(text: string, size: number): number {
    return textWidth(text, size);
  }

  clipped(rect: Rect, draw: () => void): void {
    const outer = this.#clip;
    const ratio = this.pixelRatio;
    this.#clip = {
      x0: Math.max(outer.x0, Math.round(rect.x * ratio)),
      y0: Math.max(outer.y0, Math.round(rect.y * ratio)),
      x1: Math.min(outer.x1, Math.round((rect.x + rect.width) * ratio)),
      y1: Math.min(outer.y1, Math.round((rect.y + rect.height) * ratio)),
    };
    draw();
    this.#clip = outer;
  }

  fillRect(rect: Rect, color: number, opacity: number): void {
    const ratio = this.pixelRatio;
    const [left, right] = [rect.x * ratio, (rect.x + rect.width) * ratio];
    const [top, bottom] = [rect.y * ratio, (rect.y + rect.height) * ratio];
    const { x0, y0, x1, y1 } = this.#clip;
    // Sides within a thousandth of a pixel border lie on it: no faint seams from rounding.
    const share = (low: number, high: number, pixel: number): number => {
      const covered = Math.min(high, pixel + 1) - Math.max(low, pixel);
      return covered > 0.999 ? 1 : covered < 0.001 ? 0 : covered;
    };
    for (let y = Math.max(y0, Math.floor(top)); y < Math.min(y1, Math.ceil(bottom)); y++) {
      const rowShare = share(top, bottom, y) * opacity;
      for (let x = Math.max(x0, Math.floor(left)); x < Math.min(x1, Math.ceil(right)); x++) {
        this.#blend(y * this.columns + x, color, rowShare * share(left, right, x));
      }
    }
  }

  fillPolygon(points: Float64Array, color: number, opacity: number): void {
    this.#paint(fillCoverage([points.map((value) => value * this.pixelRatio)], this.#clip), color, opacity);
  }

  strokePolyline(points: Float64Array, style: StrokeStyle): void {
    const ratio = this.pixelRatio;
    const scaled = dashLine(
      points.map((value) => value * ratio),
      style.dash.map((length) => length * ratio),
    );
    this.#paint(strokeCoverage(scaled, style.width * ratio, this.#clip), style.color, 1);
  }

  drawImage(image: PixelImage, rect: Rect): void {
    const left = Math.round(rect.x * this.pixelRatio);
    const top = Math.round(rect.y * this.pixelRatio);
    const { x0, y0, x1, y1 } = this.#clip;
    for (let y = Math.max(0, y0 - top); y < Math.min(image.height, y1 - top); y++) {
      for (let x = Math.max(0, x0 - left); x < Math.min(image.width, x1 - left); x++) {
        const i = 4 * (y * image.width + x);
        const color = (image.data[i] << 16) | (image.data[i + 1] << 8) | image.data[i + 2];
        this.#blend((top + y) * this.columns + left + x, color, image.data[i + 3] / 255);
      }
    }
  }

  drawText({ text, size, color, x, y, rotated }: TextRun): void {
    const font = glyphTable();
    const em = size * this.pixelRatio;
    const across = em / font.unitsPerEm;
    // Baseline and x-height on pixel borders: horizontal strokes of letters come out sharp without hinting.
    const lower = Math.max(1, Math.round(font.xHeight * across));
    const up = lower / font.xHeight;
    const [baseX, baseY] = [x * this.pixelRatio, y * this.pixelRatio];
    const shapes: Float64Array[] = [];
    let pen = 0;
    for (const character of text) {
      const glyph = glyphOf(font, character.codePointAt(0)!);
      for (const contour of glyph.contours) {
        const shape = new Float64Array(contour.length);
        for (let i = 0; i < contour.length; i += 2) {
          const along = (pen + contour[i]) * across;
          const rise = contour[i + 1] * up;
          shape[i] = rotated ? Math.round(baseX) - rise : baseX + along;
          shape[i + 1] = rotated ? baseY - along : Math.round(baseY) - rise;
        }
        shapes.push(shape);
      }
      pen += glyph.advance;
    }
    this.#paint(fillCoverage(shapes, this.#clip), color, 1);
  }

  #paint(coverage: Coverage | undefined, color: number, opacity: number): void {
    if (coverage === undefined) return;
    const { box, values } = coverage;
    const columns = box.x1 - box.x0;
    for (let y = box.y0; y < box.y1; y++) {
      for (let x = box.x0; x < box.x1; x++) {
        const share = values[(y - box.y0) * columns + x - box.x0];
        if (share > 0) this.#blend(y * this.columns + x, color, share * opacity);
      }
    }
  }

  #blend(pixel: number, color: number, share: number): void {
    if (!(share > 0)) return;
    const { pixels } = this;
    const i = 3 * pixel;
    pixels[i] += (((color >> 16) & 255) - pixels[i]) * share;
    pixels[i + 1] += (((color >> 8) & 255) - pixels[i + 1]) * share;
    pixels[i + 2] += ((color & 255) - pixels[i + 2]) * share;
  }
}

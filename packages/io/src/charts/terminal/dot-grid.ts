// Dots finer than character cells: 2 × 4 per cell as Braille patterns, or 1 × 2 as ASCII punctuation.

import type { CellGrid } from "./cell-grid.js";
import type { Rect } from "../layout/placed.js";

/** Bits of the Braille dots, [row][column] (Unicode 2800: dots 1 to 8). */
const BRAILLE_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const ASCII_DOTS = [" ", "'", ".", "|"];

/** The dots of one plot. */
export class DotGrid {
  readonly width: number;
  readonly height: number;
  readonly #plot: Rect;
  readonly #unicode: boolean;
  readonly #separate: boolean;
  readonly #masks: Uint8Array;
  readonly #colors: Int32Array;

  /** `separate`: a cell shows the dots of one colour only, the last, so that no dot has the colour of another series. */
  constructor(plot: Rect, { unicode, separate }: { unicode: boolean; separate: boolean }) {
    this.#separate = separate;
    this.#plot = plot;
    this.#unicode = unicode;
    this.width = plot.width * (unicode ? 2 : 1);
    this.height = plot.height * (unicode ? 4 : 2);
    this.#masks = new Uint8Array(plot.width * plot.height);
    this.#colors = new Int32Array(plot.width * plot.height);
  }

  /** Sets a dot; the cell takes its colour. */
  set(x: number, y: number, color: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const [across, down] = this.#unicode ? [2, 4] : [1, 2];
    const cell = Math.floor(y / down) * this.#plot.width + Math.floor(x / across);
    if (this.#separate && this.#colors[cell] !== color) this.#masks[cell] = 0;
    this.#masks[cell] |= this.#unicode ? BRAILLE_BITS[y % 4][x % 2] : 1 << (y % 2);
    this.#colors[cell] = color;
  }

  /** A straight line of dots between two places (Bresenham). */
  line(x0: number, y0: number, x1: number, y1: number, color: number): void {
    // Far outside nothing shows; bounded ends keep the number of steps bounded.
    const bound = (value: number, size: number): number => Math.round(Math.max(-4 * size, Math.min(5 * size, value)));
    const [endX, endY] = [bound(x1, this.width), bound(y1, this.height)];
    let [x, y] = [bound(x0, this.width), bound(y0, this.height)];
    const dx = Math.abs(endX - x);
    const dy = -Math.abs(endY - y);
    const stepX = x < endX ? 1 : -1;
    const stepY = y < endY ? 1 : -1;
    let error = dx + dy;
    for (;;) {
      this.set(x, y, color);
      if (x === endX && y === endY) return;
      const doubled = 2 * error;
      if (doubled >= dy) {
        error += dy;
        x += stepX;
      }
      if (doubled <= dx) {
        error += dx;
        y += stepY;
      }
    }
  }

  /** Puts the cells that have dots. */
  paint(grid: CellGrid): void {
    const { x, y, width } = this.#plot;
    for (let i = 0; i < this.#masks.length; i++) {
      const mask = this.#masks[i];
      if (mask === 0) continue;
      const character = this.#unicode ? String.fromCharCode(0x2800 + mask) : ASCII_DOTS[mask];
      grid.put(x + (i % width), y + Math.floor(i / width), character, this.#colors[i]);
    }
  }
}

// A grid of character cells and its lines with colour sequences.

import { nearest256 } from "../scene/color.js";
import { characterCells } from "./cell-text.js";

/** How many colours the terminal has. */
export type TerminalColor = "truecolor" | "256" | "none";

/** No colour of its own. */
export const DEFAULT_COLOR = -1;

function sequence(color: number, layer: 38 | 48, mode: TerminalColor): string {
  if (color === DEFAULT_COLOR) return layer === 38 ? "39" : "49";
  if (mode === "256") return `${layer};5;${nearest256(color)}`;
  return `${layer};2;${(color >> 16) & 255};${(color >> 8) & 255};${color & 255}`;
}

/** Character cells, each with a character, a colour and a background 0xrrggbb. Writing outside does nothing. */
export class CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly #characters: string[];
  readonly #colors: Int32Array;
  readonly #backgrounds: Int32Array;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#characters = Array.from({ length: columns * rows }, () => " ");
    this.#colors = new Int32Array(columns * rows).fill(DEFAULT_COLOR);
    this.#backgrounds = new Int32Array(columns * rows).fill(DEFAULT_COLOR);
  }

  /** Puts one character; without `background` the cell keeps the one it has. */
  put(x: number, y: number, character: string, color = DEFAULT_COLOR, background?: number): void {
    if (x < 0 || y < 0 || x >= this.columns || y >= this.rows) return;
    const i = y * this.columns + x;
    this.#characters[i] = character;
    this.#colors[i] = color;
    if (background !== undefined) this.#backgrounds[i] = background;
  }

  /** Background of a cell. */
  backgroundAt(x: number, y: number): number {
    return x < 0 || y < 0 || x >= this.columns || y >= this.rows
      ? DEFAULT_COLOR
      : this.#backgrounds[y * this.columns + x];
  }

  /** Puts a text from left to right; what does not fit the row is cut. */
  text(x: number, y: number, text: string, color = DEFAULT_COLOR): void {
    let at = x;
    for (const character of text) {
      const cells = characterCells(character);
      if (cells === 0) continue;
      if (at + cells > this.columns) return;
      this.put(at, y, character, color);
      // The right half of a wide character: present in the grid, absent in the line.
      if (cells === 2) this.put(at + 1, y, "", color);
      at += cells;
    }
  }

  /** The rows as text without trailing blanks; colours as SGR sequences, closed at the end of each row. */
  toLines(mode: TerminalColor): string[] {
    return Array.from({ length: this.rows }, (_, y) => {
      const start = y * this.columns;
      let end = this.columns;
      const blank = (i: number): boolean =>
        this.#characters[i] === " " && (mode === "none" || this.#backgrounds[i] === DEFAULT_COLOR);
      while (end > 0 && blank(start + end - 1)) end--;
      if (mode === "none") return this.#characters.slice(start, start + end).join("");
      let line = "";
      let [color, background] = [DEFAULT_COLOR, DEFAULT_COLOR];
      for (let i = start; i < start + end; i++) {
        const codes: string[] = [];
        // A blank shows no colour of its own: keeping the last one saves a sequence.
        if (this.#characters[i] !== " " && this.#colors[i] !== color)
          codes.push(sequence((color = this.#colors[i]), 38, mode));
        if (this.#backgrounds[i] !== background) codes.push(sequence((background = this.#backgrounds[i]), 48, mode));
        line += (codes.length > 0 ? `\u001b[${codes.join(";")}m` : "") + this.#characters[i];
      }
      return color === DEFAULT_COLOR && background === DEFAULT_COLOR ? line : `${line}\u001b[0m`;
    });
  }
}

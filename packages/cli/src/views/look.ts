// How a frame is drawn: its size, its colours, its characters.
import type { ColorDepth, Terminal } from "../terminal/capabilities.js";
import { styleOf, type Style, type ThemeName } from "../terminal/style.js";

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

export interface Look {
  readonly style: Style;
  readonly theme: ThemeName;
  readonly colorDepth: ColorDepth;
  readonly hasUnicode: boolean;
}

export function lookOf({ colorDepth, hasUnicode }: Terminal, theme: ThemeName): Look {
  return { style: styleOf(colorDepth, theme), theme, colorDepth, hasUnicode };
}

/** Below this a frame says only that there is no room. */
export const SMALLEST: FrameSize = { columns: 24, rows: 8 };

/** Whether a view fits. */
export const isTooSmall = ({ columns, rows }: FrameSize): boolean => columns < SMALLEST.columns || rows < SMALLEST.rows;

const ASCII: Readonly<Record<string, string>> = {
  "←": "<",
  "→": ">",
  "↑": "^",
  "↓": "v",
  "…": "~",
  "–": "-",
  "×": "x",
};

/** Lines with the view's own signs replaced where the terminal has no others than ASCII; charts and names are left alone. */
export const forTerminal = (lines: readonly string[], { hasUnicode }: Look): string[] =>
  hasUnicode ? [...lines] : lines.map((line) => line.replaceAll(/[←→↑↓…–×]/g, (sign) => ASCII[sign]));

/** The frame for a terminal in which nothing fits. */
export function tooSmallFrame({ columns, rows }: FrameSize): string[] {
  const lines = [`${columns}×${rows} is too small:`, `${SMALLEST.columns}×${SMALLEST.rows} is needed`];
  return lines.slice(0, Math.max(1, rows)).map((line) => line.slice(0, Math.max(0, columns)));
}
